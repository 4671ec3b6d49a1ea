import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import {
	type NodeError,
	notSent,
	type Problem,
	toErrorItem,
	toNodeError,
	toStoppedError,
} from '../errors/nodeErrors';
import { redact } from '../errors/redact';
import { isFailed, type Result } from './attempt';
import type { Checked } from './draft';

/**
 * Turns the results of the items into output items.
 *
 * @param checked per input item, the message or why there is none
 * @param results what became of the messages, now or in an earlier try, by item index
 * @returns one item per input item, in the same order, each paired with its own
 * @throws NodeOperationError or NodeApiError for the first failed item, unless the node continues
 * @throws NodeOperationError when the execution was stopped before every item was sent
 */
export function toOutputItems(
	context: IExecuteFunctions,
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
	if (!context.continueOnFail()) throwFirst(context, checked, outcomes);

	return outcomes.flatMap((result, itemIndex) => {
		if (result === undefined) return [];
		if (!isFailed(result)) return [{ json: jsonOf(result), pairedItem: { item: itemIndex } }];
		const secrets = secretsOf(checked[itemIndex]);
		const problem = { ...result, remark: remarkOnMessage(checked[itemIndex], result) };
		const error = toNodeError(context.getNode(), itemIndex, problem, secrets);
		const fields = context.getInputData()[itemIndex]?.json ?? {};
		return [toErrorItem(error, itemIndex, { ...fields, ...factsOf(error, result, secrets) })];
	});
}

/** Added to the error of an invalid item. "In this try": earlier tries may have sent other items. */
const NOTHING_SENT = 'All items are checked first: no message was sent in this try.';

/** The error names the first failed item. Other results of the run are remembered, not reported. */
function throwFirst(
	context: IExecuteFunctions,
	checked: readonly Checked[],
	outcomes: ReadonlyArray<Result | undefined>,
): void {
	const itemIndex = outcomes.findIndex((result) => result !== undefined && isFailed(result));
	const failed = outcomes[itemIndex];
	if (failed === undefined || !isFailed(failed)) return;
	const entry = checked[itemIndex];
	const remark =
		entry instanceof InvalidInput ? remarkOnInput(entry, failed) : remarkOnMessage(entry, failed);
	throw toNodeError(context.getNode(), itemIndex, { ...failed, remark }, secretsOf(entry));
}

/** None for an invalid item: secrets were removed from its texts before. */
function secretsOf(entry: Checked): readonly string[] {
	return entry instanceof InvalidInput ? [] : entry.secrets;
}

/** What to add to the error of a failed message. */
function remarkOnMessage(entry: Checked, { remark }: Problem): string {
	const ofMessage = entry instanceof InvalidInput ? undefined : entry.remark;
	return [remark, ofMessage].filter(Boolean).join(' ');
}

/** What to add to the error of an invalid item. */
function remarkOnInput(input: InvalidInput, failed: Problem): string {
	if (failed.reason === 'invalidInput') return NOTHING_SENT;
	return `As it is now, the item cannot be sent again: ${input.message}. ${input.remedy}`;
}

function jsonOf(result: Exclude<Result, Problem>): IDataObject {
	return result.outcome === 'sent' ? result.json : { ...result };
}

/** The fields of a failed item. They replace input fields with the same names. */
function factsOf(error: NodeError, failed: Problem, secrets: readonly string[]): IDataObject {
	const facts = { error: error.message, outcome: failed.outcome };
	if (failed.reason === 'invalidInput') return facts;
	const { status, refusal, networkCode } = failed;
	const code = refusal?.code ?? networkCode;
	const traceId = refusal?.traceId;
	return {
		...facts,
		...(status === undefined ? {} : { httpCode: status.toString() }),
		...(code === undefined ? {} : { code: redact(code, secrets) }),
		...(traceId === undefined ? {} : { traceId: redact(traceId, secrets) }),
	};
}
