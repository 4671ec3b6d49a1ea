import type { IDataObject, INodeExecutionData } from 'n8n-workflow';

import type { NodeError } from './nodeErrors';

/**
 * The output item of a failed item, for workflows that continue: the fields of its input, and what
 * became of it.
 *
 * n8n sends an item to the error output by its `error`, and then replaces the `json` of every item
 * that has one by `{ error: message }`, in both modes of continuing (normalizeNodeErrors in
 * n8n-core's workflow-execute, 1.123.81 and 2.41.1). What a workflow needs to decide on would be
 * lost, so the item puts it back when it is replaced, and is an ordinary item from then on.
 */
export function toErrorItem(
	error: NodeError,
	itemIndex: number,
	json: IDataObject,
): INodeExecutionData {
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
