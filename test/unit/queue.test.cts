import { setTimeout as wait } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEarlierCalls, doInQueues, type Job } from '../../nodes/ISlash/delivery/queue';

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
	await doInQueues(jobs, { atOnce, goOn }, async ({ name, takes }) => {
		events.push(`+${name}`);
		for (let tick = 0; tick < takes; tick++) await Promise.resolve();
		events.push(`-${name}`);
	});
	return events;
}

const jobs = (...contacts: readonly string[]): Timed[] =>
	contacts.map((contact, index) => ({ contact, name: index + 1, takes: 3 }));

describe('jobs', () => {
	test('for one contact go one after another, whatever may be under way at once', async () => {
		const events = await log(jobs('a', 'a', 'a'), 5);
		expect(events).toEqual(['+1', '-1', '+2', '-2', '+3', '-3']);
	});

	test('for different contacts go side by side', async () => {
		expect(await log(jobs('a', 'b'), 2)).toEqual(['+1', '+2', '-1', '-2']);
	});

	test('go in the order of the list when one may be under way', async () => {
		const events = await log(jobs('a', 'a', 'b', 'a', 'b', 'c'), 1);
		const began = events.filter((event) => event.startsWith('+'));
		expect(began).toEqual(['+1', '+2', '+3', '+4', '+5', '+6']);
	});

	test('are not started once goOn() is false; jobs under way end', async () => {
		let started = 0;
		const events = await log(jobs('a', 'b', 'c', 'd'), 2, () => started++ < 2);
		expect(events).toEqual(['+1', '+2', '-1', '-2']);
	});

	test('end together: a slow one is waited for', async () => {
		let ended = false;
		await doInQueues(jobs('a'), { atOnce: 1, goOn: () => true }, async () => {
			await wait(20);
			ended = true;
		});
		expect(ended).toBe(true);
	});

	test('that throw end everything, once the started jobs have ended', async () => {
		const ended: number[] = [];
		const work = doInQueues(jobs('a', 'b'), { atOnce: 2, goOn: () => true }, async ({ name }) => {
			if (name === 1) throw new Error('broken');
			await wait(20);
			ended.push(name);
		});
		await expect(work).rejects.toThrow('broken');
		expect(ended).toEqual([2]);
	});

	test('need no jobs', async () => {
		expect(await log([], 5)).toEqual([]);
	});
});

/** The most jobs, for all contacts or for one, that were under way at a time. */
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

describe('any jobs for any contacts', () => {
	const anyJobs = fc
		.array(fc.record({ contact: fc.constantFrom('a', 'b', 'c', 'd'), takes: fc.nat(8) }), {
			maxLength: 30,
		})
		.map((list) => list.map((job, index) => ({ ...job, name: index + 1 })));

	test('are all done once, in the order of their contact, and never too many at once', async () => {
		await fc.assert(
			fc.asyncProperty(anyJobs, fc.integer({ min: 1, max: 6 }), async (list, atOnce) => {
				const events = await log(list, atOnce);
				const began = events.filter((event) => event.startsWith('+')).map(Number);
				expect([...began].sort((a, b) => a - b)).toEqual(list.map(({ name }) => name));
				expect(mostAtOnce(events, () => true)).toBeLessThanOrEqual(atOnce);
				for (const contact of ['a', 'b', 'c', 'd']) {
					const names = list.filter((job) => job.contact === contact).map(({ name }) => name);
					expect(began.filter((name) => names.includes(name))).toEqual(names);
					expect(mostAtOnce(events, (name) => names.includes(name))).toBeLessThanOrEqual(1);
				}
			}),
		);
	});
});

describe("a tool's call", () => {
	const goesOn = () => new AbortController().signal;
	/** Calls that an agent makes at once; tells what began and ended, in order. */
	const logOf = async (calls: ReadonlyArray<readonly [name: string, contact: string]>) => {
		const execution = {};
		const events: string[] = [];
		const call = async ([name, contact]: readonly [string, string]) =>
			await afterEarlierCalls(execution, contact, goesOn(), async () => {
				events.push(`+${name}`);
				await wait(10);
				events.push(`-${name}`);
			});
		await Promise.all(calls.map(call));
		return events;
	};

	test('begins when those before it for the same contact have ended', async () => {
		const calls = [
			['1', 'a'],
			['2', 'a'],
			['3', 'a'],
		] as const;
		expect(await logOf(calls)).toEqual(['+1', '-1', '+2', '-2', '+3', '-3']);
	});

	test('does not wait for those for other contacts', async () => {
		const calls = [
			['1', 'a'],
			['2', 'b'],
		] as const;
		expect((await logOf(calls)).slice(0, 2)).toEqual(['+1', '+2']);
	});

	test('does not wait for those of another execution', async () => {
		const never = new Promise<void>(() => {});
		void afterEarlierCalls({}, 'a', goesOn(), async () => await never);
		expect(await afterEarlierCalls({}, 'a', goesOn(), async () => 'done')).toBe('done');
	});

	test('begins also when the one before it threw', async () => {
		const execution = {};
		const broken = afterEarlierCalls(execution, 'a', goesOn(), async () => {
			throw new Error('broken');
		});
		const next = afterEarlierCalls(execution, 'a', goesOn(), async () => 'done');
		await expect(broken).rejects.toThrow('broken');
		expect(await next).toBe('done');
	});

	test('waits no more and does nothing once it is over', async () => {
		const execution = {};
		const over = new AbortController();
		const never = new Promise<void>(() => {});
		void afterEarlierCalls(execution, 'a', goesOn(), async () => await never);
		const work = jest.fn(async () => 'done');
		const call = afterEarlierCalls(execution, 'a', over.signal, work);
		over.abort();
		expect(await call).toBeUndefined();
		expect(work).not.toHaveBeenCalled();
	});
});
