import { randomUUID } from 'node:crypto';
import { deepEqual, equal, ok } from 'node:assert/strict';
import { awaitExecutions, outputOf } from '../../n8n/executionsApi.cts';
import {
	activateWorkflow,
	createWorkflow,
	openWorkflow,
	type SavedWorkflow,
} from '../../n8n/workflowsApi.cts';
import { webhooks } from '../../unit/samples/webhooks/index.cts';
import type { Scenario } from '../scenario.cts';
import { inARow } from '../workflows.cts';
import type { World } from '../world.cts';

const TRIGGER = 'iSlash Trigger';
const SECRET = 'trigger-secret-4711';
const ALL = ['message', 'status', 'other'];

interface Started {
	readonly workflow: SavedWorkflow;
	/** The address that the administrator of iSlash would enter. */
	readonly url: string;
	readonly testUrl: string;
	/** How many executions there are, and what each of them started with. */
	started(count: number): Promise<ReadonlyArray<ReadonlyArray<Readonly<Record<string, unknown>>>>>;
}

/** A published workflow that starts with the trigger. */
async function publish(world: World, parameters: object = { events: ALL }): Promise<Started> {
	const type = 'n8n-nodes-islash.iSlashTrigger';
	// As the editor does, where n8n 1 gives none by itself.
	const own = { id: randomUUID(), webhookId: randomUUID() };
	const trigger = { ...own, name: TRIGGER, type, parameters: { ...parameters } };
	const next = { name: 'Next', type: 'n8n-nodes-base.noOp', parameters: {} };
	const created = await createWorkflow(world.rest, inARow('Trigger', [trigger, next]));
	const workflow = await openWorkflow(world.rest, created.id);
	await activateWorkflow(world.rest, workflow);
	const path = `${workflow.nodes[0]?.webhookId}/webhook`;
	return {
		workflow,
		url: `${world.rest.url}/webhook/${path}`,
		testUrl: `${world.rest.url}/webhook-test/${path}`,
		started: async (count) => {
			const executions = await awaitExecutions(world.rest, workflow.id, count);
			// One more would be here by now.
			await new Promise((resolve) => setTimeout(resolve, 500));
			const now = await awaitExecutions(world.rest, workflow.id, count);
			equal(now.length, count);
			equal(executions.filter(({ savedText }) => savedText.includes(SECRET)).length, 0);
			return now.map((execution) => outputOf(execution, 'Next'));
		},
	};
}

const JSON_TYPE = 'application/json';

/** Calls as iSlash does, and gives the status of the answer. */
async function post(url: string, body: unknown, type: string | undefined = JSON_TYPE) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const headers = type ? { 'content-type': type } : undefined;
	const answer = await fetch(url, { method: 'POST', headers, body: Buffer.from(text) });
	await answer.text();
	return answer.status;
}

const samples: Scenario = {
	rule: 'Trigger: every sample of the vendor starts one execution, and is read to the letter',
	prove: async (world) => {
		// Two samples of Meta have the same ID.
		const options = { ignoreRepeated: false };
		const { url, started } = await publish(world, { events: ALL, options });
		for (const body of Object.values(webhooks)) equal(await post(url, body), 200);
		const items = (await started(6)).flat();
		equal(items.length, 6);
		const told = items.map((item) => [item.event, item.channel, item.contactNumber, item.text]);
		deepEqual(
			told.sort(),
			[
				['message', 'facebook', '5696251489156017', 'Hi'],
				['message', 'whatsapp', '16315551234', ''],
				['message', 'whatsapp', '16315551234', 'Hello this is an answer'],
				['message', 'whatsapp', '85256872847', ''],
				['message', 'whatsapp', '85256872847', 'testing'],
				['status', 'whatsapp', '85256872847', undefined],
			].sort(),
		);
		const { raw } = items.find(({ text }) => text === 'testing') ?? {};
		deepEqual(raw, webhooks.whatsappText.messages[0]);
	},
};

