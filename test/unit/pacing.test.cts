import { Turns } from '../../nodes/ISlash/delivery/pacing.ts';

const goesOn = () => new AbortController().signal;

/** Keeps this process from doing anything, as a busy n8n does. */
function stall(milliseconds: number): void {
	const end = Date.now() + milliseconds;
	while (Date.now() < end);
}

/** Starts so many at once, and tells when each of them had its turn: milliseconds from now. */
async function startsOf(count: number, turns: Turns): Promise<readonly number[]> {
	const begin = performance.now();
	const start = async () => {
		await turns.take();
		return performance.now() - begin;
	};
	return await Promise.all(Array.from({ length: count }, start));
}

/** Whether so many start without waiting for a timer. */
async function startAtOnce(count: number, turns: Turns): Promise<boolean> {
	let waited = false;
	setImmediate(() => {
		waited = true;
	});
	await startsOf(count, turns);
	return !waited;
}

describe('turns', () => {
	test('leave the interval between two starts, also after the process was held up', async () => {
		setTimeout(() => stall(120), 5);
		const starts = await startsOf(4, new Turns(30, 5, goesOn()));
		expect(starts[1]).toBeGreaterThanOrEqual(120);
		expect(starts[2]).toBeGreaterThanOrEqual(150);
		expect(starts[3]).toBeGreaterThanOrEqual(180);
	});

	test('come at once without an interval, as long as nothing was answered', async () => {
		expect(await startAtOnce(10, new Turns(0, 10, goesOn()))).toBe(true);
	});

	test('wait no more once the run is over', async () => {
		const over = new AbortController();
		const starts = startsOf(4, new Turns(30_000, 5, over.signal));
		over.abort();
		expect(await starts).toHaveLength(4);
	});
});

describe('turns of an API that takes its time', () => {
	test('are spread apart by half of an even share of that time', async () => {
		const turns = new Turns(0, 10, goesOn());
		turns.answeredIn(40);
		const starts = await startsOf(10, turns);
		expect(starts[9]).toBeGreaterThanOrEqual(18);
	});

	test('are never more than some milliseconds apart, however long it takes', async () => {
		const turns = new Turns(0, 1, goesOn());
		turns.answeredIn(300_000);
		const starts = await startsOf(10, turns);
		expect(starts[9]).toBeLessThan(1000);
	});

	test('come at once again when it answers at once', async () => {
		const turns = new Turns(0, 10, goesOn());
		turns.answeredIn(100);
		turns.answeredIn(19);
		expect(await startAtOnce(10, turns)).toBe(true);
	});

	test('leave a longer interval as it is', async () => {
		const turns = new Turns(50, 10, goesOn());
		turns.answeredIn(100);
		const starts = await startsOf(3, turns);
		expect(starts[2]).toBeGreaterThanOrEqual(100);
	});
});
