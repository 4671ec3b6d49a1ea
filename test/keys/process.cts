import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runInThisContext } from 'node:vm';
import type { IExecuteFunctions } from 'n8n-workflow';
import type * as built from '../../nodes/ISlash/delivery/deduplication/deduplication';
import type { Schedule } from './schedule.cts';
import type { Store } from './n8nStore.cts';

/** The built deduplication as a separate process: its own modules, and the clock of the schedule. */

export const WORKFLOW = 'w';
export const NODE = 'islash';

const START = join(__dirname, '../../dist/nodes/ISlash/delivery/deduplication/deduplication.js');

type Factory = (...given: readonly unknown[]) => void;
const factories = new Map<string, Factory>();

/** Removes a protection, to see the test fail: a text of the built code and its replacement. */
export type Mutation = readonly [file: string, text: string, replacement: string];

function factoryOf(file: string, mutation: Mutation | undefined): Factory {
	const known = factories.get(file);
	if (known) return known;
	let code = readFileSync(file, 'utf8');
	if (mutation && file.endsWith(`${mutation[0]}.js`)) {
		if (!code.includes(mutation[1])) throw new Error(`There is no ${mutation[1]} in ${file}`);
		code = code.replace(mutation[1], mutation[2]);
	}
	const factory = runInThisContext(
		`(function (exports, require, Date, performance, Math) {${code}\n})`,
		{ filename: file },
	) as Factory;
	factories.set(file, factory);
	return factory;
}

export interface Process {
	readonly name: string;
	/** A run of the node; nothing new is started once it is over. */
	startRun(over?: AbortSignal): built.Deduplication;
}

export function startProcess(
	name: string,
	store: Store,
	schedule: Schedule,
	random: () => number,
	mutation?: Mutation,
): Process {
	const modules = new Map<string, object>();
	const clock = { now: () => schedule.now };
	const n8n = { sleep: async (ms: number) => await schedule.sleep(name, ms) };
	const load = (file: string): unknown => {
		const known = modules.get(file);
		if (known) return known;
		const exported = {};
		modules.set(file, exported);
		const require = (id: string) =>
			id === 'n8n-workflow' ? n8n : load(join(dirname(file), `${id}.js`));
		const math = Object.assign(Object.create(Math) as object, { random });
		factoryOf(file, mutation)(exported, require, clock, clock, math);
		return exported;
	};
	const { Deduplication } = load(START) as typeof built;
	const context = contextOf(store, schedule, name);
	return {
		name,
		startRun: (over = new AbortController().signal) => new Deduplication(context, over),
	};
}

/** Anything else that is asked of n8n throws. */
function contextOf(store: Store, schedule: Schedule, name: string): IExecuteFunctions {
	const where = { workflow: { id: WORKFLOW, active: true }, node: { id: NODE } } as never;
	const gate = schedule.gateOf(name);
	const { helper } = store;
	const helpers: Partial<IExecuteFunctions['helpers']> = {
		checkProcessedAndRecord: async (items, scope, options) =>
			await store.through(
				gate,
				async () => await helper.checkProcessedAndRecord(items, scope, where, options),
			),
		removeProcessed: async (items, scope, options) =>
			await store.through(
				gate,
				async () => await helper.removeProcessed(items, scope, where, options),
			),
		clearAllProcessedItems: async (scope, options) =>
			await store.through(
				gate,
				async () => await helper.clearAllProcessedItems(scope, where, options),
			),
		getProcessedDataCount: async (scope, options) =>
			await store.through(
				gate,
				async () => await helper.getProcessedDataCount(scope, where, options),
			),
	};
	return {
		helpers,
		getWorkflow: () => ({ id: WORKFLOW }),
		getNode: () => ({ id: NODE }),
	} as unknown as IExecuteFunctions;
}
