import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Account } from '../api/account';
import { InvalidInput } from '../invalidInput';
import { writtenParts } from '../sessionMessage/parameters';
import { type Checked, checkAll, type Setup, setUp } from './check';
import { conclude } from './conclude';
import { Deduplication } from './deduplication/deduplication';
import type { Draft } from './draft';
import { fingerprintOf } from './fingerprint';
import { doInLanes } from './lanes';
import { Ledger } from './ledger';
import { isFailed, type Result, type Run, send } from './send';
import { afterEarlierCalls, takeTicket, type Ticket } from './toolCalls';
import { Turns } from './turns';

/**
 * Sends the messages of all items: checks every item first, then sends, in order per contact and
 * side by side across contacts.
 *
 * @returns one output item per input item, in the same order
 * @throws NodeOperationError or NodeApiError of the first failed item, unless the node continues
 */
export async function deliver(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	if (!isTool(context)) return await deliverAll(context);
	const ticket = takeTicket(context.getContext('node'));
	try {
		return await deliverAll(context, ticket);
	} finally {
		ticket.pass();
	}
}

/** @param ticket of a tool's call */
async function deliverAll(
	context: IExecuteFunctions,
	ticket?: Ticket,
): Promise<INodeExecutionData[]> {
	const count = context.getInputData().length;
	const ledger = openLedger(context);
	const setup = await setUp(context, count);
	if (setup instanceof InvalidInput) {
		const checked = Array.from({ length: count }, () => setup);
		return end(context, undefined, ledger, checked, recallUnreadable(ledger, checked));
	}

	const checked = await checkAll(context, setup, count);
	const earlier = recallUnreadable(ledger, checked);
	const isReady = (entry: Checked, itemIndex: number) =>
		!(entry instanceof InvalidInput) || earlier.get(itemIndex)?.outcome === 'sent';
	const mayStart = checked.every(isReady) || context.continueOnFail();
	const results = mayStart ? await sendAll(context, setup, ledger, checked, ticket) : [];
	return end(context, setup.first, ledger, checked, new Map([...earlier, ...results]));
}

/** @returns what earlier tries know of the items that cannot be sent now, by item index */
function recallUnreadable(
	ledger: Ledger,
	checked: readonly Checked[],
): ReadonlyMap<number, Result> {
	const known = new Map<number, Result>();
	checked.forEach((entry, itemIndex) => {
		if (!(entry instanceof InvalidInput)) return;
		// A file that is gone was not edited away: whoever corrects another item's text keeps this one.
		const isFile = entry.parameter === 'Input Data Field Name';
		const verdict = ledger.recallUnreadable(
			itemIndex,
			isFile ? ['attachment', 'fileName'] : undefined,
		);
		if (verdict && verdict.outcome !== 'notSent') known.set(itemIndex, verdict);
	});
	return known;
}

function end(
	context: IExecuteFunctions,
	account: Account | undefined,
	ledger: Ledger,
	checked: readonly Checked[],
	results: ReadonlyMap<number, Result>,
): INodeExecutionData[] {
	const output = conclude(context, account, checked, results);
	// Only what failed has an error beside its fields.
	const isAllSent =
		output.length === checked.length && output.every(({ error }) => error === undefined);
	if (isAllSent && !isTakenForFailure(output)) ledger.clear();
	return output;
}

/**
 * Retry On Fail runs a node again when its first item has an `error` (WorkflowExecute in n8n-core,
 * 1.123.81 and 2.41.1), which the message of a reply may have as well.
 */
function isTakenForFailure([first]: readonly INodeExecutionData[]): boolean {
	const error = first?.json.error ?? false;
	return error !== false;
}

/** @returns the results of what was started, by item index */
async function sendAll(
	context: IExecuteFunctions,
	{ maxConcurrency, minInterval }: Setup,
	ledger: Ledger,
	checked: readonly Checked[],
	ticket: Ticket | undefined,
): Promise<ReadonlyMap<number, Result>> {
	const results = new Map<number, Result>();
	const stopped = context.getExecutionCancelSignal();
	const halt = new AbortController();
	const over = stopped ? AbortSignal.any([stopped, halt.signal]) : halt.signal;
	const run: Run = {
		context,
		ledger,
		deduplication: new Deduplication(context, over),
		stopped,
		over,
		turns: new Turns(minInterval, maxConcurrency, over),
	};
	const drafts = checked.filter((entry): entry is Draft => !(entry instanceof InvalidInput));
	const pace = { atOnce: maxConcurrency, goOn: () => !over.aborted };
	await doInLanes(drafts, pace, async (draft) => {
		const result = ticket ? await sendCall(run, draft, ticket) : await send(run, draft);
		if (result === undefined) return;
		results.set(draft.itemIndex, result);
		if (isFailed(result) && !context.continueOnFail()) halt.abort();
	});
	return results;
}

async function sendCall(run: Run, draft: Draft, ticket: Ticket): Promise<Result | undefined> {
	await ticket.before;
	const execution = run.context.getContext('node');
	const call = afterEarlierCalls(
		execution,
		draft.lane,
		run.over,
		async () => await send(run, draft),
	);
	ticket.pass();
	return await call;
}

function openLedger(context: IExecuteFunctions): Ledger {
	const written = fingerprintOf({ ...writtenParts(context) });
	const run = isTool(context) ? 'tool' : Number(context.getWorkflowDataProxy(0).$runIndex);
	return new Ledger(context.getContext('node'), run, written, context.getInputData()[0]?.json);
}

/** n8n makes the tool of a node a type of its own, `iSlashTool`. */
function isTool(context: IExecuteFunctions): boolean {
	return context.getNode().type.endsWith('Tool');
}
