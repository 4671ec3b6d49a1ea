import type { INodeProperties } from 'n8n-workflow';

import { messageFields } from './messageFields';
import { showForSend } from './show';

/** What most users never need to open. Alphabetical, as n8n wants it. */
export const options: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: showForSend,
	options: [
		{
			displayName: 'Deduplication Key',
			name: 'deduplicationKey',
			type: 'string',
			default: '',
			placeholder: 'e.g. order-1024-shipped',
			description:
				'A message with a key that this node has already sent is not sent again, in any later execution. Use something that names the event, such as an order number. An empty key protects nothing.',
			hint: 'Only one message with the same key is sent',
		},
		{
			displayName: 'File Name',
			name: 'fileName',
			type: 'string',
			default: '',
			placeholder: 'e.g. invoice.pdf',
			description: 'How the file is called in the chat, instead of the name it has in n8n',
			displayOptions: { show: { '/attachment': ['binaryFile'] } },
		},
		{
			displayName: 'Format Contact Number',
			name: 'formatIdentity',
			type: 'boolean',
			default: true,
			description:
				'Whether to take spaces, dashes, brackets and a leading + or 00 away and to insist on 5 to 20 digits. Turn off for contacts that are not phone numbers.',
		},
		{
			displayName: 'If Delivery Is Uncertain',
			name: 'whenUncertain',
			type: 'options',
			options: [
				{
					name: 'Send Again',
					value: 'sendAgain',
					description: 'A retry sends the message again, so that it may arrive twice',
				},
				{
					name: 'Stop',
					value: 'stop',
					description: 'A retry leaves the message alone, so that it may not arrive',
				},
			],
			default: 'stop',
			description:
				'What a retry does with a message that went off without an answer, such as after a timeout',
		},
		{
			displayName: 'Max Concurrent Messages',
			name: 'maxConcurrency',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
			default: 5,
			description:
				'How many contacts to write to at the same time. Messages to one contact always go one after another, in the order of the items. The value of the first item counts for all.',
		},
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
			default: 2,
			description:
				'How often to try again by itself. Only what certainly was not delivered is tried again.',
		},
		{
			displayName: 'Min Interval',
			name: 'minInterval',
			type: 'number',
			typeOptions: { minValue: 0, numberPrecision: 0 },
			default: 0,
			description:
				'How long to wait between the starts of two messages. The value of the first item counts for all.',
			hint: 'In milliseconds: 1000 is one second',
		},
		{
			displayName: 'Output',
			name: 'output',
			type: 'options',
			options: [
				{ name: 'Message', value: 'message', description: 'The whole message' },
				{
					name: 'Response',
					value: 'response',
					description: 'The whole answer of iSlash, with its meta data around the message',
				},
				{
					name: 'Selected Fields',
					value: 'selectedFields',
					description:
						"Only the ID and the fields chosen in 'Output Fields', which is an option of its own",
				},
				{
					name: 'Simplified',
					value: 'simplified',
					description: 'The most used fields only, which suits AI agents',
				},
			],
			default: 'message',
			description: 'How much of the sent message to put out',
		},
		{
			displayName: 'Output Fields',
			name: 'outputFields',
			type: 'multiOptions',
			options: messageFields,
			default: [],
			description: 'The fields of the message to put out. The ID is always among them.',
			displayOptions: { show: { output: ['selectedFields'] } },
		},
		{
			displayName: 'Quoted Message ID',
			name: 'quotedMessageId',
			type: 'string',
			default: '',
			placeholder: 'e.g. 9126',
			description: 'The ID of the message to reply to, which is quoted above the new one',
			hint: "The 'id' that an earlier iSlash node puts out",
		},
		{
			displayName: 'Session Key',
			name: 'sessionKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			description: 'The key of the channel to send through, instead of the one in the credential',
		},
		{
			displayName: 'Timeout',
			name: 'timeout',
			type: 'number',
			typeOptions: { minValue: 1, numberPrecision: 0 },
			default: 300000,
			description:
				'How long one request may take, from its start to the last byte of the answer. Each try has its own time.',
			hint: 'In milliseconds: 300000 is five minutes',
		},
	],
};
