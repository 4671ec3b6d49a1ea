import { Checks } from './checks.cts';
import { Endings, endOnSignals } from './endings.cts';
import { proveKilledWorker } from './killedWorker.cts';
import { proveSameInstant } from './sameInstant.cts';
import { measureSpeeds, speedTable } from './throughput.cts';
import { proveWaiting } from './waiting.cts';
import { proveTriggerAlone, proveTriggerInQueue } from './triggerHosts.cts';
import { openWorld } from './world.cts';

/** `npm run test:queue`: the node on many machines, sending to the sandbox. */
async function main(): Promise<void> {
	const endings = new Endings();
	endOnSignals(endings);
	const checks = new Checks();
	const table = await prove(endings, checks)
		.catch((error: unknown) => {
			if (endings.haveBegun) return undefined; // what broke off because everything is being stopped
			throw error;
		})
		.finally(async () => await endings.run());
	if (table === undefined) return;
	console.log(`\n${table}\n\n${checks.summary}`);
	process.exitCode = checks.haveFailed ? 1 : 0;
}

async function prove(endings: Endings, checks: Checks): Promise<string> {
	const startedAt = Date.now();
	const say = (line: string) =>
		console.log(`[${Math.round((Date.now() - startedAt) / 1000)} s] ${line}`);
	const world = await openWorld(endings, say);
	say('Starting a worker …');
	const first = await world.cluster.start('worker-1', 'worker');
	say('Measuring one worker');
	const one = await measureSpeeds(world, 'one worker', checks);
	say('Starting a second worker …');
	await world.cluster.start('worker-2', 'worker');
	say('Measuring two workers');
	const two = await measureSpeeds(world, 'two workers', checks);
	say('Two calls at the same instant');
	await proveSameInstant(world, checks);
	say('2,200 calls of the trigger');
	await proveTriggerInQueue(world, checks);
	say('Questions that are waited for');
	await proveWaiting(world, checks);
	say('500 deals, and a worker that is killed half way');
	await proveKilledWorker(world, first, checks);
	await world.cluster.stopAll();
	say('The same calls of the trigger, in one process');
	await proveTriggerAlone(world, checks);
	say('Stopping everything');
	return speedTable(one, two);
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? (error.stack ?? error.message) : error);
	process.exit(1);
});
