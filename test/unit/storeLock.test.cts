import { once } from 'node:events';
import { setTimeout as wait } from 'node:timers/promises';
import { StoreLock } from '../../nodes/ISlash/delivery/deduplication/storeLock';
import { Deduplicator, hashOf, ProcessedKeys } from '../support/deduplicator.cts';
import { contextOn, SlowKeys } from '../support/slowKeys.cts';

/** One process at a time is at the keys of a workflow; here every lock stands for a process. */

/** Where n8n keeps the list of the whole workflow. */
const ROW = 'w';
const PATIENT = { lookAfter: 1000, staleAfter: 20_000, foreignFor: 60_000 };
const always = () => true;

const helpersOn = (stored: ProcessedKeys) => contextOn(stored).helpers;

describe('while one process is at the keys', () => {
	test('no other one is, however slow the database is', async () => {
		const stored = new SlowKeys();
		stored.stall = 150;
		let together = 0;
		let most = 0;
		let times = 0;
		const process = async () => {
			const lock = new StoreLock(PATIENT);
			for (let round = 0; round < 8; round++) {
				await lock.hold(helpersOn(stored), always, async () => {
					most = Math.max(most, ++together);
					times++;
					await wait(5);
					together--;
				});
			}
		};
		await Promise.all([process(), process(), process()]);
		expect({ most, times }).toEqual({ most: 1, times: 24 });
		expect(await stored.read(ROW)).toBeUndefined();
	});

	test('no other part of it is', async () => {
		const lock = new StoreLock(PATIENT);
		const told: string[] = [];
		const work = (name: string) => async () => {
			told.push(`${name} begins`);
			await wait(20);
			told.push(`${name} ends`);
		};
		const helpers = helpersOn(new ProcessedKeys());
		await Promise.all([
			lock.hold(helpers, always, work('one')),
			lock.hold(helpers, always, work('other')),
		]);
		expect(told).toEqual(['one begins', 'one ends', 'other begins', 'other ends']);
	});

	test('who does not want to wait any longer goes', async () => {
		const helpers = helpersOn(new ProcessedKeys());
		const over = new AbortController();
		const holder = new StoreLock(PATIENT).hold(helpers, always, async () => await wait(1500));
		const isWanted = () => !over.signal.aborted;
		await wait(50);
		const waiting = new StoreLock(PATIENT).hold(helpers, isWanted, async () => 'worked');
		over.abort();
		expect(await waiting).toEqual({ kind: 'unwanted' });
		await holder;
	});
});

describe('a database', () => {
	test('that does not take the lock is not taken for one without need of it', async () => {
		const helpers = helpersOn(new ProcessedKeys());
		jest.spyOn(helpers, 'checkProcessedAndRecord').mockRejectedValue(new Error('read-only'));
		const work = jest.fn();
		const holding = new StoreLock(PATIENT).hold(helpers, always, work);
		await expect(holding).rejects.toThrow('read-only');
		expect(work).not.toHaveBeenCalled();
	});

	test('in which the lock changes hands just when it is looked at does not stop anybody', async () => {
		const stored = new ProcessedKeys();
		const holder = new StoreLock(PATIENT).hold(
			helpersOn(stored),
			always,
			async () => await wait(300),
		);
		await wait(20);
		const helpers = helpersOn(stored);
		const inserted = new Error('duplicate key value violates unique constraint');
		jest.spyOn(helpers, 'checkProcessedAndRecord').mockRejectedValueOnce(inserted);
		const lock = new StoreLock({ ...PATIENT, lookAfter: 50 });
		expect(await lock.hold(helpers, always, async () => 'worked')).toEqual({
			kind: 'done',
			value: 'worked',
		});
		await holder;
	});
});

