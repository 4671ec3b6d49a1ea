import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import { contactNumber, formatContactNumber, readContactNumber } from '../../fields/contactNumber';
import type { ItemReader } from '../../fields/reader';
import { optionsOf, sessionKey } from '../../fields/sendingOptions';
import { locatorValue, toText } from '../../fields/values';
import type { RepeatableOperation } from '../operation';

const label: INodeProperties = {
	displayName: 'Label',
	name: 'label',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'A label that exists in iSlash',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a label...',
			typeOptions: { searchListMethod: 'searchLabels', searchable: true },
		},
		{ displayName: 'By Name', name: 'text', type: 'string', placeholder: 'e.g. Paid' },
	],
};

type Texts = Pick<RepeatableOperation, 'name' | 'value' | 'action' | 'description' | 'failed'>;

/**
 * An operation that adds or removes a label. The API takes the text of the label, and all values in
 * the query. The vendor does not say what happens with a label that does not exist.
 */
function changeLabel(method: 'POST' | 'DELETE', texts: Texts): RepeatableOperation {
	return {
		kind: 'repeatable',
		...texts,
		fields: [contactNumber, label, optionsOf([formatContactNumber, sessionKey])],
		read: (item, session) => {
			const query = { session, identity: readContactNumber(item), label: readLabel(item) };
			return {
				request: { method, path: '/chat-label', query },
				records: () => [{ success: true }],
			};
		},
	};
}

export const addLabel = changeLabel('POST', {
	name: 'Add Label',
	value: 'addLabel',
	action: 'Add label to contact',
	description: 'Put a label on a contact',
	failed: 'The label could not be added',
});

export const removeLabel = changeLabel('DELETE', {
	name: 'Remove Label',
	value: 'removeLabel',
	action: 'Remove label from contact',
	description: 'Take a label off a contact',
	failed: 'The label could not be removed',
});

function readLabel(item: ItemReader): string {
	const text = toText(label.displayName, locatorValue(item.value(label)))?.trim() ?? '';
	if (text !== '') return text;
	throw new InvalidInput(
		label.displayName,
		'is empty',
		'Pick a label from the list or enter its name. If it is an expression, check that the field has a value for this item.',
	);
}
