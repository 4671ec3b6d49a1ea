import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { doInLanes, type Job } from '../../nodes/ISlash/delivery/queue';

interface Timed extends Job {
	readonly name: number;
	readonly takes: number;
}

/** Does the jobs and tells what began and ended, in order, as `+name` and `-name`. */
async function log(
	jobs: readonly Timed[],
	atOnce: number,
	goOn: () => boolean = () => true,
): Promise<string[]> {
	const events: string[] = [];
	await doInLanes(jobs, { atOnce, goOn }, async ({ name, takes }) => {
		events.push(`+${name}`);
		for (let turn = 0; turn < takes; turn++) await Promise.resolve();
		events.push(`-${name}`);
	});
	return events;
}

const jobs = (...lanes: readonly string[]): Timed[] =>
	lanes.map((lane, index) => ({ lane, name: index + 1, takes: 3 }));

describe('jobs in lanes', () => {
	test('of one lane go one after another, whatever may be under way at once', async () => {
		const events = await log(jobs('a', 'a', 'a'), 5);
		expect(events).toEqual(['+1', '-1', '+2', '-2', '+3', '-3']);
	});

	test('of different lanes go side by side', async () => {
		expect(await log(jobs('a', 'b'), 2)).toEqual(['+1', '+2', '-1', '-2']);
	});

	test('go in the order of the list when one may be under way', async () => {
		const events = await log(jobs('a', 'a', 'b', 'a', 'b', 'c'), 1);
		const began = events.filter((event) => event.startsWith('+'));
		expect(began).toEqual(['+1', '+2', '+3', '+4', '+5', '+6']);
	});

	test('are not started once there is no going on; what is under way ends', async () => {
		let started = 0;
		const events = await log(jobs('a', 'b', 'c', 'd'), 2, () => started++ < 2);
		expect(events).toEqual(['+1', '+2', '-1', '-2']);
	});

	test('end together: a slow one is waited for', async () => {
		let ended = false;
		await doInLanes(jobs('a'), { atOnce: 1, goOn: () => true }, async () => {
			await wait(20);
			ended = true;
		});
		expect(ended).toBe(true);
	});

	test('need no jobs', async () => {
		expect(await log([], 5)).toEqual([]);
	});
});

/** The most jobs, of all lanes or of one, that were under way at a time. */
function mostAtOnce(events: readonly string[], isCounted: (name: number) => boolean): number {
	let now = 0;
	let most = 0;
	for (const event of events) {
		if (!isCounted(Math.abs(Number(event)))) continue;
		now += event.startsWith('+') ? 1 : -1;
		most = Math.max(most, now);
	}
	return most;
}

describe('any jobs in any lanes', () => {
	const anyJobs = fc
		.array(fc.record({ lane: fc.constantFrom('a', 'b', 'c', 'd'), takes: fc.nat(8) }), {
			maxLength: 30,
		})
		.map((list) => list.map((job, index) => ({ ...job, name: index + 1 })));

	test('are all done once, in the order of their lane, and never too many at once', async () => {
		await fc.assert(
			fc.asyncProperty(anyJobs, fc.integer({ min: 1, max: 6 }), async (list, atOnce) => {
				const events = await log(list, atOnce);
				const began = events.filter((event) => event.startsWith('+')).map(Number);
				expect([...began].sort((a, b) => a - b)).toEqual(list.map(({ name }) => name));
				expect(mostAtOnce(events, () => true)).toBeLessThanOrEqual(atOnce);
				for (const lane of ['a', 'b', 'c', 'd']) {
					const names = list.filter((job) => job.lane === lane).map(({ name }) => name);
					expect(began.filter((name) => names.includes(name))).toEqual(names);
					expect(mostAtOnce(events, (name) => names.includes(name))).toBeLessThanOrEqual(1);
				}
			}),
		);
	});
});
