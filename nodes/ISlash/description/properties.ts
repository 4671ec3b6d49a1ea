import type { INodeProperties } from 'n8n-workflow';

import { attachment } from './attachment';
import { options } from './options';
import { showForSend } from './show';

/**
 * All parameters of the node, in the order the editor shows them. Their names and values stand in
 * saved workflows.
 *
 * @see https://docs.n8n.io/integrations/creating-nodes/build/reference/ux-guidelines/
 */
export const properties: INodeProperties[] = [
	{
		displayName: 'Resource',
		name: 'resource',
		type: 'options',
		noDataExpression: true,
		options: [{ name: 'Session Message', value: 'sessionMessage' }],
		default: 'sessionMessage',
	},
	{
		displayName: 'Operation',
		name: 'operation',
		type: 'options',
		noDataExpression: true,
		displayOptions: { show: { resource: ['sessionMessage'] } },
		options: [
			{
				name: 'Send',
				value: 'send',
				action: 'Send session message',
				description:
					'Write to a contact who has an open session: a text, a file, a sticker or a reply',
			},
		],
		default: 'send',
	},
	{
		displayName: 'Contact Number',
		name: 'identity',
		type: 'string',
		required: true,
		default: '',
		placeholder: 'e.g. 85256872847',
		description:
			'The contact to write to: country code and number. Spaces, dashes, brackets and a leading + or 00 are taken away.',
		hint: 'With the country code',
		displayOptions: showForSend,
	},
	{
		displayName: 'Text',
		name: 'text',
		type: 'string',
		typeOptions: { rows: 4 },
		default: '',
		placeholder: 'e.g. Your order is on its way',
		description:
			'What to write. With a file it is the caption. Optional when there is an attachment.',
		displayOptions: showForSend,
	},
	...attachment,
	options,
];
