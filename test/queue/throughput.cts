import { cpus } from 'node:os';
import type { Checks } from './checks.cts';
import { callAboutAll, makeDeals } from './crm.cts';
import type { CrmWebhook, World } from './world.cts';

/** Messages per second of so many workers, while iSlash takes so long to answer. */
export interface Speed {
	readonly workers: string;
	readonly latencyMs: number;
	readonly messagesPerSecond: number;
	/** How much of this machine's processors was in use, by whomever: at 1 more workers add nothing. */
	readonly busy: number;
}

const LATENCIES_MS = [100, 1000];
const MESSAGES = 100;
const WARM_UP = 10;
const CALLS_AT_ONCE = 20;
const PATIENCE_MS = 120_000;

/** How fast messages get from the webhook to iSlash, with the workers that run now. */
export async function measureSpeeds(
	world: World,
	workers: string,
	checks: Checks,
): Promise<readonly Speed[]> {
	console.log(`${MESSAGES} messages with ${workers}`);
	const webhook = await world.newWebhook(`speed-of-${workers.replaceAll(' ', '-')}`);
	await send(world, webhook, 'warm-up', WARM_UP);
	const speeds: Speed[] = [];
	for (const latencyMs of LATENCIES_MS) {
		await world.setLatency(latencyMs);
		const idleBefore = idleSeconds();
		const { arrived, seconds } = await send(world, webhook, `latency-${latencyMs}`, MESSAGES);
		const busy = 1 - (idleSeconds() - idleBefore) / (seconds * cpus().length);
		speeds.push({ workers, latencyMs, messagesPerSecond: arrived / seconds, busy });
		checks.add(
			`with ${workers} and ${latencyMs} ms latency all messages arrive (${seconds.toFixed(1)} s)`,
			arrived === MESSAGES ? [] : [`${arrived} of ${MESSAGES} arrived`],
		);
	}
	return speeds;
}

async function send(world: World, webhook: CrmWebhook, name: string, count: number) {
	world.sandbox.reset();
	const startedAt = Date.now();
	await callAboutAll(webhook.url, makeDeals(name, count), CALLS_AT_ONCE);
	while (world.sandbox.messages.length < count && Date.now() - startedAt < PATIENCE_MS) {
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	const lastAt = world.sandbox.messages.at(-1)?.finishedAt ?? Infinity;
	return { arrived: world.sandbox.messages.length, seconds: (lastAt - startedAt) / 1000 };
}

function idleSeconds(): number {
	return cpus().reduce((sum, { times }) => sum + times.idle, 0) / 1000;
}

/** The speeds side by side, and the gain of the second worker. */
export function speedTable(one: readonly Speed[], two: readonly Speed[]): string {
	const head = ['API latency', 'one worker', 'two workers', 'ratio', 'processors in use'];
	const rows = one.flatMap((alone, row) => {
		const both = two[row];
		if (!both) return [];
		const speeds = [alone, both].map(({ messagesPerSecond }) => messagesPerSecond);
		const ratio = both.messagesPerSecond / alone.messagesPerSecond;
		const inUse = [alone, both].map(({ busy }) => `${Math.round(busy * 100)} %`).join(', ');
		return [
			[
				`${alone.latencyMs} ms`,
				...speeds.map((speed) => speed.toFixed(1)),
				ratio.toFixed(2),
				inUse,
			],
		];
	});
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell) => cell.padStart(17)).join(' | ')} |`;
	return [
		`Messages per second from webhook to iSlash, everything on ${cpus().length} processors:`,
		line(head),
		line(head.map(() => '----------------:')),
		...rows.map(line),
	].join('\n');
}
