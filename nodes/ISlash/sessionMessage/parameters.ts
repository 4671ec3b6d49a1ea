import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { InvalidInput } from '../invalidInput';
import { fieldPath, fieldValue } from './fieldReference';
import {
	located,
	toBoolean,
	toList,
	toMessageText,
	toText,
	toWholeNumber,
	toWholeText,
} from './values';

/** What one item's parameters say, before anything is checked for being a message. */
export interface Parameters {
	readonly identity: string | undefined;
	readonly text: string | undefined;
	readonly attachment: string | undefined;
	readonly binaryPropertyName: string | undefined;
	readonly fileUrl: string | undefined;
	readonly stickerId: string | undefined;
	readonly fileName: string | undefined;
	readonly formatIdentity: boolean;
	readonly quotedMessageId: string | undefined;
	readonly sessionKey: string | undefined;
	readonly deduplicationKey: string | undefined;
	readonly whenUncertain: string | undefined;
	readonly maxRetries: number;
	/** Milliseconds for one request. */
	readonly timeout: number;
	readonly output: string | undefined;
	readonly outputFields: readonly string[];
}

/** How the messages of one run of the node are sent; the same for all its items. */
export interface RunParameters {
	readonly maxConcurrency: number;
	/** Milliseconds between the starts of two messages. */
	readonly minInterval: number;
}

/** The longest wait a timer can count, in milliseconds (a signed 32-bit number). */
const LONGEST_WAIT = 2_147_483_647;

/**
 * The items that `$json` stands for in this run's expressions; none when n8n looks elsewhere, as it
 * does for a tool, whose `$json` is its agent's. Asked once: n8n makes a whole proxy for each answer.
 */
export function itemsOfExpressions(context: IExecuteFunctions): readonly INodeExecutionData[] {
	const items = context.getInputData();
	if (items.length === 0) return []; // n8n throws when it is asked for an item that is not there
	return context.getWorkflowDataProxy(0).$json === items[0]?.json ? items : [];
}

/**
 * Reads the parameters of one item. Empty means not set, here and nowhere else.
 *
 * @param fields what `$json` means for this item, when that is known
 * @throws InvalidInput when an expression fails, or gives something no text or number can be made of
 */
export function readParameters(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: IDataObject | undefined,
): Parameters {
	const readers = readersOf(context, itemIndex, fields);
	const { option, textOption, value } = readers;
	const output = textOption('Output', 'output');
	return {
		identity: toWholeText('Contact Number', value('Contact Number', 'identity')),
		text: toMessageText('Text', value('Text', 'text')),
		...readAttachment(readers),
		formatIdentity: toBoolean(...option('Format Contact Number', 'formatIdentity'), true),
		quotedMessageId: textOption('Quoted Message ID', 'quotedMessageId'),
		sessionKey: textOption('Session Key', 'sessionKey'),
		deduplicationKey: textOption('Deduplication Key', 'deduplicationKey'),
		whenUncertain: textOption('If Delivery Is Uncertain', 'whenUncertain'),
		maxRetries: toWholeNumber(...option('Max Retries', 'maxRetries'), 2, 0, 10),
		timeout: toWholeNumber(...option('Timeout', 'timeout'), 300_000, 1, LONGEST_WAIT),
		output,
		outputFields:
			output === 'selectedFields' ? toList(...option('Output Fields', 'outputFields')) : [],
	};
}

/**
 * Reads the attachment, and of its fields only those that belong to it: what is left in the others is
 * hidden in the editor, and may be an expression that fails for this item.
 */
function readAttachment({ value, text, textOption }: Readers) {
	const attachment = text('Attachment', 'attachment');
	const only = (kind: string, read: () => string | undefined) =>
		attachment === kind ? read() : undefined;
	return {
		attachment,
		binaryPropertyName: only('binaryFile', () =>
			text('Input Data Field Name', 'binaryPropertyName'),
		),
		fileName: only('binaryFile', () => textOption('File Name', 'fileName')),
		fileUrl: only('fileUrl', () => text('File URL', 'fileUrl')),
		stickerId: only('sticker', () => toText('Sticker', located(value('Sticker', 'stickerId')))),
	};
}

/**
 * Reads what holds for the whole run, from its first item.
 *
 * @throws InvalidInput when an expression fails, or gives no whole number within the limits
 */
export function readRunParameters(context: IExecuteFunctions): RunParameters {
	const { option } = readersOf(context, 0);
	return {
		maxConcurrency: toWholeNumber(...option('Max Concurrent Messages', 'maxConcurrency'), 5, 1, 50),
		minInterval: toWholeNumber(...option('Min Interval', 'minInterval'), 0, 0, LONGEST_WAIT),
	};
}

/** Something for each part of what a message says. */
export interface Parts<T> {
	readonly sessionKey: T;
	readonly identity: T;
	readonly text: T;
	readonly attachment: T;
	readonly fileName: T;
	readonly quotedMessageId: T;
}

/** What the parameters say of each part, as they are written: no expression is evaluated. */
export function writtenParts(context: IExecuteFunctions): Parts<readonly unknown[]> {
	const { options, ...parameters } = context.getNode().parameters;
	const { identity, text, attachment, binaryPropertyName, fileUrl, stickerId } = parameters;
	const { fileName, formatIdentity, quotedMessageId, sessionKey } = Object(options) as IDataObject;
	return {
		sessionKey: [sessionKey],
		identity: [identity, formatIdentity],
		text: [text],
		attachment: [attachment, binaryPropertyName, fileUrl, stickerId],
		fileName: [fileName],
		quotedMessageId: [quotedMessageId],
	};
}

type Readers = ReturnType<typeof readersOf>;

/** Each reads one parameter by its label and name, so that a failing expression is named. */
function readersOf(context: IExecuteFunctions, itemIndex: number, fields?: IDataObject) {
	const value = (label: string, name: string, ifMissing?: string): unknown => {
		try {
			return readValue(context, itemIndex, fields, name, ifMissing);
		} catch (error) {
			throw unreadable(label, error);
		}
	};
	const option = (label: string, name: string) =>
		[label, value(label, `options.${name}`, '')] as const;
	return {
		value,
		option,
		text: (label: string, name: string) => toText(label, value(label, name)),
		textOption: (label: string, name: string) => toText(...option(label, name)),
	};
}

/**
 * n8n evaluates an expression in an isolate, which costs half as much as the request (n8n 2.41.1;
 * `npm run bench` tells). What needs no evaluation is taken as it stands: a fixed value, and a plain
 * field of the item.
 */
function readValue(
	context: IExecuteFunctions,
	itemIndex: number,
	fields: IDataObject | undefined,
	name: string,
	ifMissing?: string,
): unknown {
	const raw: unknown = context.getNodeParameter(name, itemIndex, ifMissing, {
		rawExpressions: true,
	});
	if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
	if (typeof raw === 'string' && !raw.startsWith('=')) return raw;

	const path = typeof raw === 'string' ? fieldPath(raw) : undefined;
	const value = path && fieldValue(fields, path);
	return value ?? context.getNodeParameter(name, itemIndex, ifMissing);
}

function unreadable(label: string, error: unknown): InvalidInput {
	const said = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
	return new InvalidInput(
		label,
		`could not be read: ${said}`,
		'Check the expression of this parameter, and that the nodes it names have run.',
	);
}
