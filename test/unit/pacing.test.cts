import { Pacing } from '../../nodes/ISlash/delivery/pacing';

const goesOn = () => new AbortController().signal;

/** Keeps this process from doing anything, as a busy n8n does. */
function stall(milliseconds: number): void {
	const end = Date.now() + milliseconds;
	while (Date.now() < end);
}

/** Starts a number of messages at once, and returns when each began, in milliseconds from now. */
async function startsOf(
	count: number,
	minInterval: number,
	pacing = new Pacing(),
	over = goesOn(),
): Promise<readonly number[]> {
	const begin = performance.now();
	const start = async () => {
		await pacing.next(minInterval, over);
		return performance.now() - begin;
	};
	return await Promise.all(Array.from({ length: count }, start));
}

describe("'Min Interval'", () => {
	test('lies between two starts, also after the process was held up', async () => {
		setTimeout(() => stall(120), 5);
		const starts = await startsOf(4, 30);
		expect(starts[1]).toBeGreaterThanOrEqual(120);
		expect(starts[2]).toBeGreaterThanOrEqual(150);
		expect(starts[3]).toBeGreaterThanOrEqual(180);
	});

	test('of zero starts all without waiting for a timer', async () => {
		let waited = false;
		setImmediate(() => {
			waited = true;
		});
		await startsOf(10, 0);
		expect(waited).toBe(false);
	});

	test('is not waited for once the run is over', async () => {
		const over = new AbortController();
		const starts = startsOf(4, 30_000, new Pacing(), over.signal);
		over.abort();
		expect(await starts).toHaveLength(4);
	});

	test('lies between the last start of one round of a loop and the first of the next', async () => {
		const execution = {};
		await startsOf(1, 60, Pacing.of(execution));
		const [next] = await startsOf(1, 60, Pacing.of(execution));
		expect(next).toBeGreaterThanOrEqual(50);
	});

	test('does not hold up another execution', async () => {
		await startsOf(1, 30_000, Pacing.of({}));
		const [other] = await startsOf(1, 30_000, Pacing.of({}));
		expect(other).toBeLessThan(1000);
	});
});
