import { deepEqual, equal, ok } from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { activateWorkflow, createWorkflow } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { inARow } from '../workflows.cts';
import type { World } from '../world.cts';

const MESSAGES = 2000;
const CONNECTIONS = 20;
const RUNNING = 50;
const MEDIAN_MS = 50;
const FAR_BEHIND = 40;

/** Hears from every execution which message it started with. */
async function startListener() {
	const heard: string[] = [];
	const server = createServer((request, response) => {
		heard.push(request.url?.slice(1) ?? '');
		response.setHeader('content-type', 'application/json').end('{}');
	});
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		heard,
		url: `http://127.0.0.1:${port}`,
		close: () => (server.closeAllConnections(), server.close()),
	};
}

/** Publishes a workflow behind the trigger, and gives its address. */
async function publish(world: World, next: object & { name: string; type: string }) {
	const webhookId = randomUUID();
	const type = 'n8n-nodes-islash.iSlashTrigger';
	const trigger = { id: randomUUID(), webhookId, name: 'iSlash Trigger', type, parameters: {} };
	const workflow = await createWorkflow(
		world.rest,
		inARow('Load', [trigger, { parameters: {}, ...next }]),
	);
	await activateWorkflow(world.rest, workflow);
	return `${world.rest.url}/webhook/${webhookId}/webhook`;
}

const messageOf = (id: string) =>
	JSON.stringify({ messages: [{ from: '85256872847', id, type: 'text', text: { body: id } }] });

async function post(url: string, id: string): Promise<number> {
	const startedAt = performance.now();
	const headers = { 'content-type': 'application/json' };
	const answer = await fetch(url, { method: 'POST', headers, body: messageOf(id) });
	await answer.text();
	equal(answer.status, 200);
	return performance.now() - startedAt;
}

/**
 * Posts each message, every tenth twice at once, from many connections; gives how long each took. It
 * waits where n8n is far behind: executions that start faster than SQLite can save them fail in n8n
 * 2 ("Timeout waiting for lock"), whatever they start with.
 */
async function postAll(url: string, heard: readonly string[]): Promise<readonly number[]> {
	const waiting = Array.from({ length: MESSAGES }, (_, index) => `m${index}`);
	const times: number[] = [];
	const connection = async () => {
		for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
			const sent = MESSAGES - waiting.length;
			await until(() => sent - heard.length < FAR_BEHIND, 60_000, 20);
			const calls = Number(id.slice(1)) % 10 === 0 ? 2 : 1;
			times.push(...(await Promise.all(Array.from({ length: calls }, () => post(url, id)))));
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, connection));
	return times.sort((one, other) => one - other);
}

async function until(isSo: () => boolean, withinMs: number, everyMs = 200): Promise<void> {
	const deadline = Date.now() + withinMs;
	while (!isSo() && Date.now() < deadline) await new Promise((wake) => setTimeout(wake, everyMs));
}

/** One call at a time, while other executions run: how long iSlash waits for its answer. */
async function quietMedian(url: string): Promise<number> {
	const times: number[] = [];
	for (let index = 0; index < 100; index++) times.push(await post(url, `quiet${index}`));
	return times.sort((one, other) => one - other)[50] ?? Infinity;
}

export const triggerLoad: readonly Scenario[] = [
	{
		rule: 'Trigger under load: of 2,000 messages, every tenth delivered twice, each starts one execution',
		prove: async (world) => {
			const listener = await startListener();
			try {
				const wait = { name: 'Wait', type: 'n8n-nodes-base.wait', typeVersion: 1.1 };
				const parameters = { amount: 60, unit: 'seconds' };
				const slow = await publish(world, { ...wait, parameters } as typeof wait);
				const url = await publish(world, {
					...{ name: 'Tell', type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2 },
					...{ parameters: { url: `=${listener.url}/{{ $json.messageId }}`, options: {} } },
				});
				await Promise.all(Array.from({ length: RUNNING }, (_, id) => post(slow, `slow${id}`)));
				const quiet = await quietMedian(url);
				await until(() => listener.heard.length >= 100, 60_000);
				listener.heard.length = 0;
				const times = await postAll(url, listener.heard);
				await until(() => listener.heard.length >= MESSAGES, 300_000);
				await new Promise((wake) => setTimeout(wake, 2000));
				const { heard } = listener;
				const at = (share: number) => Math.round(times[Math.floor(times.length * share)] ?? 0);
				console.log(
					`    ${RUNNING} executions running: answered in ${Math.round(quiet)} ms (median), ` +
						`from ${CONNECTIONS} connections at once in ${at(0.5)} ms (median), ${at(0.99)} ms (99%)`,
				);
				equal(new Set(heard).size, MESSAGES, 'Messages that started an execution');
				deepEqual(
					heard.filter((id, index) => heard.indexOf(id) !== index),
					[],
					'Messages that started two',
				);
				ok(quiet < MEDIAN_MS, `The median answer took ${quiet} ms`);
			} finally {
				listener.close();
			}
		},
	},
];
