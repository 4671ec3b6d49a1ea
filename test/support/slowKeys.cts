import { setTimeout as wait } from 'node:timers/promises';
import type { IExecuteFunctions } from 'n8n-workflow';
import './n8nHome.cts';
import {
	Deduplicator,
	type ProcessedData,
	ProcessedKeys,
	type ProcessedRow,
} from './deduplicator.cts';

/** n8n's table of processed data behind a busy database: every step takes a while, some very long. */
export class SlowKeys extends ProcessedKeys {
	/** Rows of whole workflows that were inserted. */
	locks = 0;
	/** How many of the next accesses fail. */
	failures = 0;
	/** How many of the next updates are made and then reported as failed. */
	lostAnswers = 0;
	/** Milliseconds that one in twenty steps takes. */
	stall = 20;

	override async readRow(row: string): Promise<ProcessedRow | undefined> {
		if (this.failures-- > 0) throw new Error('connection refused');
		const found = await super.readRow(row);
		await this.take();
		return found;
	}

	override async insert(row: string, data: ProcessedData, mode?: string): Promise<void> {
		await this.take();
		if (!row.includes(' n:')) this.locks++;
		await super.insert(row, data, mode);
	}

	override async update(row: string, data: ProcessedData): Promise<void> {
		await this.take();
		await super.update(row, data);
		if (this.lostAnswers-- > 0) throw new Error('connection reset');
	}

	override async remove(row: string): Promise<void> {
		await this.take();
		await super.remove(row);
	}

	private async take(): Promise<void> {
		await wait(Math.random() < 0.05 ? this.stall : Math.random() * 4);
	}
}

/** As much of an execution as deduplication asks for; anything else throws. */
export function contextOn(keys: ProcessedKeys): IExecuteFunctions {
	const store = new Deduplicator(keys);
	const where = { workflow: { id: 'w', active: true }, node: { id: 'n' } } as never;
	const helpers: Partial<IExecuteFunctions['helpers']> = {
		checkProcessedAndRecord: async (items, scope, options) =>
			await store.checkProcessedAndRecord(items, scope, where, options),
		removeProcessed: async (items, scope) => await store.removeProcessed(items, scope, where),
		clearAllProcessedItems: async (scope) => await store.clearAllProcessedItems(scope, where),
		getProcessedDataCount: async (scope) => await store.getProcessedDataCount(scope, where),
	};
	return {
		helpers,
		getWorkflow: () => ({ id: 'w' }),
		getNode: () => ({ id: 'n' }),
	} as unknown as IExecuteFunctions;
}
