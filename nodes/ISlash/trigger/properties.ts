import type { INodeProperties } from 'n8n-workflow';

/** What the editor shows of the trigger. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'Give the production URL above to the administrator of your iSlash account, who enters it as the webhook URL of one channel. Use one trigger per channel: iSlash does not say which channel a message came in through.',
		name: 'notice',
		type: 'notice',
		default: '',
	},
	{
		displayName: 'Events',
		name: 'events',
		type: 'multiOptions',
		options: [
			{
				name: 'Anything Else',
				value: 'other',
				description: 'What iSlash sends without documenting it, as it comes',
			},
			{
				name: 'Message Received',
				value: 'message',
				description: 'A contact writes to you, or presses a button',
			},
			{
				name: 'Message Status Changed',
				value: 'status',
				description: 'What you sent was delivered or read, or did not get there',
			},
		],
		default: ['message'],
		required: true,
		description: 'What the workflow starts on',
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [
			{
				displayName: 'Ignore Repeated',
				name: 'ignoreRepeated',
				type: 'boolean',
				default: true,
				description:
					'Whether a message or status that was delivered before starts nothing. The last 1,000 are remembered. On the test URL, every call counts.',
			},
			{
				displayName: 'Only These Contacts',
				name: 'contactNumbers',
				type: 'string',
				default: '',
				placeholder: 'e.g. 85256872847, 85261234567',
				description:
					'The numbers of contacts that may start the workflow, separated by commas. What iSlash does not document starts it all the same.',
			},
			{
				displayName: 'Secret',
				name: 'secret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'Calls have to carry it as ?secret= at the end of the URL, others are refused. While it is empty, all calls are.',
			},
		],
	},
];
