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

/** Hashes of the items, oldest first, or the latest value. */
export type ProcessedData = readonly string[] | string;

export interface ProcessedRow {
	readonly mode: string;
	readonly data: ProcessedData;
}

/** Stands for n8n's table of processed data: a row per node or workflow. */
export class ProcessedKeys {
	private readonly rows = new Map<string, ProcessedRow>();

	/** The hashes of a row. */
	async read(name: string): Promise<readonly string[] | undefined> {
		const data = (await this.readRow(name))?.data;
		return typeof data === 'string' ? undefined : data;
	}

	// Reading and writing are two steps with other work between them, as with n8n's database.
	async readRow(name: string): Promise<ProcessedRow | undefined> {
		await setImmediate();
		return this.rows.get(name);
	}

	async insert(name: string, data: ProcessedData, mode = 'entries'): Promise<void> {
		await setImmediate();
		if (this.rows.has(name)) throw new Error('UNIQUE constraint failed: processed_data');
		this.rows.set(name, { mode, data });
	}

	async update(name: string, data: ProcessedData): Promise<void> {
		await setImmediate();
		const row = this.rows.get(name);
		if (row) this.rows.set(name, { ...row, data });
	}

	async remove(name: string): Promise<void> {
		await setImmediate();
		this.rows.delete(name);
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

/** Of a row there are the hashes of its items, or the latest value, and the mode it was made with. */
function checkMode(row: ProcessedRow | undefined, { mode }: ICheckProcessedOptions): void {
	if (row && row.mode !== mode) {
		throw new Error('Deduplication data was originally saved with an incompatible setting');
	}
}

const isLatest = (mode: string) => mode === 'latestIncrementalKey' || mode === 'latestDate';

/** Throws where n8n does: at values that are no numbers or dates. */
function compare(mode: string, one: DeduplicationItemTypes, other: DeduplicationItemTypes): number {
	const [first = NaN, second = NaN] = [one, other].map((value) =>
		mode === 'latestDate' ? Date.parse(String(value)) : Number(value),
	);
	if (isNaN(first) || isNaN(second)) throw new Error(`Invalid value in mode "${mode}"`);
	return Math.sign(first - second);
}

/** n8n's deduplication over a table in memory. */
export class Deduplicator implements IDataDeduplicator {
	constructor(private readonly keys: ProcessedKeys) {}

	async checkProcessedAndRecord(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
		options: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const name = rowOf(scope, context);
		const row = await this.keys.readRow(name);
		checkMode(row, options);
		if (isLatest(options.mode)) return await this.checkLatest(name, row, items, options);
		const hashes = items.map(hashOf);
		if (!row) {
			await this.keys.insert(name, newest(hashes, options), options.mode);
			return { new: items, processed: [] };
		}
		// n8n compares with the keys known before the call: a key given twice at once is new twice.
		const isKnown = (item: DeduplicationItemTypes) => row.data.includes(hashOf(item));
		const added = items.filter((item) => !isKnown(item));
		await this.keys.update(name, newest([...row.data, ...added.map(hashOf)], options));
		return { new: added, processed: items.filter(isKnown) };
	}

	private async checkLatest(
		name: string,
		row: ProcessedRow | undefined,
		items: DeduplicationItemTypes[],
		{ mode }: ICheckProcessedOptions,
	): Promise<IDeduplicationOutput> {
		const sorted = [...items].sort((one, other) => compare(mode, one, other));
		if (!row) {
			await this.keys.insert(name, String(sorted.at(-1)), mode);
			return { new: items, processed: [] };
		}
		const isNew = (item: DeduplicationItemTypes) => compare(mode, item, String(row.data)) === 1;
		const added = sorted.filter(isNew);
		await this.keys.update(name, String(added.at(-1) ?? row.data));
		return { new: added, processed: sorted.filter((item) => !isNew(item)) };
	}

	async removeProcessed(
		items: DeduplicationItemTypes[],
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		const name = rowOf(scope, context);
		const row = await this.keys.readRow(name);
		if (!row || typeof row.data === 'string') return;
		const left = [...row.data];
		for (const hash of items.map(hashOf)) {
			const index = left.indexOf(hash);
			if (index !== -1) left.splice(index, 1);
		}
		await this.keys.update(name, left);
	}

	async clearAllProcessedItems(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<void> {
		await this.keys.remove(rowOf(scope, context));
	}

	/** n8n counts whatever has entries, if it is asked with the mode `entries`. */
	async getProcessedDataCount(
		scope: DeduplicationScope,
		context: ICheckProcessedContextData,
	): Promise<number> {
		const row = await this.keys.readRow(rowOf(scope, context));
		return row && typeof row.data !== 'string' ? row.data.length : 0;
	}
}

/** The keys of all runs in this process; `clear()` removes them. */
export const processedKeys = new ProcessedKeys();

void DataDeduplicationService.init(new Deduplicator(processedKeys));
