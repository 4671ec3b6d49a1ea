import { pause } from '../../nodes/ISlash/api/pause.ts';

describe('pause', () => {
	test('takes as long as it is told', async () => {
		const begin = Date.now();
		await pause(450);
		expect(Date.now() - begin).toBeGreaterThanOrEqual(450);
	});

	test('ends soon after a stop', async () => {
		const stop = new AbortController();
		const begin = Date.now();
		const pausing = pause(30_000, stop.signal);
		stop.abort();
		await pausing;
		expect(Date.now() - begin).toBeLessThan(1000);
	});

	test('does not begin after a stop', async () => {
		const begin = Date.now();
		await pause(30_000, AbortSignal.abort());
		expect(Date.now() - begin).toBeLessThan(100);
	});
});
