import type { INodeProperties } from 'n8n-workflow';

/** What the editor shows of the trigger. */
export const properties: INodeProperties[] = [
	{
		displayName:
			'Ask your iSlash admin to enter the production URL above as the webhook URL of one channel. Use one trigger per channel: iSlash does not say through which channel a message came.',
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
				description: 'Calls that iSlash does not document, unchanged',
			},
			{
				name: 'Message Received',
				value: 'message',
				description: 'A contact writes to you, or presses a button',
			},
			{
				name: 'Message Status Changed',
				value: 'status',
				description: 'A message that you sent was delivered or read, or could not be delivered',
			},
		],
		default: ['message'],
		required: true,
		description: 'What starts the workflow',
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
					'Whether a message or status that came before starts nothing. The node remembers the last 1,000. On the test URL, every call counts.',
			},
			{
				displayName: 'Only These Contacts',
				name: 'contactNumbers',
				type: 'string',
				default: '',
				placeholder: 'e.g. 85256872847, 85261234567',
				description:
					'The numbers of contacts that may start the workflow, separated by commas. Calls that iSlash does not document start it regardless.',
			},
			{
				displayName: 'Secret',
				name: 'secret',
				type: 'string',
				typeOptions: { password: true },
				default: '',
				description:
					'The URL of a call must end with ?secret= and this value, or the call is refused. While it is empty, all calls are refused.',
			},
		],
	},
];
