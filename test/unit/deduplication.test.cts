import type * as deduplication from '../../nodes/ISlash/delivery/deduplication/deduplication';
import { SlowKeys } from '../support/slowKeys.cts';
import { hashOf } from '../support/deduplicator.cts';
import { keep, release, startWorkers, type Worker } from './keyWorkers.cts';

const ROW = 'w n:n';

const keys = Array.from({ length: 30 }, (_, index) => `deal-${index}`);

async function claimAll(worker: Worker): Promise<ReadonlyArray<deduplication.Claim['kind']>> {
	return await Promise.all(keys.map(async (key) => (await worker(key)).kind));
}

describe('a deduplication key that several workers may claim', () => {
	test('is claimed by one of two workers that are called at the same moment', async () => {
		const [one, other] = startWorkers(new SlowKeys());
		const [ofOne, ofOther] = await Promise.all([claimAll(one), claimAll(other)]);
		const winners = keys.map((_, index) => [ofOne[index], ofOther[index]].sort());
		expect(winners).toEqual(keys.map(() => ['claimed', 'used']));
	});

	test('is claimed by one of them also when one access takes far longer than others', async () => {
		const stored = new SlowKeys();
		stored.stall = 400;
		const [one, other] = startWorkers(stored);
		for (const key of keys.slice(0, 8)) {
			const claims = await Promise.all([one(key), other(key)]);
			expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'used']);
		}
	});

	test('is claimed by one of them too when the calls come one by one', async () => {
		const [one, other] = startWorkers(new SlowKeys());
		for (const key of keys.slice(0, 5)) {
			const claims = await Promise.all([one(key), other(key)]);
			expect(claims.map(({ kind }) => kind).sort()).toEqual(['claimed', 'used']);
		}
	});

	test('stays used on every worker, even if others record keys at the same moment', async () => {
		const stored = new SlowKeys();
		const [one, other] = startWorkers(stored);
		const ofOne = keys.map(async (key) => (await one(`one ${key}`)).kind);
		const ofOther = keys.map(async (key) => (await other(`other ${key}`)).kind);
		expect(new Set(await Promise.all([...ofOne, ...ofOther]))).toEqual(new Set(['claimed']));
		expect(await stored.read(ROW)).toEqual(
			expect.arrayContaining(keys.flatMap((key) => [hashOf(`one ${key}`), hashOf(`other ${key}`)])),
		);
		const [third] = startWorkers(stored);
		expect((await third('one deal-7')).kind).toBe('used');
	});

	test('can be claimed again, by any worker, once it was given back', async () => {
		const [one, other] = startWorkers(new SlowKeys());
		await release(await one('deal'));
		expect((await other('deal')).kind).toBe('claimed');
	});

	test('given back stays given back while others write', async () => {
		const stored = new SlowKeys();
		const [one, other] = startWorkers(stored);
		const claim = await one('deal');
		await Promise.all([release(claim), claimAll(other)]);
		expect(await stored.read(ROW)).not.toContain(hashOf('deal'));
	});
});

describe('a deduplication key in one process', () => {
	test('waits until the outcome of the message is known', async () => {
		const [worker] = startWorkers(new SlowKeys());
		const first = await worker('deal');
		const second = worker('deal');
		await release(first);
		expect((await second).kind).toBe('claimed');
	});

	test('is given up when the run is over before its turn came', async () => {
		const [worker] = startWorkers(new SlowKeys());
		await worker('deal');
		const over = new AbortController();
		const second = worker('deal', over.signal);
		over.abort();
		expect((await second).kind).toBe('givenUp');
	});

	test('is not waited for at the end of a run that was stopped while another process holds the keys', async () => {
		const stored = new SlowKeys();
		const [worker] = startWorkers(stored);
		const over = new AbortController();
		const claim = await worker('deal', over.signal);
		await stored.insert('w', [hashOf('lock 0')], 'n8n-nodes-islash of another process');
		const begin = Date.now();
		over.abort();
		expect(claim.kind === 'claimed' && (await claim.release())).toBe('kept');
		expect(Date.now() - begin).toBeLessThan(1000);
		await stored.remove('w');
	});

	test('that cannot be recorded is said to be unusable, and is free later', async () => {
		const stored = new SlowKeys();
		const [worker] = startWorkers(stored);
		stored.failures = Infinity;
		expect(await worker('deal')).toMatchObject({ kind: 'unusable' });
		stored.failures = 0;
		expect((await worker('deal')).kind).toBe('claimed');
	});

	test('is claimed when the storage took it without saying so', async () => {
		const stored = new SlowKeys();
		const [worker] = startWorkers(stored);
		keep(await worker('another deal'));
		stored.lostAnswers = 1;
		expect((await worker('deal')).kind).toBe('claimed');
	});

	test('stays used when it could not be looked up for a second message of the run', async () => {
		const stored = new SlowKeys();
		const [worker] = startWorkers(stored);
		keep(await worker('deal'));
		stored.failures = 4;
		expect(await worker('deal')).toMatchObject({ kind: 'unusable' });
		expect((await worker('deal')).kind).toBe('used');
	});
});

describe('the list of keys', () => {
	test('is locked once for many messages that come at the same moment', async () => {
		const stored = new SlowKeys();
		const [worker] = startWorkers(stored);
		await claimAll(worker);
		expect(stored.locks).toBeLessThan(3);
	});

	test('contains the keys of sent messages, and nothing else', async () => {
		const stored = new SlowKeys();
		const [worker] = startWorkers(stored);
		await Promise.all(keys.map(async (key) => keep(await worker(key))));
		expect([...((await stored.read(ROW)) ?? [])].sort()).toEqual(keys.map(hashOf).sort());
	});
});
