import type { INodeProperties } from 'n8n-workflow';

import { isRecord } from '../../fields/values';

/** The fields that both the message and the page use, with the names that n8n demands. */

export const message: INodeProperties = {
	displayName: 'Message',
	name: 'message',
	type: 'string',
	typeOptions: { rows: 4 },
	required: true,
	default: '',
	placeholder: 'e.g. May order 1024 have a discount of 10%?',
	description: 'What to ask. Below the question, the node adds a link to the page for the answer.',
};

export const responseType: INodeProperties = {
	displayName: 'Response Type',
	name: 'responseType',
	type: 'options',
	options: [
		{ name: 'Approval', value: 'approval', description: 'Approve or decline with a button' },
		{ name: 'Free Text', value: 'freeText', description: 'Write an answer' },
	],
	default: 'approval',
	description: 'How the question can be answered',
};

export const approvalOptions: INodeProperties = {
	displayName: 'Approval Options',
	name: 'approvalOptions',
	type: 'fixedCollection',
	placeholder: 'Add option',
	default: {},
	description: 'Which buttons the page has',
	displayOptions: { show: { responseType: ['approval'] } },
	options: [
		{
			displayName: 'Values',
			name: 'values',
			values: [
				{
					displayName: 'Type of Approval',
					name: 'approvalType',
					type: 'options',
					options: [
						{ name: 'Approve and Disapprove', value: 'double', description: 'Two buttons' },
						{ name: 'Approve Only', value: 'single', description: 'One button' },
					],
					default: 'single',
					description: 'Whether the question can be answered with no',
				},
				{
					displayName: 'Approve Button Label',
					name: 'approveLabel',
					type: 'string',
					default: 'Approve',
					placeholder: 'e.g. Yes',
					description: 'The text on the button for yes',
				},
				{
					displayName: 'Disapprove Button Label',
					name: 'disapproveLabel',
					type: 'string',
					default: 'Decline',
					placeholder: 'e.g. No',
					description: 'The text on the button for no',
					displayOptions: { show: { approvalType: ['double'] } },
				},
			],
		},
	],
};

/** What the page asks, and how it can be answered. */
export interface Question {
	readonly text: string;
	/** The labels of the buttons; `undefined` where the answer is a text. */
	readonly buttons: { readonly approve: string; readonly decline: string | undefined } | undefined;
}

/** An own field of a value from n8n or a browser, never one that every object has, such as constructor. */
export function fieldOf(value: unknown, name: string): unknown {
	return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The answer, as the workflow gets it. */
export type Answer = { readonly approved: boolean } | { readonly text: string };

/** The longest answer that is accepted, in characters. */
const LONGEST = 10_000;

/** @returns `undefined` when the body does not answer the question */
export function readAnswer({ buttons }: Question, body: unknown): Answer | undefined {
	if (buttons === undefined) {
		const text = fieldOf(body, 'text');
		const isText = typeof text === 'string' && text.trim() !== '' && text.length <= LONGEST;
		// A browser sends line ends as CRLF: https://html.spec.whatwg.org/#constructing-entry-list
		return isText ? { text: text.replace(/\r\n/g, '\n').trim() } : undefined;
	}
	const decision = fieldOf(body, 'decision');
	if (decision === 'approve') return { approved: true };
	return decision === 'decline' && buttons.decline !== undefined ? { approved: false } : undefined;
}
