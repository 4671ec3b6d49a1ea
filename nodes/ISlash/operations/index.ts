import type { INodeProperties } from 'n8n-workflow';

import { loadOptionsOf, searchOf } from '../fields/picker';
import { addLabel, removeLabel } from './contact/changeLabel';
import { getManyContacts } from './contact/getMany';
import { getManyLabels } from './label/getMany';
import { labels, labelsByText } from './label/labels';
import type { Operation, Resource } from './operation';
import { sendSessionMessage } from './sessionMessage/send';
import { sendAndWait } from './sessionMessage/sendAndWait';
import { getManyStickers } from './sticker/getMany';
import { stickers } from './sticker/stickers';
import { getManyTemplates } from './templateMessage/getMany';
import { scheduleTemplateMessage } from './templateMessage/schedule';
import { sendTemplateMessage } from './templateMessage/send';
import { templates } from './templateMessage/templates';
import { getTemplateVariables } from './templateMessage/variableFields';

/** All resources and operations of the node. A new operation is one line here. */
export const resources: readonly Resource[] = [
	{ name: 'Contact', value: 'contact', operations: [addLabel, getManyContacts, removeLabel] },
	{ name: 'Label', value: 'label', operations: [getManyLabels] },
	{
		name: 'Session Message',
		value: 'sessionMessage',
		operations: [sendSessionMessage, sendAndWait],
	},
	{ name: 'Sticker', value: 'sticker', operations: [getManyStickers] },
	{
		name: 'Template Message',
		value: 'templateMessage',
		operations: [getManyTemplates, scheduleTemplateMessage, sendTemplateMessage],
	},
];

/** The methods that fill the lists of the editor, by the names in the fields. */
export const methods = {
	listSearch: {
		searchLabels: searchOf(labelsByText),
		searchStickers: searchOf(stickers),
		searchTemplates: searchOf(templates),
	},
	loadOptions: { getLabels: loadOptionsOf(labels) },
	resourceMapping: { getTemplateVariables },
};

/** The webhooks of an execution that waits for a response, and the function that answers them. */
export { answerQuestion, answerWebhooks } from './sessionMessage/answer';

const DEFAULT = 'sessionMessage';

/** @returns the operation that a node's parameters name; `undefined` if it does not exist */
export function findOperation(resource: unknown, operation: unknown): Operation | undefined {
	const { operations = [] } = resources.find(({ value }) => value === resource) ?? {};
	return operations.find(({ value }) => value === operation);
}

/**
 * All parameters of the node, in the order the editor shows them. Saved workflows contain their names
 * and values.
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
	const { value: first } = operations.find(({ value }) => value === 'send') ?? operations[0];
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
