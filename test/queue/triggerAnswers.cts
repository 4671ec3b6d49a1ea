import { setTimeout as wait } from 'node:timers/promises';
import type { Sandbox } from '../sandbox/server.cts';
import type { Checks } from './checks.cts';
import { postMessage, publishTrigger, type TriggerHost } from './triggerHost.cts';
import { until } from './until.cts';

const EXECUTIONS = 50;
const CALLS = 60;
const WARM_UP = 10;
const GOAL_MS = 50;
/** Beyond this the rule is broken; between goal and limit the machine may be busy with other things. */
const LIMIT_MS = 2 * GOAL_MS;
/** n8n then has the time to make the next JavaScript context, of which it keeps one ready. */
const APART_MS = 100;
const SLOW_MS = 45_000;

interface World {
	readonly sandbox: Sandbox;
	setLatency(ms: number): Promise<void>;
}

/**
 * How soon a call is answered while executions are under way: each of them waits for iSlash. The
 * Webhook node of n8n is called in turn, as most of the time is spent before a node is asked.
 */
export async function proveTriggerAnswers(
	host: TriggerHost,
	{ sandbox, setLatency }: World,
	checks: Checks,
): Promise<void> {
	const trigger = await publishTrigger(host, 'Answers');
	const webhook = await publishTrigger(host, 'Plain', 'Webhook');
	const busy = await publishTrigger(host, 'Busy', 'iSlash Trigger', 'a message');
	await setLatency(SLOW_MS);
	sandbox.reset();
	for (let number = 0; number < EXECUTIONS; number++)
		await call(busy.url, `busy-${number}`, number);
	if (!(await until(() => sandbox.requests.length >= host.atOnce, SLOW_MS / 2))) {
		throw new Error('The executions do not start');
	}
	const times = { trigger: [] as number[], webhook: [] as number[] };
	for (let number = 0; number < WARM_UP + CALLS; number++) {
		await wait(APART_MS);
		times.trigger.push(await call(trigger.url, `answers-${number}`, number));
		await wait(APART_MS);
		times.webhook.push(await call(webhook.url, `plain-${number}`, number));
	}
	await setLatency(0);
	if (!(await until(() => sandbox.messages.length >= EXECUTIONS, 120_000))) {
		throw new Error('The executions do not end');
	}
	const ours = median(times.trigger.slice(WARM_UP));
	const plain = median(times.webhook.slice(WARM_UP));
	checks.add(
		`iSlash Trigger, ${host.mode}: answers in ${ours.toFixed(0)} ms at the median while ${EXECUTIONS} executions are under way, calls ${APART_MS} ms apart (goal ${GOAL_MS}, limit ${LIMIT_MS}; n8n's Webhook node ${plain.toFixed(0)} ms)`,
		ours <= LIMIT_MS ? [] : [`${ours.toFixed(0)} ms`],
	);
}

/** Gives the milliseconds until the whole answer was there. */
async function call(url: string, id: string, number: number): Promise<number> {
	const began = performance.now();
	const status = await postMessage(url, id, number);
	if (status !== 200) throw new Error(`n8n answered ${status}`);
	return performance.now() - began;
}

function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	return sorted[Math.floor(sorted.length / 2)] ?? NaN;
}
