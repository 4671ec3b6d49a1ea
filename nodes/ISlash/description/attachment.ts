import type { INodeProperties } from 'n8n-workflow';

import { showForAttachment, showForSend } from './show';

/**
 * What can go along with the text, or instead of it. None of the fields is `required`: while
 * 'Attachment' is an expression n8n shows them all, and would insist on all of them being filled in.
 * The node itself insists on the one that is needed.
 */
export const attachment: INodeProperties[] = [
	{
		displayName: 'Attachment',
		name: 'attachment',
		type: 'options',
		options: [
			{
				name: 'File From Input',
				value: 'binaryFile',
				description: 'A file that an earlier node puts out, such as an upload or a download',
			},
			{
				name: 'File From URL',
				value: 'fileUrl',
				description: 'A file on the web that everybody can open',
			},
			{ name: 'None', value: 'none', description: 'Only the text' },
			{ name: 'Sticker', value: 'sticker', description: 'One of the stickers that iSlash offers' },
		],
		default: 'none',
		description: 'What to send along with the text, or instead of it',
		displayOptions: showForSend,
	},
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		placeholder: 'e.g. data',
		description: 'The name of the input field that holds the file to send',
		hint: 'The Binary tab of the input shows it',
		displayOptions: showForAttachment('binaryFile'),
	},
	{
		displayName: 'File URL',
		name: 'fileUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://example.com/image.png',
		description:
			'The whole address of the file. It must be open to everybody, as iSlash fetches it.',
		displayOptions: showForAttachment('fileUrl'),
	},
	{
		displayName: 'Sticker',
		name: 'stickerId',
		type: 'resourceLocator',
		default: { mode: 'list', value: '' },
		description: 'The sticker to send',
		modes: [
			{
				displayName: 'From List',
				name: 'list',
				type: 'list',
				placeholder: 'Select a sticker...',
				typeOptions: { searchListMethod: 'searchStickers', searchable: true },
			},
			{
				displayName: 'By ID',
				name: 'id',
				type: 'string',
				placeholder: 'e.g. 66',
			},
		],
		displayOptions: showForAttachment('sticker'),
	},
];
