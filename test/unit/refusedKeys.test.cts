import type * as deduplication from '../../nodes/ISlash/delivery/deduplication/deduplication';
import { contextOn, SlowKeys } from '../support/slowKeys.cts';
import { hashOf } from '../support/deduplicator.cts';
import { startWorkers, type Worker } from './keyWorkers.cts';

/** When a key is refused, and what an execution may do with its own. */

const ROW = 'w n:n';

const unusable = async (worker: Worker, key: string) => {
	const claim = await worker(key);
	return claim.kind === 'unusable' ? claim.input.problem : claim.kind;
};

describe("beside a Remove Duplicates node with the scope 'Workflow'", () => {
	test.each<[string, readonly string[] | string]>([
		['entries', [hashOf('theirs')]],
		['entries', Array.from({ length: 200 }, (_, index) => hashOf(String(index)))],
		['entries', []],
		['latestDate', '2026-01-01'],
		['latestIncrementalKey', '7'],
	])('in the mode %s a key is refused, and its list is left as it is', async (mode, data) => {
		const stored = new SlowKeys();
		await stored.insert('w', data, mode);
		const [worker] = startWorkers(stored);
		expect(await unusable(worker, 'deal')).toMatch(/a Remove Duplicates node keeps items/);
		expect(await stored.readRow('w')).toEqual({ mode, data });
	});
});

describe('what this execution knows of a key that is recorded', () => {
	const claimAgain = async (earlier: deduplication.Earlier) => {
		const stored = new SlowKeys();
		await stored.insert(ROW, [hashOf('deal')]);
		const [worker] = startWorkers(stored);
		return await worker('deal', undefined, earlier);
	};

	test('that it recorded the key itself: it may use it', async () => {
		expect((await claimAgain('own')).kind).toBe('claimed');
	});

	test('that it may have recorded it: the message is neither sent nor said to be sent before', async () => {
		expect(await claimAgain('unknown')).toMatchObject({
			kind: 'unusable',
			input: { problem: expect.stringMatching(/did not say whether by this message/) as string },
		});
	});
});

test('without a saved workflow a key is refused before n8n is asked', async () => {
	const stored = new SlowKeys();
	const context = { ...contextOn(stored), getWorkflow: () => ({}) } as never;
	const { Deduplication } = jest.requireActual<typeof deduplication>(
		'../../nodes/ISlash/delivery/deduplication/deduplication.ts',
	);
	const claim = await new Deduplication(context, new AbortController().signal).claim('deal');
	expect(claim).toMatchObject({
		kind: 'unusable',
		input: { problem: expect.stringMatching(/^needs a saved workflow/) as string },
	});
});
