import { Checks } from './checks.cts';
import { Endings, endOnSignals } from './endings.cts';
import { openWorld } from './world.cts';
import { proveTriggerAlone, proveTriggerInQueue } from './triggerHosts.cts';
const endings = new Endings();
endOnSignals(endings);
const checks = new Checks();
void (async () => {
	const world = await openWorld(endings, (l) => console.log(l));
	if (process.argv.includes('queue')) {
		await world.cluster.start('worker-1', 'worker');
		await world.cluster.start('worker-2', 'worker');
		await proveTriggerInQueue(world, checks);
	}
	await world.cluster.stopAll();
	await proveTriggerAlone(world, checks);
	console.log(checks.summary);
})()
	.catch((e) => console.error(e))
	.finally(() => endings.run());
