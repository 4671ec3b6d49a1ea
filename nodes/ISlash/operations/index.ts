import type { INodeProperties } from 'n8n-workflow';

import { searchOf } from '../fields/picker';
import { getManyLabels } from './label/getMany';
import type { Operation, Resource } from './operation';
import { sendSessionMessage } from './sessionMessage/send';
import { getManyStickers } from './sticker/getMany';
import { stickerPicker } from './sticker/picker';

/** All that the node can do. A new operation is one line here. */
export const resources: readonly Resource[] = [
	{ name: 'Label', value: 'label', operations: [getManyLabels] },
	{ name: 'Session Message', value: 'sessionMessage', operations: [sendSessionMessage] },
	{ name: 'Sticker', value: 'sticker', operations: [getManyStickers] },
];

/** What fills the lists of the editor, by the names that fields give. */
export const listSearch = { searchStickers: searchOf(stickerPicker) };

const DEFAULT = 'sessionMessage';

/** @returns the operation that a node's parameters name; `undefined` when there is none such */
export function findOperation(resource: unknown, operation: unknown): Operation | undefined {
	const { operations = [] } = resources.find(({ value }) => value === resource) ?? {};
	return operations.find(({ value }) => value === operation);
}

/**
 * All parameters of the node, in the order the editor shows them. Their names and values stand in
 * saved workflows.
 *
 * @see https://docs.n8n.io/integrations/creating-nodes/build/reference/ux-guidelines/
 */
export function makeProperties(): INodeProperties[] {
	const resource: INodeProperties = {
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: resources.map(({ name, value }) => ({ name, value })),
		default: DEFAULT,
	};
	return [resource, ...resources.map(operationOf), ...resources.flatMap(fieldsOf)];
}

function operationOf({ value: resource, operations }: Resource): INodeProperties {
	const [{ value: first }] = operations;
	return {
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: [resource] } },
		options: operations.map(({ name, value, action, description }) => {
			return { name, value, action, description };
		}),
		default: first,
	};
}

function fieldsOf({ value: resource, operations }: Resource): INodeProperties[] {
	return operations.flatMap(({ value, fields }) =>
		fields.map((field) => ({
			...field,
			displayOptions: {
				...field.displayOptions,
				show: { resource: [resource], operation: [value], ...field.displayOptions?.show },
			},
		})),
	);
}
