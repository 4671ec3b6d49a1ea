import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import type { Account } from '../api/account';
import { type Problem, toNodeError, toStoppedError } from '../api/errors';
import { redact } from '../api/redact';
import { InvalidInput } from '../invalidInput';
import { toJson, toOutput } from '../sessionMessage/output';
import type { Checked } from './check';
import { toErrorItem } from './errorItem';
import { isFailed, notSent, type Result } from './send';

/**
 * Turns what became of the items into what n8n gets.
 *
 * @param account whose secrets are kept out of what is said; none when it could not be read
 * @param checked per input item, the message or why there is none
 * @param results what became of the messages, now or in an earlier try, by item index
 * @returns one item per input item, in the same order, each paired with its own
 * @throws NodeOperationError or NodeApiError of the first failed item, unless the node continues
 * @throws NodeOperationError when the execution was stopped before every item was sent
 */
export function conclude(
	context: IExecuteFunctions,
	account: Account | undefined,
	checked: readonly Checked[],
	results: ReadonlyMap<number, Result>,
): INodeExecutionData[] {
	const outcomes = checked.map((entry, itemIndex) => {
		const result = results.get(itemIndex);
		return result ?? (entry instanceof InvalidInput ? notSent(entry) : undefined);
	});
	const isStopped = context.getExecutionCancelSignal()?.aborted === true;
	const isComplete = outcomes.every((result) => result !== undefined && !isFailed(result));
	if (isStopped && !isComplete) throw toStoppedError(context.getNode());
	if (!context.continueOnFail()) throwFirst(context, account, checked, outcomes);

	return outcomes.flatMap((result, itemIndex) => {
		const entry = checked[itemIndex];
		if (result === undefined) return [];
		if (isFailed(result)) return [errorItem(context, account, entry, result, itemIndex)];
		return [{ json: jsonOf(entry, result), pairedItem: { item: itemIndex } }];
	});
}

/** Said of an item that failed the check when the node stops: others may have been sent by earlier tries. */
const NOTHING_SENT = 'All items are checked first: no message was sent in this try.';

/** The item that failed is named; the others of the run are remembered, not reported. */
function throwFirst(
	context: IExecuteFunctions,
	account: Account | undefined,
	checked: readonly Checked[],
	outcomes: ReadonlyArray<Result | undefined>,
): void {
	const itemIndex = outcomes.findIndex((result) => result !== undefined && isFailed(result));
	const failed = outcomes[itemIndex];
	if (failed === undefined || !isFailed(failed)) return;
	const entry = checked[itemIndex];
	const secrets = secretsOf(account, entry);
	const error = toNodeError(context.getNode(), itemIndex, failed, secrets);
	if (entry instanceof InvalidInput)
		error.description = `${error.description} ${remarkOn(entry, failed, secrets)}`;
	throw error;
}

/** What else is to be said of an item that no message can be made of. */
function remarkOn(input: InvalidInput, failed: Problem, secrets: readonly string[]): string {
	if (failed.reason === 'invalidInput') return NOTHING_SENT;
	return `As it is now it could not be sent: ${redact(input.message, secrets)}. ${input.remedy}`;
}

function errorItem(
	context: IExecuteFunctions,
	account: Account | undefined,
	entry: Checked,
	failed: Problem,
	itemIndex: number,
): INodeExecutionData {
	const secrets = secretsOf(account, entry);
	const error = toNodeError(context.getNode(), itemIndex, failed, secrets);
	return toErrorItem(error, failed, itemIndex, secrets);
}

function jsonOf(entry: Checked, result: Exclude<Result, Problem>): INodeExecutionData['json'] {
	if (result.outcome === 'alreadySent') return { ...result };
	// An item that cannot be read any more does not say how much of the reply it wants either.
	const output = entry instanceof InvalidInput ? toOutput(undefined, []) : entry.output;
	return toJson(output, result.message, result.envelope) as INodeExecutionData['json'];
}

function secretsOf(account: Account | undefined, entry: Checked): readonly string[] {
	if (entry instanceof InvalidInput) return account ? [account.token, account.sessionKey] : [];
	return [entry.account.token, entry.account.sessionKey, entry.message.session];
}
