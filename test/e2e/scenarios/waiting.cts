import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { executionStatus, outputOf } from '../../n8n/executionsApi.cts';
import { createWorkflow, runWorkflow } from '../../n8n/workflowsApi.cts';
import { importExample } from '../exampleWorkflows.cts';
import type { Scenario } from '../scenario.cts';
import { START } from '../workflows.cts';
import type { World } from '../world.cts';
import { AFTER, answer, ask, ASK, ended, questionOf, untilStatus } from '../questions.cts';

/** How long an execution waits, and what happens to it meanwhile. */

const restart: Scenario = {
	rule: 'Send and Wait: the execution waits across a restart of n8n, and answers then',
	prove: async (world) => {
		const asked = await ask(world, questionOf(world));
		const before = new URL(world.rest.url);
		await world.restart('filesystem', async () => undefined);
		// n8n 1.123 signs the host too, and this n8n comes back on another port.
		const { hostname, port } = new URL(world.rest.url);
		const sent = request({
			...{ hostname, port, method: 'POST', path: asked.link.slice(before.origin.length) },
			headers: { host: before.host, 'content-type': 'application/x-www-form-urlencoded' },
		}).end('decision=approve');
		const [response] = (await once(sent, 'response')) as [IncomingMessage];
		response.resume();
		equal(response.statusCode, 200);
		equal((await ended(world, asked)).status, 'success');
	},
};

const limit = (values: object) => ({ options: { limitWaitTime: { values } } });

const timeIsUp: Scenario = {
	rule: 'Send and Wait: when the time is up, after an interval or at a date, the input item goes on',
	prove: async (world) => {
		const soon = new Date(Date.now() + 2_000).toISOString();
		const limits = [
			limit({ limitType: 'afterTimeInterval', resumeAmount: 0.02, resumeUnit: 'minutes' }),
			limit({ limitType: 'atSpecifiedTime', maxDateAndTime: soon }),
		];
		const asked = [];
		for (const parameters of limits) asked.push(await ask(world, questionOf(world, parameters)));
		for (const one of asked) {
			// n8n looks at its limits once a minute.
			const execution = await untilStatus(world, one.id, (status) => status === 'success', 100);
			deepEqual(outputOf(execution, AFTER), [{ order: 1024 }]);
			const late = await answer(one.link, { decision: 'approve' });
			ok(!late.page.includes('discount'), late.page);
		}
		equal(world.sandbox.messages.length, 2);
	},
};

/** Asks for each item, one after another. */
function loopOf(world: World) {
	const file = questionOf(world, {}, [{ order: 1 }, { order: 2 }]);
	const link = (node: string) => [{ node, type: 'main', index: 0 }];
	const loop = {
		...{ name: 'Loop', type: 'n8n-nodes-base.splitInBatches', typeVersion: 3 },
		position: [100, 200] as [number, number],
		parameters: { batchSize: 1, options: {} },
	};
	return {
		...file,
		nodes: [...file.nodes, loop],
		connections: {
			[START]: { main: [link('Loop')] },
			Loop: { main: [link(AFTER), link(ASK)] },
			[ASK]: { main: [link('Loop')] },
		},
	};
}

const rounds: Scenario = {
	rule: 'Send and Wait: in a loop, the link of an earlier question does not answer a later one',
	prove: async (world) => {
		const workflow = await createWorkflow(world.rest, loopOf(world));
		const id = await runWorkflow(world.rest, workflow, START);
		const links: string[] = [];
		for (const round of [1, 2]) {
			for (let tries = 0; world.sandbox.messages.length < round; tries++) {
				ok(tries < 200, `question ${round} did not arrive`);
				await wait(100);
			}
			await untilStatus(world, id, (status) => status === 'waiting');
			const text = world.sandbox.messages.at(-1)?.text ?? '';
			match(text, new RegExp(`^May order ${round} `));
			links.push(text.split('\n').at(-1) ?? '');
			if (round === 1) await answer(links[0] ?? '', { decision: 'approve' });
		}
		equal((await answer(links[0] ?? '', { decision: 'approve' })).status, 410);
		equal(await executionStatus(world.rest, id), 'waiting');
		equal((await answer(links[1] ?? '', { decision: 'approve' })).status, 200);
		const execution = await ended(world, { id, link: '' });
		equal(execution.status, 'success', execution.error?.message);
		equal(outputOf(execution, AFTER).length, 2);
	},
};

const TOLD = {
	approve: 'Good news, Ann: you get 10 % off your order 1024.',
	decline: 'Sorry, Ann, we have no discount on your order 1024 this time.',
};

const discount: Scenario = {
	rule: 'Example: a manager approves a discount or does not, and the customer is told',
	prove: async (world) => {
		for (const decision of ['approve', 'decline'] as const) {
			world.sandbox.reset();
			const workflow = await importExample(world, 'approve-discount.json');
			const id = await runWorkflow(world.rest, workflow, START);
			await untilStatus(world, id, (status) => status === 'waiting');
			const question = world.sandbox.messages[0]?.text ?? '';
			match(question, /^Ann asks for 10 % off order 1024\. May she have it\?\n/);
			const link = question.split('\n').at(-1) ?? '';
			equal((await answer(link, { decision })).status, 200);
			const execution = await ended(world, { id, link });
			equal(execution.status, 'success', execution.error?.message);
			deepEqual(
				world.sandbox.messages.slice(1).map(({ identity, text }) => [identity, text]),
				[['442079460001', TOLD[decision]]],
			);
		}
	},
};

export const waiting: readonly Scenario[] = [rounds, timeIsUp, restart, discount];
