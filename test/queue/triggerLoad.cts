import { setTimeout as wait } from 'node:timers/promises';
import type { Checks } from './checks.cts';
import { postMessage, publishTrigger, type TriggerHost } from './triggerHost.cts';

const MESSAGES = 2_000;
const CONNECTIONS = 50;
/** Every tenth message is delivered twice. */
const TWICE = 10;
const MOST_REFUSED = 60;

/**
 * Calls until n8n takes it, and gives how often it did not: with 503 n8n says that its database is
 * slow, before the node is asked.
 */
async function call(url: string, number: number): Promise<number> {
	for (let refused = 0; ; refused++) {
		const status = await postMessage(url, `load-${number}-end`, number);
		if (status === 200) return refused;
		if (status !== 503 || refused === MOST_REFUSED) throw new Error(`n8n answered ${status}`);
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
async function startedBy({ postgres, schema }: TriggerHost, workflowId: string) {
	const of = `from ${schema}.execution_entity where "workflowId" = '${workflowId}'`;
	let ended = -1;
	for (let still = 0; ended < MESSAGES && still < 40; still++) {
		const [now = '0'] = await postgres.query(`select count(*) ${of} and status = 'success'`);
		if (Number(now) !== ended) still = 0;
		ended = Number(now);
		await wait(500);
	}
	return await postgres.query(
		`select substring(data from 'load-[0-9]+-end') from ${schema}.execution_data
		 where "executionId" in (select id ${of})`,
	);
}

/** Each message starts exactly one execution, also when it is delivered twice. */
export async function proveTriggerLoad(host: TriggerHost, checks: Checks): Promise<void> {
	const { id, url } = await publishTrigger(host, 'Load');
	const began = Date.now();
	const refused = await callAll(url);
	const calls = MESSAGES + MESSAGES / TWICE;
	const perSecond = Math.round(calls / ((Date.now() - began) / 1000));
	const started = await startedBy(host, id);
	const distinct = new Set(started);
	checks.add(
		`iSlash Trigger, ${host.mode}: of ${calls} calls from ${CONNECTIONS} connections (${perSecond} a second, ${refused} refused by n8n and repeated) each message starts exactly one execution`,
		[
			...(started.length === MESSAGES ? [] : [`${started.length} executions`]),
			...(distinct.size === MESSAGES ? [] : [`${distinct.size} of ${MESSAGES} messages`]),
		],
	);
}
