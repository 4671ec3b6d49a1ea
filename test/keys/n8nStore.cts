import { AsyncLocalStorage } from 'node:async_hooks';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { IDataDeduplicator } from 'n8n-workflow';

/** n8n's own deduplication code, unmodified, over a table that a schedule decides about. */

export interface Row {
	readonly workflowId: string;
	readonly context: string;
	readonly value: { readonly mode: string; readonly data: unknown };
}

export type Where = Pick<Row, 'workflowId' | 'context'>;

/** As much of TypeORM's repository as n8n's deduplication asks for. */
export interface Table {
	findOne(query: { readonly where: Where }): Promise<Row | null>;
	insert(row: Row): Promise<unknown>;
	update(where: Where, row: Row): Promise<unknown>;
	delete(where: Partial<Where>): Promise<unknown>;
}

export type Step = 'find' | 'insert' | 'update' | 'delete';

/** Decides when a step takes effect, and whether it fails. */
export type Gate = <T>(step: Step, where: Where, takeEffect: () => Promise<T>) => Promise<T>;

export type Database =
	| { readonly type: 'memory' }
	| { readonly type: 'sqlite'; readonly file: string }
	| { readonly type: 'postgres'; readonly port: number; readonly password: string };

export interface Store {
	readonly helper: IDataDeduplicator;
	/** Past the gate. */
	readonly table: Table;
	/** All steps that the work takes go through the gate. */
	through<T>(gate: Gate, work: () => T): T;
	close(): Promise<void>;
}

/** @param hostFolder where a real n8n is installed */
export async function openStore(hostFolder: string, database: Database): Promise<Store> {
	process.env.DB_TYPE = database.type === 'postgres' ? 'postgresdb' : 'sqlite';
	const load = createRequire(join(hostFolder, 'node_modules', 'n8n', 'package.json'));
	const { Container } = load('@n8n/di');
	const { ProcessedData, ProcessedDataRepository } = load('@n8n/db');
	const file = join(hostFolder, 'node_modules/n8n/dist/deduplication/deduplication-helper.js');
	const { DeduplicationHelper } = load(file);
	const gates = new AsyncLocalStorage<Gate>();
	let source: { close(): Promise<void>; table: Table };
	if (database.type === 'memory') source = { table: new MemoryTable(), close: async () => {} };
	else source = await openDatabase(load, database, ProcessedData);
	const { table, close } = source;
	Container.set(ProcessedDataRepository, gated(table, gates));
	const through: Store['through'] = (gate, work) => gates.run(gate, work);
	return { helper: new DeduplicationHelper(), table, through, close };
}

async function openDatabase(
	load: NodeJS.Require,
	database: Exclude<Database, { type: 'memory' }>,
	entity: unknown,
) {
	const { DataSource } = load('@n8n/typeorm');
	const settings =
		database.type === 'sqlite'
			? { type: 'sqlite', database: database.file, enableWAL: true }
			: {
					...{ type: 'postgres', host: '127.0.0.1', port: database.port, database: 'postgres' },
					...{ username: 'n8n', password: database.password, poolSize: 4 },
					// Nothing that is tested here survives a crash of the database.
					...{ extra: { options: '-c synchronous_commit=off' } },
				};
	const source = new DataSource({ ...settings, entities: [entity], synchronize: true });
	await source.initialize();
	const table: Table = source.getRepository(entity);
	return { table, close: async () => await source.destroy() };
}

function gated(table: Table, gates: AsyncLocalStorage<Gate>): Table {
	const pass = async <T,>(step: Step, where: Where, work: () => Promise<T>) => {
		const gate = gates.getStore();
		return await (gate ? gate(step, where, work) : work());
	};
	return {
		findOne: async (query) =>
			await pass('find', query.where, async () => await table.findOne(query)),
		insert: async (row) => await pass('insert', row, async () => await table.insert(row)),
		update: async (where, row) =>
			await pass('update', where, async () => await table.update(where, row)),
		delete: async (where) =>
			await pass('delete', where as Where, async () => await table.delete(where)),
	};
}

/** The same table without a database, for the many orders. */
class MemoryTable implements Table {
	readonly #rows = new Map<string, string>();

	async findOne({ where }: { readonly where: Where }): Promise<Row | null> {
		const text = this.#rows.get(keyOf(where));
		return text === undefined ? null : (JSON.parse(text) as Row);
	}

	async insert(row: Row): Promise<void> {
		if (this.#rows.has(keyOf(row))) throw new Error('UNIQUE constraint failed: processed_data');
		this.#rows.set(keyOf(row), JSON.stringify(row));
	}

	async update(where: Where, row: Row): Promise<void> {
		if (this.#rows.has(keyOf(where))) this.#rows.set(keyOf(where), JSON.stringify(row));
	}

	async delete(where: Partial<Where>): Promise<void> {
		if (where.context === undefined) this.#rows.clear();
		else this.#rows.delete(keyOf(where as Where));
	}
}

const keyOf = ({ workflowId, context }: Where) => `${workflowId} ${context}`;
