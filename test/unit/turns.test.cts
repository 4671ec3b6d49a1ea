import { Turns } from '../../nodes/ISlash/delivery/turns.ts';

const goesOn = () => new AbortController().signal;

/** Keeps this process from doing anything, as a busy n8n does. */
function stall(milliseconds: number): void {
	const end = Date.now() + milliseconds;
	while (Date.now() < end);
}

async function startsOf(count: number, turns: Turns): Promise<readonly number[]> {
	const starts: number[] = [];
	const start = async () => {
		await turns.take();
		starts.push(performance.now());
	};
	await Promise.all(Array.from({ length: count }, start));
	return starts;
}

/** The shortest and the longest time between two starts, in milliseconds. */
function distances(starts: readonly number[]): { shortest: number; longest: number } {
	const all = starts.slice(1).map((start, index) => start - (starts[index] ?? 0));
	return { shortest: Math.min(...all), longest: Math.max(...all) };
}

describe('turns', () => {
	test('leave the interval between two starts, also after the process was held up', async () => {
		setTimeout(() => stall(120), 5);
		const { shortest } = distances(await startsOf(4, new Turns(30, 5, goesOn())));
		expect(shortest).toBeGreaterThanOrEqual(30);
	});

	test('come at once without an interval, as long as nothing was answered', async () => {
		const { longest } = distances(await startsOf(10, new Turns(0, 10, goesOn())));
		expect(longest).toBeLessThan(5);
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
		turns.answeredIn(60);
		expect(distances(await startsOf(10, turns)).shortest).toBeGreaterThan(2);
	});

	test('are never more than some milliseconds apart, however long it takes', async () => {
		const turns = new Turns(0, 1, goesOn());
		turns.answeredIn(300_000);
		const begin = performance.now();
		await startsOf(10, turns);
		expect(performance.now() - begin).toBeLessThan(500);
	});

	test('come at once again when it answers at once', async () => {
		const turns = new Turns(0, 10, goesOn());
		turns.answeredIn(100);
		turns.answeredIn(19);
		expect(distances(await startsOf(10, turns)).longest).toBeLessThan(5);
	});

	test('leave a longer interval as it is', async () => {
		const turns = new Turns(50, 10, goesOn());
		turns.answeredIn(100);
		expect(distances(await startsOf(3, turns)).shortest).toBeGreaterThanOrEqual(50);
	});
});
