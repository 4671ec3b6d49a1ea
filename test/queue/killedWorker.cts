import { readFile } from 'node:fs/promises';
import type { N8nProcess } from '../n8n/n8nProcess.cts';
import type { Checks } from './checks.cts';
import { WORKER_CONCURRENCY } from './cluster.cts';
import { callAbout, callAboutAll, makeDeals, type Deal } from './crm.cts';
import { describeUncertain, reckon, type Reckoning } from './reckoning.cts';
import { readOutcomes, unfinishedCalls, untilEnded, type CalledWith } from './savedOutcomes.cts';
import type { CrmWebhook, World } from './world.cts';

const DEALS = 500;
const CALLS_AT_ONCE = 10;
const LATER_MS = 300;

/** Half way through 500 deals one of two workers is killed and another one started. */
export async function proveKilledWorker(
	world: World,
	victim: N8nProcess,
	checks: Checks,
): Promise<void> {
	world.sandbox.reset();
	await world.setLatency(100);
	const webhook = await world.newWebhook('deal-changed');
	const deals = makeDeals('deal', DEALS);
	const progress = setInterval(
		() => console.log(`  … ${world.sandbox.messages.length} messages arrived`),
		5000,
	);
	try {
		const calls = callTwiceAboutSome(webhook, deals);
		const { replacement, unfinished } = await killHalfWay(world, victim, webhook);
		const made = await calls;
		await untilEnded(world.postgres, webhook.workflowId, made);
		const result = reckon(
			deals,
			await readOutcomes(world, webhook.workflowId, unfinished),
			world.sandbox.messages,
		);
		report(result, made, checks);
		checks.add('the new worker took its share', await didWork(replacement));
		await proveCallsLater(world, webhook, deals, { result, made, unfinished }, checks);
	} finally {
		clearInterval(progress);
	}
}

/** As a CRM does: about every fourth deal twice at once, about every fourth again a little later. */
async function callTwiceAboutSome(webhook: CrmWebhook, deals: readonly Deal[]): Promise<number> {
	const waiting = deals.map((deal, index) => ({ deal, kind: index % 4 }));
	let made = 0;
	const call = async (deal: Deal, afterMs = 0) => {
		await new Promise((resolve) => setTimeout(resolve, afterMs));
		await callAbout(webhook.url, deal);
		made++;
	};
	const caller = async () => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const { deal, kind } = next;
			const again = kind === 0 ? [call(deal)] : kind === 1 ? [call(deal, LATER_MS)] : [];
			await Promise.all([call(deal), ...again]);
		}
	};
	await Promise.all(Array.from({ length: CALLS_AT_ONCE }, caller));
	return made;
}

async function killHalfWay(
	world: World,
	victim: N8nProcess,
	{ workflowId }: CrmWebhook,
): Promise<{ replacement: N8nProcess; unfinished: CalledWith }> {
	const deadline = Date.now() + 240_000;
	while (world.sandbox.messages.length < DEALS / 2) {
		if (Date.now() > deadline) throw new Error('Half of the messages did not arrive in time');
		await new Promise((resolve) => setTimeout(resolve, 5));
	}
	await world.cluster.kill(victim);
	const unfinished = await unfinishedCalls(world.postgres, workflowId);
	console.log(`  killed a worker after ${world.sandbox.messages.length} messages`);
	const replacement = await world.cluster.start('worker-3', 'worker');
	console.log(`  another worker is ready, ${world.sandbox.messages.length} messages`);
	return { replacement, unfinished };
}

function report(result: Reckoning, calls: number, checks: Checks): void {
	const { sent, alreadySent, uncertain } = result;
	console.log(`  ${DEALS} deals, ${calls} calls: ${sent} sent, ${alreadySent} already sent`);
	console.log(`  ${uncertain.length} uncertain:`);
	uncertain.forEach((deal) => console.log(`      ${describeUncertain(deal)}`));
	checks.add('no message was sent twice', result.twice);
	checks.add('no message is missing that a saved execution calls sent', result.lost);
	checks.add('every message that arrived is called sent or is uncertain', result.unexplained);
	checks.add('no execution failed', result.failed);
	checks.add(
		'a deal is uncertain only because an execution of it broke off with its worker',
		uncertain.filter(({ brokenOff }) => !brokenOff).map(describeUncertain),
	);
	checks.add(
		`no more is uncertain than the ${WORKER_CONCURRENCY} executions a worker runs at once`,
		uncertain.length <= WORKER_CONCURRENCY ? [] : uncertain.map(describeUncertain),
	);
}

async function didWork({ logFile }: N8nProcess): Promise<readonly string[]> {
	const log = await readFile(logFile, 'utf8');
	return log.includes('Worker finished execution') ? [] : ['it finished no execution'];
}

interface Before {
	readonly result: Reckoning;
	readonly made: number;
	readonly unfinished: CalledWith;
}

/** A CRM that calls a second time: for about every fourth deal, and for every uncertain deal. */
async function proveCallsLater(
	world: World,
	webhook: CrmWebhook,
	deals: readonly Deal[],
	{ result, made, unfinished }: Before,
	checks: Checks,
): Promise<void> {
	const uncertain = new Set(result.uncertain.map(({ key }) => key));
	const again = deals.filter(({ key }, index) => index % 4 === 0 || uncertain.has(key));
	console.log(`  calling about ${again.length} deals once more`);
	await callAboutAll(webhook.url, again, CALLS_AT_ONCE);
	await untilEnded(world.postgres, webhook.workflowId, made + again.length);
	const after = reckon(
		deals,
		await readOutcomes(world, webhook.workflowId, unfinished),
		world.sandbox.messages,
	);
	checks.add('calls about them later send nothing twice', after.twice);
	const more = after.sent - result.sent;
	const mayBeSent = result.uncertain.filter(({ arrived }) => !arrived).length;
	checks.add(
		'and only what was uncertain and had not arrived',
		more <= mayBeSent ? [] : [`${more} more were sent, ${mayBeSent} had not arrived`],
	);
}
