import type { Checks } from './checks.cts';
import { callAbout, makeDeals } from './crm.cts';
import { reckon } from './reckoning.cts';
import { readOutcomes, untilEnded } from './savedOutcomes.cts';
import type { World } from './world.cts';

const PAIRS = 200;
const AT_ONCE = 6;

/** Two workers get two calls with one key at the same instant, again and again. */
export async function proveSameInstant(world: World, checks: Checks): Promise<void> {
	console.log(`${PAIRS} deals, each called about twice at the same instant, on two workers`);
	world.sandbox.reset();
	await world.setLatency(100);
	const webhook = await world.newWebhook('same-instant');
	const deals = makeDeals('instant', PAIRS);
	const waiting = [...deals];
	const caller = async () => {
		for (let deal = waiting.shift(); deal; deal = waiting.shift()) {
			await Promise.all([callAbout(webhook.url, deal), callAbout(webhook.url, deal)]);
		}
	};
	await Promise.all(Array.from({ length: AT_ONCE }, caller));
	await untilEnded(world.postgres, webhook.workflowId, 2 * PAIRS);
	const saved = await readOutcomes(world, webhook.workflowId);
	const result = reckon(deals, saved, world.sandbox.messages);
	checks.add('two calls with one key at the same instant make one message', result.twice);
	checks.add(
		'one of the two executions calls it sent, the other already sent',
		result.sent === PAIRS && result.alreadySent === PAIRS
			? []
			: [`${result.sent} sent, ${result.alreadySent} already sent`, ...result.failed],
	);
}
