import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ItemAccount } from '../api/account';
import type { JsonObject } from '../api/envelope';
import { judge, type Verdict } from '../api/outcome';
import { pause } from '../api/pause';
import { request } from '../api/request';
import { waitBeforeRepeat } from '../api/retry';
import type { Failure } from '../errors/failure';
import { InvalidInput } from '../errors/invalidInput';
import { toErrorItem, toRequestError } from '../errors/nodeErrors';
import type { RepeatableOperation, RepeatableRequest, Step } from './operation';

/** What an item asks for, and its account. */
interface Task extends RepeatableRequest, ItemAccount {}

/** Milliseconds for one request, and how often a failed request is repeated. */
const TIMEOUT = 60_000;
const MAX_RETRIES = 2;

/** The largest number of pages of one list: no workflow handles 150,000 contacts, 30 on a page. */
const MOST_PAGES = 5_000;

/**
 * Does what the items ask for, one item after another.
 *
 * @returns one item per record, paired with the item that asked for it
 * @throws NodeOperationError or NodeApiError for the first failed item, unless the node continues
 */
export async function repeatable(
	context: IExecuteFunctions,
	{ failed }: RepeatableOperation,
	tasks: ReadonlyArray<Task | InvalidInput>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const [itemIndex, task] of tasks.entries()) {
		const records = task instanceof InvalidInput ? task : await collect(context, task);
		if (isList(records)) {
			for (const json of records) {
				// It came as JSON, which is all that IDataObject asks for.
				output.push({ json: { ...json } as IDataObject, pairedItem: { item: itemIndex } });
			}
			continue;
		}
		const secrets = task instanceof InvalidInput ? [] : task.secrets;
		const error = toRequestError(context.getNode(), records, failed, secrets, itemIndex);
		if (!context.continueOnFail()) throw error;
		const fields = context.getInputData()[itemIndex]?.json ?? {};
		output.push(toErrorItem(error, itemIndex, { ...fields, error: error.message }));
	}
	return output;
}

function isList(
	records: readonly JsonObject[] | Failure | InvalidInput,
): records is readonly JsonObject[] {
	return Array.isArray(records);
}

/**
 * The records of all steps, up to the limit. Pages shift when somebody changes the list meanwhile, so a
 * record that comes twice counts once.
 */
async function collect(
	context: IExecuteFunctions,
	task: Task,
): Promise<readonly JsonObject[] | Failure | InvalidInput> {
	const { limit = Infinity } = task;
	const collected = new Map<unknown, JsonObject>();
	let step: Step | undefined = task;
	for (let pages = 1; step !== undefined && collected.size < limit; pages++) {
		const verdict = await ask(context, task, step);
		if (verdict.outcome !== 'accepted') return verdict;
		const records = step.records(verdict.envelope) ?? [];
		const known = collected.size;
		for (const record of records) collected.set(record.id ?? record, record);
		const isRepeated = pages > 1 && records.length > 0 && collected.size === known;
		if (isRepeated || pages > MOST_PAGES) return endless(task.limit);
		const next: Step | InvalidInput | undefined = step.next?.(verdict.envelope);
		if (next instanceof InvalidInput) return next;
		step = next;
	}
	return [...collected.values()].slice(0, limit);
}

async function ask(context: IExecuteFunctions, task: ItemAccount, step: Step): Promise<Verdict> {
	const stopped = context.getExecutionCancelSignal();
	for (let tries = 1; ; tries++) {
		const limits = { timeout: TIMEOUT, stopped };
		const exchange = await request(context, task.account, step.request, limits);
		const verdict = judge(exchange, (body) => (step.records(body) ? 'accepted' : 'nothing'));
		if (verdict.outcome === 'accepted') return verdict;
		const wait = stopped?.aborted ? undefined : waitBeforeRepeat(verdict, tries, MAX_RETRIES);
		if (wait === undefined) return verdict;
		await pause(wait, stopped);
	}
}

function endless(limit: number | undefined): InvalidInput {
	return new InvalidInput(
		limit === undefined ? 'Return All' : 'Limit',
		'asks for more pages than the list can have: iSlash repeats a page, or its pages do not end',
		"Report this to iSlash. Until it is corrected, turn off 'Return All' and lower 'Limit' until the list loads.",
	);
}