const together: Scenario = {
	rule: 'Trigger: messages and statuses of one call are one execution, in the order of sequence',
	prove: async (world) => {
		const { url, started } = await publish(world);
		const messages = [...webhooks.whatsappImage.messages, ...webhooks.whatsappText.messages];
		equal(await post(url, { messages, ...webhooks.whatsappStatus }), 200);
		const [items = []] = await started(1);
		deepEqual(
			items.map(({ event, type }) => type ?? event),
			['text', 'status', 'image'],
		);
	},
};

const secrets: Scenario = {
	rule: 'Trigger: who does not bring the secret gets 403 and starts nothing; it is neither saved nor logged',
	prove: async (world) => {
		const { url, started } = await publish(world, { events: ALL, options: { secret: SECRET } });
		const body = webhooks.whatsappText;
		for (const query of [
			...['', '?secret=', '?secret=wrong', `?secret=${SECRET}x`, `?Secret=${SECRET}`],
			...[`?secret=${SECRET}&secret=${SECRET}`, `?secret[]=${SECRET}`, `?secret[a]=${SECRET}`],
		]) {
			equal(await post(`${url}${query}`, body), 403, query);
		}
		equal(await post(`${url}?secret=${SECRET}`, body), 200);
		await started(1);
		const log = await world.logged();
		ok(log.includes('n8n ready on'), log);
		ok(!log.includes(SECRET), log);
	},
};

const repeats: Scenario = {
	rule: 'Trigger: what is delivered again starts nothing, one after the other, at once, and after a restart',
	prove: async (world) => {
		const { url, started, workflow } = await publish(world);
		const body = webhooks.whatsappText;
		const statuses = await Promise.all(Array.from({ length: 20 }, () => post(url, body)));
		deepEqual(statuses, Array<number>(20).fill(200));
		equal(await post(url, body), 200);
		await started(1);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		await world.restart('filesystem', async () => {});
		const again = url.replace(/^http:\/\/[^/]+/, world.rest.url);
		equal(await post(again, body), 200);
		await new Promise((resolve) => setTimeout(resolve, 1000));
		equal((await awaitExecutions(world.rest, workflow.id, 1)).length, 1);
	},
};

const badBodies: Scenario = {
	rule: 'Trigger: big, broken, deep and strange bodies do no harm and start nothing',
	prove: async (world) => {
		const { url, started } = await publish(world, { events: ['message'] });
		const deep = '{"messages":['.repeat(50_000) + ']}'.repeat(50_000);
		const big = JSON.stringify({ messages: ['x'.repeat(20 * 1024 * 1024)] });
		const answers = [
			await post(url, '{"messages":'),
			await post(url, [webhooks.whatsappText]),
			await post(url, 'hello', 'text/plain'),
			await post(url, 'GIF89a', 'image/gif'),
			await post(url, deep),
			await post(url, big),
			await post(url, '{"__proto__":{"messages":[{"id":"1","from":"2"}]},"constructor":7}'),
			await post(url, 'a=1', 'application/x-www-form-urlencoded'),
		];
		deepEqual(answers, [422, 400, 400, 400, 400, 500, 200, 200]);
		equal((await fetch(url)).status, 404);
		equal(await post(url, webhooks.whatsappText, 'text/plain'), 200);
		await started(1);
	},
};

const testUrl: Scenario = {
	rule: 'Trigger: at the test address the same message starts the workflow every time',
	prove: async (world) => {
		const { workflow, testUrl: url, started } = await publish(world);
		for (const count of [1, 2]) {
			equal(await post(url, webhooks.whatsappText), 404);
			const answer = await world.rest.post<{ waitingForWebhook?: boolean }>(
				`/workflows/${workflow.id}/run`,
				{ workflowData: workflow, triggerToStartFrom: { name: TRIGGER } },
			);
			ok(answer.waitingForWebhook);
			equal(await post(url, webhooks.whatsappText), 200);
			const items = await started(count);
			equal(items.at(-1)?.[0]?.text, 'testing');
		}
	},
};

/** Which calls of the trigger start an execution, and which do not. */
export const trigger: readonly Scenario[] = [
	...[samples, together, secrets, badBodies, testUrl, repeats],
];