describe('a process that dies while it is at the keys', () => {
	test('is waited for, and then not any longer', async () => {
		const stored = new ProcessedKeys();
		const dead = new StoreLock(PATIENT);
		void dead.hold(helpersOn(stored), always, async () => await new Promise(() => {}));
		await wait(50);
		const begin = Date.now();
		const lock = new StoreLock({ ...PATIENT, lookAfter: 100, staleAfter: 600 });
		const holding = await lock.hold(helpersOn(stored), always, async () => 'worked');
		expect(holding).toEqual({ kind: 'done', value: 'worked' });
		expect(Date.now() - begin).toBeGreaterThanOrEqual(600);
		expect(await stored.read(ROW)).toBeUndefined();
	});

	test('and was only slow, does not take what it did for done, nor the lock from others', async () => {
		const stored = new ProcessedKeys();
		const hasty = { ...PATIENT, lookAfter: 50, staleAfter: 200 };
		const taken = new AbortController();
		const slow = new StoreLock(hasty).hold(helpersOn(stored), always, async () => {
			await once(taken.signal, 'abort');
		});
		const isRefused = expect(slow).rejects.toThrow(/took so long that others may have changed/);
		await wait(20);
		await new StoreLock(hasty).hold(helpersOn(stored), always, async () => {
			taken.abort();
			await isRefused;
			expect(await stored.read(ROW)).toContain(hashOf('n8n-nodes-islash lock 0'));
		});
	});
});

describe("the list of a Remove Duplicates node with the scope 'Workflow'", () => {
	const theirs = [hashOf('theirs'), hashOf('theirs too')];

	test('is left as it is, and the keys are got at without a lock', async () => {
		const stored = new ProcessedKeys();
		await stored.insert(ROW, theirs);
		const lock = new StoreLock({ ...PATIENT, lookAfter: 50 });
		const holding = await lock.hold(helpersOn(stored), always, async () => 'worked');
		expect(holding).toEqual({ kind: 'done', value: 'worked' });
		expect(await stored.read(ROW)).toEqual(theirs);
	});

	test('is known at once by its length, though it may grow all the time', async () => {
		const stored = new ProcessedKeys();
		await stored.insert(
			ROW,
			Array.from({ length: 101 }, (_, index) => hashOf(String(index))),
		);
		const lock = new StoreLock({ ...PATIENT, lookAfter: 60_000 });
		const holding = await lock.hold(helpersOn(stored), always, async () => 'worked');
		expect(holding).toEqual({ kind: 'done', value: 'worked' });
		expect(await stored.read(ROW)).toHaveLength(101);
	});

	test('is not what a lock leaves behind that was taken apart halfway', async () => {
		const stored = new ProcessedKeys();
		await stored.insert(ROW, [hashOf('n8n-nodes-islash lock 7')]);
		const lock = new StoreLock({ ...PATIENT, lookAfter: 50 });
		await lock.hold(helpersOn(stored), always, async () => {
			expect(await stored.read(ROW)).toContain(hashOf('n8n-nodes-islash lock 0'));
		});
		expect(await stored.read(ROW)).toBeUndefined();
	});

	test('is left as it is when it is no list, but the latest value', async () => {
		const helpers = helpersOn(new ProcessedKeys());
		const otherMode = new Error('Deduplication data was saved with an incompatible setting');
		jest.spyOn(helpers, 'checkProcessedAndRecord').mockRejectedValue(otherMode);
		const holding = await new StoreLock(PATIENT).hold(helpers, always, async () => 'worked');
		expect(holding).toEqual({ kind: 'done', value: 'worked' });
	});

	test('is left to it when it began while the keys were got at', async () => {
		const stored = new ProcessedKeys();
		const remove = new Deduplicator(stored);
		await new StoreLock(PATIENT).hold(helpersOn(stored), always, async () => {
			const where = { workflow: { id: 'w' } } as never;
			await remove.checkProcessedAndRecord(['theirs'], 'workflow', where, { mode: 'entries' });
		});
		expect(await stored.read(ROW)).toEqual([hashOf('theirs')]);
	});
});
