import type { INodeProperties } from 'n8n-workflow';

import type { ItemReader } from './reader';
import { toBoolean, toWholeNumber } from './values';

const returnAll: INodeProperties = {
	displayName: 'Return All',
	name: 'returnAll',
	type: 'boolean',
	default: false,
	description: 'Whether to return all results or only up to a given limit',
};

const limit: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
	displayOptions: { show: { returnAll: [false] } },
};

/** 'Return All' and 'Limit', for every operation that gets many records. */
export const limitFields: readonly INodeProperties[] = [returnAll, limit];

/** @returns the largest number of records to put out; `undefined` for all */
export function readLimit(item: ItemReader): number | undefined {
	if (toBoolean(returnAll.displayName, item.value(returnAll), false)) return undefined;
	return toWholeNumber(limit.displayName, item.value(limit), 50, 1, Number.MAX_SAFE_INTEGER);
}
