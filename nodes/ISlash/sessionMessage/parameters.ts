import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../invalidInput';
import { describe, isRecord, located, toBoolean, toList, toText, toWholeNumber } from './values';

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
	readonly timeout: number;
	readonly output: string | undefined;
	readonly outputFields: readonly string[];
}

/** How the messages of one run of the node are sent; the same for all its items. */
export interface RunParameters {
	readonly maxConcurrency: number;
	readonly minInterval: number;
}

/** The longest wait a timer can count, in milliseconds (a signed 32-bit number). */
const LONGEST_WAIT = 2_147_483_647;

/**
 * Reads the parameters of one item. Empty means not set, here and nowhere else.
 *
 * @throws InvalidInput when an expression gives something no text or number can be made of
 */
export function readParameters(context: IExecuteFunctions, itemIndex: number): Parameters {
	const value = (name: string) => context.getNodeParameter(name, itemIndex, undefined) as unknown;
	const options = readOptions(context, itemIndex);
	const attachment = toText('Attachment', value('attachment'));

	return {
		identity: toText('Contact Number', value('identity')),
		text: toText('Text', value('text')),
		attachment,
		binaryPropertyName:
			attachment === 'binaryFile'
				? toText('Input Data Field Name', value('binaryPropertyName'))
				: undefined,
		fileUrl: attachment === 'fileUrl' ? toText('File URL', value('fileUrl')) : undefined,
		stickerId:
			attachment === 'sticker' ? toText('Sticker', located(value('stickerId'))) : undefined,
		fileName: toText('File Name', options.fileName),
		formatIdentity: toBoolean('Format Contact Number', options.formatIdentity, true),
		quotedMessageId: toText('Quoted Message ID', options.quotedMessageId),
		sessionKey: toText('Session Key', options.sessionKey),
		deduplicationKey: toText('Deduplication Key', options.deduplicationKey),
		whenUncertain: toText('If Delivery Is Uncertain', options.whenUncertain),
		maxRetries: toWholeNumber('Max Retries', options.maxRetries, 2, 0, 10),
		timeout: toWholeNumber('Timeout', options.timeout, 300_000, 1, LONGEST_WAIT),
		output: toText('Output', options.output),
		outputFields: toList('Output Fields', options.outputFields),
	};
}

/**
 * Reads what holds for the whole run, from its first item.
 *
 * @throws InvalidInput
 */
export function readRunParameters(context: IExecuteFunctions): RunParameters {
	const options = readOptions(context, 0);
	return {
		maxConcurrency: toWholeNumber('Max Concurrent Messages', options.maxConcurrency, 5, 1, 50),
		minInterval: toWholeNumber('Min Interval', options.minInterval, 0, 0, LONGEST_WAIT),
	};
}

function readOptions(context: IExecuteFunctions, itemIndex: number): Record<string, unknown> {
	const options: unknown = context.getNodeParameter('options', itemIndex, {});
	if (isRecord(options)) return options;
	if (options === null || options === undefined || options === '') return {};
	throw new InvalidInput(
		'Options',
		`is ${describe(options)} where a set of options is needed`,
		'Remove the expression from Options and add the options one by one.',
	);
}
