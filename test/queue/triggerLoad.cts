import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { RestSession } from '../n8n/restSession.cts';
import {
	activateWorkflow,
	createWorkflow,
	openWorkflow,
	type WorkflowFile,
} from '../n8n/workflowsApi.cts';
import type { Checks } from './checks.cts';
import type { Postgres } from './postgres.cts';
import type { World } from './world.cts';

const MESSAGES = 2_000;
const CONNECTIONS = 50;
/** Every so manieth message is delivered twice. */
const TWICE = 10;
const MOST_REFUSED = 60;

/** An n8n that takes the calls, and the place where it saves its executions. */
interface Host {
	readonly rest: RestSession;
	readonly url: string;
	readonly postgres: Postgres;
}

function workflowOf(name: string, webhookId: string): WorkflowFile {
	const at = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		name,
		nodes: [
			{
				...at,
				name: 'Customers',
				type: 'n8n-nodes-islash.iSlashTrigger',
				webhookId,
				parameters: { events: ['message'], options: {} },
			},
			{ ...at, name: 'Next', type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: { Customers: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
		pinData: {},
	};
}

async function publish({ rest, url }: Host, name: string) {
	const webhookId = randomUUID();
	const { id } = await createWorkflow(rest, workflowOf(name, webhookId));
	await activateWorkflow(rest, await openWorkflow(rest, id));
	return { id, url: `${url}/webhook/${webhookId}/webhook` };
}

function bodyOf(number: number): string {
	const facts = { from: '20001', wa_id: '20001', timestamp: '1649756854' };
	const id = `load-${number}-end`;
	const one = { ...facts, id, sequence: String(number), type: 'text', text: { body: 'Hello' } };
	return JSON.stringify({ messages: [one] });
}

/**
 * Calls until n8n takes it, and gives how often it did not: with 503 n8n says that its database is
 * slow, before the node is asked.
 */
async function call(url: string, number: number): Promise<number> {
	const headers = { 'content-type': 'application/json' };
	for (let refused = 0; ; refused++) {
		const response = await fetch(url, { method: 'POST', headers, body: bodyOf(number) });
		await response.arrayBuffer();
		if (response.status === 200) return refused;
		if (response.status !== 503 || refused === MOST_REFUSED) {
			throw new Error(`n8n answered ${response.status}`);
		}
		await wait(1_000);
	}
}

/** All messages from many connections, some of them twice in a row. Gives how many calls n8n refused. */
async function callAll(url: string): Promise<number> {
	let next = 0;
	let refused = 0;
	const connection = async () => {
		while (next < MESSAGES) {
			const number = next++;
			refused += await call(url, number);
			if (number % TWICE === 0) refused += await call(url, number);
		}
	};
	await Promise.all(Array.from({ length: CONNECTIONS }, connection));
	return refused;
}

/** The messages that executions started with, once so many have ended or nothing ends any more. */
async function startedBy({ postgres }: Host, workflowId: string) {
	const of = `from execution_entity where "workflowId" = '${workflowId}'`;
	let ended = -1;
	for (let still = 0; ended < MESSAGES && still < 40; still++) {
		const [now = '0'] = await postgres.query(`select count(*) ${of} and status = 'success'`);
		if (Number(now) !== ended) still = 0;
		ended = Number(now);
		await wait(500);
	}
	return await postgres.query(
		`select substring(data from 'load-[0-9]+-end') from execution_data
		 where "executionId" in (select id ${of})`,
	);
}

/** Each message starts exactly one execution, also when it is delivered twice. */
async function proveLoad(host: Host, checks: Checks): Promise<void> {
	const { id, url } = await publish(host, 'Load');
	const began = Date.now();
	const refused = await callAll(url);
	const calls = MESSAGES + MESSAGES / TWICE;
	const perSecond = Math.round(calls / ((Date.now() - began) / 1000));
	const started = await startedBy(host, id);
	const distinct = new Set(started);
	checks.add(
		`iSlash Trigger: of ${calls} calls from ${CONNECTIONS} connections (${perSecond} a second, ${refused} refused by n8n and repeated) each message starts exactly one execution`,
		[
			...(started.length === MESSAGES ? [] : [`${started.length} executions`]),
			...(distinct.size === MESSAGES ? [] : [`${distinct.size} of ${MESSAGES} messages`]),
		],
	);
}

/** A webhook process takes the calls, and two workers do the work. */
export async function proveTrigger(world: World, checks: Checks): Promise<void> {
	const { rest, urls, postgres } = world;
	await proveLoad({ rest, url: urls.webhook, postgres }, checks);
}
