import { pause, turns } from '../../nodes/ISlash/delivery/wait.ts';

const goesOn = () => new AbortController().signal;

/** Keeps this process from doing anything, as a busy n8n does. */
function stall(milliseconds: number): void {
	const end = Date.now() + milliseconds;
	while (Date.now() < end);
}

async function startsOf(count: number, turn: () => Promise<void>): Promise<readonly number[]> {
	const starts: number[] = [];
	const start = async () => {
		await turn();
		starts.push(Date.now());
	};
	const all = Promise.all(Array.from({ length: count }, start));
	setTimeout(() => stall(120), 5);
	await all;
	return starts;
}

describe('turns', () => {
	test('leave the interval between two starts, also after the process was held up', async () => {
		const starts = await startsOf(4, turns(30, goesOn()));
		const distances = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
		expect(Math.min(...distances)).toBeGreaterThanOrEqual(30);
	});

	test('come at once without an interval', async () => {
		const starts = await startsOf(4, turns(0, goesOn()));
		expect(Math.max(...starts) - Math.min(...starts)).toBeLessThan(5);
	});

	test('wait no more once the run is over', async () => {
		const over = new AbortController();
		const starts = startsOf(4, turns(30_000, over.signal));
		over.abort();
		expect(await starts).toHaveLength(4);
	});
});

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
