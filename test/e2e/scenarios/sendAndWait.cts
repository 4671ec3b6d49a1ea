import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { executionStatus, outputOf, readExecution } from '../../n8n/executionsApi.cts';
import { createWorkflow, runWorkflow, type WorkflowFile } from '../../n8n/workflowsApi.cts';
import { AFTER, answer, ask, ended, questionOf, untilStatus } from '../questions.cts';
import type { Scenario } from '../scenario.cts';
import { START } from '../workflows.cts';

const double = { approvalOptions: { values: { approvalType: 'double' } } };

const approval: Scenario = {
	rule: 'Send and Wait: the message has a link, its page shows the question, and a button resumes the execution',
	prove: async (world) => {
		for (const [decision, approved] of [
			['approve', true],
			['decline', false],
		] as const) {
			world.sandbox.reset();
			const asked = await ask(world, questionOf(world, double));
			const [message] = world.sandbox.messages;
			match(
				message?.text ?? '',
				/^May order 1024 have a <discount> & more\?\n\nRespond:\nhttp:\/\/\S+$/,
			);
			const page = await fetch(asked.link);
			equal(page.status, 200);
			match(await page.text(), /May order 1024 have a &lt;discount&gt; &amp; more\?/);
			match(page.headers.get('content-security-policy') ?? '', /^default-src 'none'/);
			equal((await answer(asked.link, { decision })).status, 200);
			const execution = await ended(world, asked);
			equal(execution.status, 'success', execution.error?.message);
			const [{ data }] = outputOf(execution, AFTER) as [{ data: Record<string, unknown> }];
			equal(data.approved, approved);
			match(String(data.respondedAt), /^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
			equal(world.sandbox.messages.length, 1);
		}
	},
};

const freeText: Scenario = {
	rule: 'Send and Wait: a written answer resumes the execution, an empty one does not',
	prove: async (world) => {
		const asked = await ask(world, questionOf(world, { responseType: 'freeText' }));
		equal((await answer(asked.link, { text: ' \r\n ' })).status, 400);
		equal((await answer(asked.link, { decision: 'approve' })).status, 400);
		equal(await executionStatus(world.rest, asked.id), 'waiting');
		equal((await answer(asked.link, { text: 'Yes,\r\nbut <b>later</b>' })).status, 200);
		const execution = await ended(world, asked);
		const [{ data }] = outputOf(execution, AFTER) as [{ data: Record<string, unknown> }];
		equal(data.text, 'Yes,\nbut <b>later</b>');
	},
};

const AGENTS = [
	'WhatsApp/2.23.20.0',
	'facebookexternalhit/1.1',
	'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/126.0 Safari/537.36',
	'',
];

const preview: Scenario = {
	rule: 'Send and Wait: opening the link decides nothing, whoever opens it and however often',
	prove: async (world) => {
		const asked = await ask(world, questionOf(world, double));
		for (const agent of AGENTS) {
			for (const method of ['GET', 'HEAD', 'OPTIONS']) {
				await fetch(asked.link, { method, headers: { 'user-agent': agent } });
			}
		}
		await answer(asked.link, {});
		await answer(asked.link, { approved: 'true' });
		equal(await executionStatus(world.rest, asked.id), 'waiting');
		const both = await Promise.all([
			answer(asked.link, { decision: 'approve' }),
			answer(asked.link, { decision: 'decline' }),
		]);
		equal(both.filter(({ status }) => status === 200).length, 1);
		const execution = await ended(world, asked);
		equal(execution.status, 'success', execution.error?.message);
		equal(outputOf(execution, AFTER).length, 1);
		const late = await answer(asked.link, { decision: 'decline' });
		ok(!late.page.includes('discount'), late.page);
		equal(outputOf(await readExecution(world.rest, asked.id), AFTER).length, 1);
	},
};

const strangers: Scenario = {
	rule: "Send and Wait: without the link's signature, or with another's, nobody decides",
	prove: async (world) => {
		const one = await ask(world, questionOf(world, double));
		const other = await ask(world, questionOf(world, double));
		const forged = new URL(one.link);
		const signature = forged.searchParams.get('signature') ?? '';
		const links = [
			one.link.replace(
				signature,
				signature.replace(/^./, (first) => (first === 'a' ? 'b' : 'a')),
			),
			one.link.replace(/[?&]signature=[^&]*/, ''),
			one.link.replace(`/${one.id}/`, `/${other.id}/`),
			`${one.link}&fbclid=1`,
			one.link.replace('question=0', 'question=1'),
			one.link.split('?')[0] ?? '',
		];
		for (const link of links) {
			for (const method of ['GET', 'POST']) {
				const body = method === 'POST' ? new URLSearchParams({ decision: 'approve' }) : null;
				const response = await fetch(link, { method, body });
				equal(response.status, 401, `${method} ${link}`);
				ok(!(await response.text()).includes('discount'));
			}
		}
		for (const { id } of [one, other]) {
			equal(await executionStatus(world.rest, id), 'waiting');
		}
		await answer(one.link, { decision: 'approve' });
		await answer(other.link, { decision: 'decline' });
		await ended(world, other);
	},
};

const notWaiting: Scenario = {
	rule: 'Send and Wait: what was not sent is not waited for, and two items send nothing',
	prove: async (world) => {
		const start = async (file: WorkflowFile) => {
			const workflow = await createWorkflow(world.rest, file);
			const id = await runWorkflow(world.rest, workflow, START);
			return await untilStatus(world, id, (status) => status !== 'running' && status !== 'new');
		};
		world.sandbox.misbehave({ fault: { kind: 'status', status: 400 } });
		equal((await start(questionOf(world))).status, 'error');
		world.sandbox.misbehave({ fault: { kind: 'resetAfter', accept: true } });
		equal((await start(questionOf(world))).status, 'error');
		world.sandbox.reset();
		const two = await start(questionOf(world, {}, [{ order: 1 }, { order: 2 }]));
		equal(two.status, 'error');
		match(String(two.error?.message), /has 2 items, but an execution can wait for only one/);
		deepEqual(world.sandbox.messages, []);
	},
};

export const sendAndWait: readonly Scenario[] = [
	approval,
	freeText,
	preview,
	strangers,
	notWaiting,
];
