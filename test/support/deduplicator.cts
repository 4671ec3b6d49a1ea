import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { DataDeduplicationService } from 'n8n-core';
import type {
	DeduplicationItemTypes,
	DeduplicationScope,
	ICheckProcessedContextData,
	ICheckProcessedOptions,
	IDataDeduplicator,
	IDeduplicationOutput,
} from 'n8n-workflow';

/** Stands for n8n's table of processed data: hashes of the keys, oldest first, per node or workflow. */
export class ProcessedKeys {
	private readonly rows = new Map<string, readonly string[]>();

	// Reading and writing are two steps with other work between them, as with n8n's database.
	async read(row: string): Promise<readonly string[] | undefined> {
		await setImmediate();
		return this.rows.get(row);
	}

	async insert(row: string, hashes: readonly string[]): Promise<void> {
		await setImmediate();
		if (this.rows.has(row)) throw new Error('UNIQUE constraint failed: processed_data');
		this.rows.set(row, hashes);
	}

	async update(row: string, hashes: readonly string[]): Promise<void> {
		await setImmediate();
		if (this.rows.has(row)) this.rows.set(row, hashes);
	}

	async remove(row: string): Promise<void> {
		await setImmediate();
		this.rows.delete(row);
	}

	/** Forgets every key of every workflow. */
	clear(): void {
		this.rows.clear();
	}
}

/** How n8n keeps a key. */
export const hashOf = (key: DeduplicationItemTypes): string =>
	createHash('md5').update(key.toString()).digest('base64');

// n8n drops the oldest keys at every check, known ones included.
const newest = (hashes: readonly string[], { maxEntries }: ICheckProcessedOptions) =>
	maxEntries ? hashes.slice(-maxEntries) : hashes;

function rowOf(scope: DeduplicationScope, { workflow, node }: ICheckProcessedContextData): string {
	if (!workflow.id) throw new Error('Deduplication needs the id of a saved workflow');
	if (scope === 'workflow') return workflow.id;
	if (!node) throw new Error("No node information has been provided for the scope 'node'");
	return `${workflow.id} n:${node.id}`;
}

function onlyEntries({ mode }: ICheckProcessedOptions): void {
	if (mode !== 'entries') throw new Error(`The test deduplicator has no mode "${mode}"`);
}

/** n8n's deduplication of the mode 'entries' over keys in memory. */
export class Deduplicator implements IDataDeduplicator {
	constructor(private readonly keys: ProcessedKeys) {}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		onlyEntries(options);
		const row = rowOf(scope, context);
		const known = await this.keys.read(row);
		if (!known) {
			await this.keys.insert(row, newest(items.map(hashOf), options));
			return { new: items, processed: [] };
		}
		// n8n compares with the keys known before the call: a key given twice at once is new twice.
		const isKnown = (item: DeduplicationItemTypes) => known.includes(hashOf(item));
		const added = items.filter((item) => !isKnown(item));
		await this.keys.update(row, newest([...known, ...added.map(hashOf)], options));
		return { new: added, processed: items.filter(isKnown) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<void> {
		onlyEntries(options);
		const row = rowOf(scope, context);
		const known = await this.keys.read(row);
		if (!known) return;
		const left = [...known];
		for (const hash of items.map(hashOf)) {
			const index = left.indexOf(hash);
			if (index !== -1) left.splice(index, 1);
		}
		await this.keys.update(row, left);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		await this.keys.remove(rowOf(scope, context));
	}

	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		return (await this.keys.read(rowOf(scope, context)))?.length ?? 0;
	}
}

/** The keys of all runs in this process; `clear()` begins anew. */
export const processedKeys = new ProcessedKeys();

void DataDeduplicationService.init(new Deduplicator(processedKeys));
