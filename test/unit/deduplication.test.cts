import { setTimeout as wait } from 'node:timers/promises';
import type { IExecuteFunctions } from 'n8n-workflow';
import type * as deduplication from '../../nodes/ISlash/delivery/deduplication';

/** Stands for n8n's table: every access reads the whole list and later writes it back, without a lock. */
class StoredList {
	accesses = 0;
	/** How many of the next accesses fail. */
	failures = 0;
	#entries: readonly string[] | undefined;

	get entries(): readonly string[] {
		return this.#entries ?? [];
	}

	async change(next: (entries: readonly string[]) => readonly string[]): Promise<void> {
		this.accesses++;
		if (this.failures-- > 0) throw new Error('connection refused');
		const read = this.#entries;
		await wait(Math.random() * 20);
		if (read === undefined && this.#entries) throw new Error('duplicate key value');
		this.#entries = next(read ?? []);
	}
}

function contextOn(list: StoredList): IExecuteFunctions {
	const helpers = {
		checkProcessedAndRecord: async (given: string[]) => {
			let added: string[] = [];
			await list.change((entries) => {
				added = given.filter((entry) => !entries.includes(entry));
				return [...entries, ...added];
			});
			return { new: added, processed: given.filter((entry) => !added.includes(entry)) };
		},
		removeProcessed: async (given: string[]) =>
			await list.change((entries) => entries.filter((entry) => !given.includes(entry))),
	};
	return {
		helpers,
		getWorkflow: () => ({ id: 'workflow' }),
		getNode: () => ({ id: 'node' }),
	} as unknown as IExecuteFunctions;
}

type Worker = (key: string, over?: AbortSignal) => Promise<deduplication.Claim>;

/** Every worker is a process of its own: it has its own copy of the modules. */
function startWorkers(list: StoredList): readonly [Worker, Worker] {
	const start = (): Worker => {
		let loaded: typeof deduplication | undefined;
		jest.isolateModules(() => {
			loaded = jest.requireActual<typeof deduplication>(
				'../../nodes/ISlash/delivery/deduplication.ts',
			);
		});
		if (!loaded) throw new Error('The module was not loaded');
		const { Deduplication } = loaded;
		const goesOn = new AbortController().signal;
		const run = new Deduplication(contextOn(list), goesOn);
		return async (key, over) =>
			await (over ? new Deduplication(contextOn(list), over) : run).claim(key);
	};
	return [start(), start()];
}

function keep(claim: deduplication.Claim): void {
	if (claim.kind !== 'claimed') throw new Error(`Nothing to keep: ${claim.kind}`);
	claim.keep();
}

async function release(claim: deduplication.Claim): Promise<void> {
	if (claim.kind !== 'claimed') throw new Error(`Nothing to release: ${claim.kind}`);
	await claim.release();
}

const keys = Array.from({ length: 30 }, (_, index) => `deal-${index}`);

async function claimAll(worker: Worker): Promise<ReadonlyArray<deduplication.Claim['kind']>> {
	return await Promise.all(keys.map(async (key) => (await worker(key)).kind));
}

describe('a deduplication key that several workers may claim', () => {
	test('is claimed by one of two workers that are called at the same moment', async () => {
		const [one, other] = startWorkers(new StoredList());
		const [ofOne, ofOther] = await Promise.all([claimAll(one), claimAll(other)]);
		const winners = keys.map((_, index) => [ofOne[index], ofOther[index]].sort());
		expect(winners).toEqual(keys.map(() => ['claimed', 'used']));
	});

	test('is claimed by one of them too when the calls come one by one', async () => {
		const [one, other] = startWorkers(new StoredList());
		for (const key of keys.slice(0, 5)) {
			const claims = await Promise.all([one(key), other(key)]);
			expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'used']);
		}
	});

	test('stays used on every worker, whatever others recorded at the same moment', async () => {
		const list = new StoredList();
		const [one, other] = startWorkers(list);
		const ofOne = keys.map(async (key) => (await one(`one ${key}`)).kind);
		const ofOther = keys.map(async (key) => (await other(`other ${key}`)).kind);
		expect(new Set(await Promise.all([...ofOne, ...ofOther]))).toEqual(new Set(['claimed']));
		expect(list.entries).toEqual(
			expect.arrayContaining(keys.flatMap((key) => [`one ${key}`, `other ${key}`])),
		);
		const [third] = startWorkers(list);
		expect((await third('one deal-7')).kind).toBe('used');
	});

	test('can be claimed again, by any worker, once it was given back', async () => {
		const [one, other] = startWorkers(new StoredList());
		await release(await one('deal'));
		expect((await other('deal')).kind).toBe('claimed');
	});

	test('given back stays given back while others write', async () => {
		const list = new StoredList();
		const [one, other] = startWorkers(list);
		const claim = await one('deal');
		await Promise.all([release(claim), claimAll(other)]);
		expect(list.entries).not.toContain('deal');
	});
});

describe('a deduplication key in one process', () => {
	test('waits until what became of the message is known', async () => {
		const [worker] = startWorkers(new StoredList());
		const first = await worker('deal');
		const second = worker('deal');
		await release(first);
		expect((await second).kind).toBe('claimed');
	});

	test('is given up when the run is over before its turn came', async () => {
		const [worker] = startWorkers(new StoredList());
		await worker('deal');
		const over = new AbortController();
		const second = worker('deal', over.signal);
		over.abort();
		expect((await second).kind).toBe('givenUp');
	});

	test('that cannot be recorded is said to be unusable, and is free later', async () => {
		const list = new StoredList();
		const [worker] = startWorkers(list);
		list.failures = Infinity;
		expect(await worker('deal')).toMatchObject({ kind: 'unusable' });
		list.failures = 0;
		expect((await worker('deal')).kind).toBe('claimed');
	});

	test('stays used when it could not be looked up for a second message of the run', async () => {
		const list = new StoredList();
		const [worker] = startWorkers(list);
		keep(await worker('deal'));
		list.failures = 4;
		expect(await worker('deal')).toMatchObject({ kind: 'unusable' });
		expect((await worker('deal')).kind).toBe('used');
	});
});

describe('the list of keys', () => {
	test('is asked once for many messages that come at the same moment', async () => {
		const list = new StoredList();
		const [worker] = startWorkers(list);
		await claimAll(worker);
		expect(list.accesses).toBeLessThan(10);
	});

	test('keeps few entries that are no keys once messages were sent', async () => {
		const list = new StoredList();
		const [worker] = startWorkers(list);
		await Promise.all(keys.map(async (key) => keep(await worker(key))));
		expect((await worker('another deal')).kind).toBe('claimed');
		expect(list.entries.filter((entry) => !keys.includes(entry)).length).toBeLessThan(20);
	});
});
