import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { NodeError, Problem } from '../api/errors';
import { redact } from '../api/redact';

/**
 * The output item of a failed item, for workflows that continue.
 *
 * n8n sends an item to the error output by its `error`, and then replaces the `json` of every item
 * that has one by `{ error: message }`, in both modes of continuing (normalizeNodeErrors in
 * n8n-core's workflow-execute, 1.123.81 and 2.41.1). What a workflow needs to decide on would be
 * lost, so the item puts it back when it is replaced, and is an ordinary item from then on.
 */
export function toErrorItem(
	error: NodeError,
	failed: Problem,
	itemIndex: number,
	secrets: readonly string[],
): INodeExecutionData {
	const json = { error: error.message, outcome: failed.outcome, ...factsOf(failed, secrets) };
	const item: INodeExecutionData = {
		json,
		error,
		// As a number n8n keeps this very item; of one with an object it makes a copy without `json`.
		pairedItem: itemIndex,
	};
	return Object.defineProperty(item, 'json', {
		enumerable: true,
		configurable: true,
		get: () => json,
		set: (replacement: IDataObject) => {
			const value = { ...replacement, ...json };
			Object.defineProperty(item, 'json', { value, writable: true });
			item.pairedItem = { item: itemIndex };
		},
	});
}

function factsOf(failed: Problem, secrets: readonly string[]): IDataObject {
	if (failed.reason === 'invalidInput') return {};
	const { status, refusal, networkCode } = failed;
	const code = refusal?.code ?? networkCode;
	const traceId = refusal?.traceId;
	return {
		...(status === undefined ? {} : { httpCode: status.toString() }),
		...(code === undefined ? {} : { code: redact(code, secrets) }),
		...(traceId === undefined ? {} : { traceId: redact(traceId, secrets) }),
	};
}
