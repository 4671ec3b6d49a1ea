import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { ItemAccount } from '../api/account';
import type { JsonObject } from '../api/envelope';
import { judge } from '../api/outcome';
import { pause } from '../api/pause';
import { request } from '../api/request';
import { waitBeforeRepeat } from '../api/retry';
import type { Failure } from '../errors/failure';
import { InvalidInput } from '../errors/invalidInput';
import { toRequestError } from '../errors/nodeErrors';
import type { ReadOperation, ReadRequest } from './operation';

/** What an item asks for, and with whose account. */
interface ReadTask extends ReadRequest, ItemAccount {}

/** Milliseconds for one request, and how often it is made again: asking twice does no harm. */
const TIMEOUT = 60_000;
const MAX_RETRIES = 2;

/**
 * Asks for the records of every item, one item after another.
 *
 * @returns one item per record, paired with the item that asked for it
 * @throws NodeOperationError or NodeApiError of the first failed item, unless the node continues
 */
export async function read(
	context: IExecuteFunctions,
	operation: ReadOperation,
	tasks: ReadonlyArray<ReadTask | InvalidInput>,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	for (const [itemIndex, task] of tasks.entries()) {
		const records =
			task instanceof InvalidInput ? task : await readRecords(context, operation, task);
		if (isList(records)) {
			const limit = task instanceof InvalidInput ? undefined : task.limit;
			for (const json of records.slice(0, limit)) {
				output.push({ json: { ...json } as IDataObject, pairedItem: { item: itemIndex } });
			}
			continue;
		}
		const secrets = task instanceof InvalidInput ? [] : task.secrets;
		const what = `The ${operation.plural} could not be loaded`;
		const error = toRequestError(context.getNode(), records, what, secrets, itemIndex);
		if (!context.continueOnFail()) throw error;
		output.push({ json: { error: error.message }, error, pairedItem: { item: itemIndex } });
	}
	return output;
}

function isList(
	records: readonly JsonObject[] | Failure | InvalidInput,
): records is readonly JsonObject[] {
	return Array.isArray(records);
}

async function readRecords(
	context: IExecuteFunctions,
	{ records }: ReadOperation,
	task: ReadTask,
): Promise<readonly JsonObject[] | Failure> {
	const stopped = context.getExecutionCancelSignal();
	for (let tries = 1; ; tries++) {
		const limits = { timeout: TIMEOUT, stopped };
		const exchange = await request(context, task.account, task.request, limits);
		const verdict = judge(exchange, (envelope) => (records(envelope) ? 'accepted' : 'nothing'));
		if (verdict.outcome === 'accepted') return records(verdict.envelope) ?? [];
		const wait = stopped?.aborted ? undefined : waitBeforeRepeat(verdict, tries, MAX_RETRIES);
		if (wait === undefined) return verdict;
		await pause(wait, stopped);
	}
}
