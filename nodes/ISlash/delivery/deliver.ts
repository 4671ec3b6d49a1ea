import type { IContextObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { isFailed, type Result, type Run, send } from './attempt';
import { Deduplication } from './deduplication/deduplication';
import type { Checked, Draft, Pace } from './draft';
import { Ledger } from './ledger';
import { toOutputItems } from './outputItems';
import { Pacing } from './pacing';
import { afterEarlierCalls, doInQueues } from './queue';

/**
 * Sends the messages of all items: to one contact in order, to different contacts at the same time.
 * Sends nothing when an item is invalid, unless the node continues.
 *
 * @param checked per input item, its message or why there is none
 * @param pace how quickly messages go, or why that cannot be read: then no message is sent
 * @returns one output item per input item, in the same order
 * @throws NodeOperationError or NodeApiError for the first failed item, unless the node continues
 */
export async function deliver(
	context: IExecuteFunctions,
	checked: readonly Checked[],
	pace: Pace | InvalidInput,
): Promise<INodeExecutionData[]> {
	const execution = contextOf(context);
	const run = isTool(context) ? 'tool' : Number(context.getWorkflowDataProxy(0).$runIndex);
	const ledger = new Ledger(execution, run);
	const entries = pace instanceof InvalidInput ? checked.map(() => pace) : checked;
	const earlier = recallInvalid(ledger, entries);
	const isReady = (entry: Checked, itemIndex: number) =>
		!(entry instanceof InvalidInput) || earlier.get(itemIndex)?.outcome === 'sent';
	const mayStart = entries.every(isReady) || context.continueOnFail();
	const results = mayStart ? await sendAll(context, execution, ledger, { entries, pace }) : [];

	const output = toOutputItems(context, entries, new Map([...earlier, ...results]));
	// Only failed items have an error beside their fields.
	const isAllSent =
		output.length === entries.length && output.every(({ error }) => error === undefined);
	if (isAllSent && !isTakenForFailure(output)) ledger.clear();
	return output;
}

/**
 * n8n's memory for this node, which all runs of the node in an execution share. n8n's own agents run a
 * single node outside of an execution: there n8n has no such memory and throws.
 */
function contextOf(context: IExecuteFunctions): IContextObject {
	try {
		return context.getContext('node');
	} catch {
		return {};
	}
}

/** As a tool, the node has a type of its own, `iSlashTool`. */
function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}

/** @returns the results of earlier tries for items that are invalid now, by item index */
function recallInvalid(ledger: Ledger, checked: readonly Checked[]): ReadonlyMap<number, Result> {
	const known = new Map<number, Result>();
	checked.forEach((entry, itemIndex) => {
		const verdict = entry instanceof InvalidInput ? ledger.recall(itemIndex).verdict : undefined;
		if (verdict) known.set(itemIndex, verdict);
	});
	return known;
}

/**
 * Retry On Fail runs a node again when its first item has an `error` (WorkflowExecute in n8n-core,
 * 1.123.81 and 2.41.1). The message in iSlash's answer may have a field of that name too.
 */
function isTakenForFailure([first]: readonly INodeExecutionData[]): boolean {
	const error = first?.json.error ?? false;
	return error !== false;
}

interface Work {
	readonly entries: readonly Checked[];
	readonly pace: Pace | InvalidInput;
}

/** @returns the results of the messages that were started, by item index */
async function sendAll(
	context: IExecuteFunctions,
	execution: IContextObject,
	ledger: Ledger,
	{ entries, pace }: Work,
): Promise<ReadonlyMap<number, Result>> {
	const results = new Map<number, Result>();
	if (pace instanceof InvalidInput) return results;
	const halt = new AbortController();
	const run = beginRun(context, execution, ledger, pace, halt.signal);
	const drafts = entries.filter((entry): entry is Draft => !(entry instanceof InvalidInput));
	const flow = { atOnce: pace.maxConcurrency, goOn: () => !run.over.aborted };
	await doInQueues(drafts, flow, async (draft) => {
		let goesOn = false;
		try {
			const result = await sendInTurn(run, execution, draft);
			if (result) results.set(draft.itemIndex, result);
			goesOn = !result || !isFailed(result) || context.continueOnFail();
		} finally {
			// Also when something threw: nothing new is started then.
			if (!goesOn) halt.abort();
		}
	});
	return results;
}

function beginRun(
	context: IExecuteFunctions,
	execution: IContextObject,
	ledger: Ledger,
	{ minInterval }: Pace,
	halted: AbortSignal,
): Run {
	const stopped = context.getExecutionCancelSignal();
	const over = stopped ? AbortSignal.any([stopped, halted]) : halted;
	const deduplication = new Deduplication(context, over);
	const pacing = Pacing.of(execution);
	return { context, ledger, deduplication, stopped, over, pacing, minInterval };
}

async function sendInTurn(
	run: Run,
	execution: IContextObject,
	draft: Draft,
): Promise<Result | undefined> {
	if (!isTool(run.context)) return await send(run, draft);
	const { contact } = draft;
	return await afterEarlierCalls(execution, contact, run.over, async () => await send(run, draft));
}
