import type { Checks } from './checks.cts';
import { callAboutAll, makeDeals } from './crm.cts';
import type { CrmWebhook, World } from './world.cts';

/** Messages per second of so many workers, while iSlash takes so long to answer. */
export interface Speed {
	readonly workers: string;
	readonly latencyMs: number;
	readonly messagesPerSecond: number;
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
		const { arrived, seconds } = await send(world, webhook, `latency-${latencyMs}`, MESSAGES);
		speeds.push({ workers, latencyMs, messagesPerSecond: arrived / seconds });
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

/** The speeds side by side, and what the second worker adds. */
export function speedTable(one: readonly Speed[], two: readonly Speed[]): string {
	const rows = one.map(({ latencyMs, messagesPerSecond }, row) => {
		const other = two[row]?.messagesPerSecond ?? 0;
		const ratio = (other / messagesPerSecond).toFixed(2);
		const cells = [messagesPerSecond.toFixed(1), other.toFixed(1), ratio];
		return `| ${[`${latencyMs} ms`, ...cells].map((cell) => cell.padStart(12)).join(' | ')} |`;
	});
	const head = ['API latency', 'one worker', 'two workers', 'ratio'];
	return [
		`Messages per second, webhook to iSlash:`,
		`| ${head.map((cell) => cell.padStart(12)).join(' | ')} |`,
		`| ${head.map(() => '-----------:').join(' | ')} |`,
		...rows,
	].join('\n');
}
