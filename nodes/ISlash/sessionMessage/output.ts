import { InvalidInput } from '../invalidInput';
import type { Envelope, MessageJson } from './reply';

/** How much of the reply an output item shows. */
export type Output =
	| { readonly kind: 'message' }
	| { readonly kind: 'simplified' }
	| { readonly kind: 'selectedFields'; readonly fields: readonly string[] }
	| { readonly kind: 'response' };

/** What most workflows go on with, at most ten fields, the ID first. */
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

/**
 * How much the node is told to show.
 *
 * @param output 'Output', as the parameters say
 * @param fields 'Output Fields', used with `selectedFields`
 * @throws InvalidInput when 'Output' is none of its options
 */
export function toOutput(output: string | undefined, fields: readonly string[]): Output {
	switch (output) {
		case undefined:
		case 'message':
			return { kind: 'message' };
		case 'simplified':
		case 'response':
			return { kind: output };
		case 'selectedFields':
			return { kind: output, fields };
		default:
			throw new InvalidInput(
				'Output',
				`is '${output.slice(0, 60)}', which is not one of its options`,
				'Use message, simplified, selectedFields or response.',
			);
	}
}

/** The `json` of the output item of a message that was sent. */
export function toJson(output: Output, message: MessageJson, envelope: Envelope): object {
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

function pick(message: MessageJson, fields: readonly string[]): object {
	return Object.fromEntries(
		fields.filter((field) => Object.hasOwn(message, field)).map((field) => [field, message[field]]),
	);
}
