import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { JsonObject } from '../api/envelope';
import type { ItemReader } from './reader';
import { toChoice, toList } from './values';

/** How much of iSlash's answer an output item contains. */
export type Output =
	| { readonly kind: 'message' | 'simplified' | 'response' }
	| { readonly kind: 'selectedFields'; readonly fields: readonly string[] };

/**
 * The fields of a message in the samples of the API's documentation. The schema there differs: it has
 * `quote_message` and `color`, while the samples have `quoted_message` and no color.
 * https://api-docs.islash.io/session-message/send-session-message
 */
const messageFields: INodePropertyOptions[] = [
	{ name: 'Body', value: 'body' },
	{ name: 'Contact', value: 'contact' },
	{ name: 'Conversation ID', value: 'conversation_id' },
	{ name: 'Delivered At', value: 'delivered_at' },
	{ name: 'Direction', value: 'direction' },
	{ name: 'ID', value: 'id' },
	{ name: 'Is Auto Message', value: 'is_auto_message' },
	{ name: 'Is Cloned', value: 'is_cloned' },
	{ name: 'Is Forwarded', value: 'is_forwarded' },
	{ name: 'Is Sticker', value: 'is_sticker' },
	{ name: 'Is Template Message', value: 'is_template_message' },
	{ name: 'Media Filename', value: 'media_filename' },
	{ name: 'Media Resolution X', value: 'media_resolution_x' },
	{ name: 'Media Resolution Y', value: 'media_resolution_y' },
	{ name: 'Media Status', value: 'media_status' },
	{ name: 'Media Thumbnail', value: 'media_thumbnail' },
	{ name: 'Media Type', value: 'media_type' },
	{ name: 'Media URL', value: 'media_url' },
	{ name: 'Message At', value: 'message_at' },
	{ name: 'Quoted Message', value: 'quoted_message' },
	{ name: 'Read At', value: 'read_at' },
	{ name: 'Read By', value: 'read_by' },
	{ name: 'Read By User', value: 'read_by_user' },
	{ name: 'Received At', value: 'received_at' },
	{ name: 'Revoked At', value: 'revoked_at' },
	{ name: 'SID', value: 'sid' },
	{ name: 'Sent At', value: 'sent_at' },
	{ name: 'Status', value: 'status' },
	{ name: 'User', value: 'user' },
	{ name: 'User ID', value: 'user_id' },
];

const output: INodeProperties = {
	displayName: 'Output',
	name: 'output',
	type: 'options',
	options: [
		{ name: 'Message', value: 'message', description: 'The whole message' },
		{
			name: 'Response',
			value: 'response',
			description: 'The whole answer of iSlash: the message and its metadata',
		},
		{
			name: 'Selected Fields',
			value: 'selectedFields',
			description: "Only the ID and the fields chosen in the option 'Output Fields'",
		},
		{
			name: 'Simplified',
			value: 'simplified',
			description: 'Only the most used fields, which suits AI agents',
		},
	],
	default: 'message',
	description: 'How much of the sent message to put out',
};

const KINDS = ['message', 'simplified', 'selectedFields', 'response'] as const;

const outputFields: INodeProperties = {
	displayName: 'Output Fields',
	name: 'outputFields',
	type: 'multiOptions',
	options: messageFields,
	default: [],
	description: 'The fields of the message to put out. The ID is always included.',
	displayOptions: { show: { output: ['selectedFields'] } },
};

/** The options 'Output' and 'Output Fields'. */
export const outputOptions: readonly INodeProperties[] = [output, outputFields];

/** @throws InvalidInput when 'Output' is none of its options */
export function readOutput(item: ItemReader): Output {
	const kind = toChoice(output.displayName, item.textOption(output), KINDS);
	if (kind !== 'selectedFields') return { kind };
	return { kind, fields: toList(outputFields.displayName, item.option(outputFields)) };
}

/** The fields that most workflows need, at most ten, the ID first. */
const SIMPLIFIED = [
	'id',
	'conversation_id',
	'status',
	'body',
	'media_type',
	'media_url',
	'media_filename',
	'is_sticker',
	'sid',
	'sent_at',
] as const;

/** The `json` of the output item of a message that was sent. */
export function toJson(output: Output, message: JsonObject, envelope: JsonObject): JsonObject {
	switch (output.kind) {
		case 'message':
			return message;
		case 'response':
			return envelope;
		case 'simplified':
			return pick(message, SIMPLIFIED);
		case 'selectedFields':
			return pick(message, ['id', ...output.fields.filter((field) => field !== 'id')]);
	}
}

function pick(message: JsonObject, fields: readonly string[]): JsonObject {
	return Object.fromEntries(
		fields.filter((field) => Object.hasOwn(message, field)).map((field) => [field, message[field]]),
	);
}
