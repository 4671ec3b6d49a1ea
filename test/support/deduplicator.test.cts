import type { ICheckProcessedContextData } from 'n8n-workflow';
import './n8nHome.cts';
import { Deduplicator, ProcessedKeys } from './deduplicator.cts';

const context = {
	workflow: { id: 'w', active: false },
	node: { id: 'n' },
} as ICheckProcessedContextData;
const entries = { mode: 'entries', maxEntries: 3 } as const;

describe("n8n's deduplication", () => {
	test('knows a key again, for this node of this workflow only', async () => {
		const store = new Deduplicator(new ProcessedKeys());
		const check = (keys: string[], where = context) =>
			store.checkProcessedAndRecord(keys, 'node', where, entries);
		expect(await check(['a'])).toEqual({ new: ['a'], processed: [] });
		expect(await check(['a', 'b'])).toEqual({ new: ['b'], processed: ['a'] });
		const otherNode = { ...context, node: { id: 'm' } } as ICheckProcessedContextData;
		expect(await check(['a'], otherNode)).toEqual({ new: ['a'], processed: [] });
	});

	test('forgets the oldest keys beyond the maximum, and a key that is removed', async () => {
		const store = new Deduplicator(new ProcessedKeys());
		await store.checkProcessedAndRecord(['a', 'b', 'c'], 'node', context, entries);
		await store.checkProcessedAndRecord(['d'], 'node', context, entries);
		await store.removeProcessed(['c'], 'node', context);
		expect(await store.getProcessedDataCount('node', context)).toBe(2);
		const left = await store.checkProcessedAndRecord(['b', 'c', 'd'], 'node', context, entries);
		expect(left).toEqual({ new: ['c'], processed: ['b', 'd'] });
	});

	test('lets two checks at the same moment both find a key new', async () => {
		const store = new Deduplicator(new ProcessedKeys());
		await store.checkProcessedAndRecord(['x'], 'node', context, entries);
		const check = () => store.checkProcessedAndRecord(['a'], 'node', context, entries);
		const both = await Promise.all([check(), check()]);
		expect(both.map((found) => found.new)).toEqual([['a'], ['a']]);
	});
});
