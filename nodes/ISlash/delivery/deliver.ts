import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type Account, readAccount } from '../api/account';
import { InvalidInput } from '../invalidInput';
import {
	itemsOfExpressions,
	readRunParameters,
	type RunParameters,
	writtenParameters,
} from '../sessionMessage/parameters';
import { conclude } from './conclude';
import { Deduplication } from './deduplication';
import { type Draft, fingerprinted, prepare } from './draft';
import { doInLanes } from './lanes';
import { digest, Ledger } from './ledger';
import { isFailed, type Result, type Run, send } from './send';
import { Turns } from './turns';

/** What one run of the node needs before it can look at its items. */
interface Setup extends RunParameters {
	readonly account: Account;
}

/** How many items are checked at the same time: a check waits for n8n's store when there is a file. */
const CHECKED_AT_ONCE = 50;

/**
 * Sends the messages of all items: checks every item first, then sends, in order per contact and
 * side by side across contacts.
 *
 * @returns one output item per input item, in the same order
 * @throws NodeOperationError or NodeApiError of the first failed item, unless the node continues
 */
export async function deliver(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	const count = context.getInputData().length;
	const setup = await setUp(context);
	if (setup instanceof InvalidInput) {
		return conclude(
			context,
			undefined,
			Array.from({ length: count }, () => setup),
			new Map(),
		);
	}

	const checked = await checkAll(context, setup.account, count);
	const drafts = checked.filter((entry): entry is Draft => !(entry instanceof InvalidInput));
	const mayStart = drafts.length === count || context.continueOnFail();
	const results = mayStart ? await sendAll(context, setup, drafts, count) : new Map();
	return conclude(context, setup.account, checked, results);
}

async function setUp(context: IExecuteFunctions): Promise<Setup | InvalidInput> {
	const account = await orInvalidInput('Credential', () => readAccount(context));
	if (account instanceof InvalidInput) return account;
	return await orInvalidInput('Options', async () => ({ account, ...readRunParameters(context) }));
}

async function checkAll(
	context: IExecuteFunctions,
	account: Account,
	count: number,
): Promise<ReadonlyArray<Draft | InvalidInput>> {
	const items = itemsOfExpressions(context);
	const check = async (itemIndex: number) =>
		await orInvalidInput('Parameters', () =>
			prepare(context, account, itemIndex, items[itemIndex]?.json),
		);
	const checked: Array<Draft | InvalidInput> = [];
	while (checked.length < count) {
		const length = Math.min(CHECKED_AT_ONCE, count - checked.length);
		const next = Array.from({ length }, (_, place) => check(checked.length + place));
		checked.push(...(await Promise.all(next)));
	}
	return checked;
}

/** @returns the results of what was started, by item index */
async function sendAll(
	context: IExecuteFunctions,
	{ account, maxConcurrency, minInterval }: Setup,
	drafts: readonly Draft[],
	count: number,
): Promise<ReadonlyMap<number, Result>> {
	const results = new Map<number, Result>();
	const stopped = context.getExecutionCancelSignal();
	const halt = new AbortController();
	const over = stopped ? AbortSignal.any([stopped, halt.signal]) : halt.signal;
	const run: Run = {
		context,
		account,
		ledger: await openLedger(context),
		deduplication: new Deduplication(context, over),
		stopped,
		over,
		turns: new Turns(minInterval, maxConcurrency, over),
	};
	const pace = { atOnce: maxConcurrency, goOn: () => !over.aborted };
	await doInLanes(drafts, pace, async (draft) => {
		const result = await send(run, await fingerprinted(draft));
		if (result === undefined) return;
		results.set(draft.itemIndex, result);
		if (isFailed(result) && !context.continueOnFail()) halt.abort();
	});
	if (results.size === count && ![...results.values()].some(isFailed)) run.ledger.clear();
	return results;
}

async function openLedger(context: IExecuteFunctions): Promise<Ledger> {
	const parameters = await digest(writtenParameters(context));
	// n8n makes the tool of a node a type of its own, `iSlashTool`.
	const isTool = context.getNode().type.endsWith('Tool');
	const run = isTool ? 'tool' : Number(context.getWorkflowDataProxy(0).$runIndex);
	return new Ledger(context.getContext('node'), run, parameters);
}

async function orInvalidInput<T>(label: string, read: () => Promise<T>): Promise<T | InvalidInput> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof InvalidInput) return error;
		// n8n itself could not read it: an expression that fails, a credential that is not chosen.
		const said = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
		return new InvalidInput(
			label,
			`could not be read: ${said}`,
			'Check the credential and the expressions of this node.',
		);
	}
}
