import type { INodeProperties } from 'n8n-workflow';

import type { Account } from '../api/account';
import { formatContactNumber } from './contactNumber';
import type { ItemReader } from './reader';
import { toChoice, toWholeNumber } from './values';

/** The longest wait a timer can count, in milliseconds (a signed 32-bit number). */
const LONGEST_WAIT = 2_147_483_647;

const deduplicationKey: INodeProperties = {
	displayName: 'Deduplication Key',
	name: 'deduplicationKey',
	type: 'string',
	default: '',
	placeholder: 'e.g. order-1024-shipped',
	description:
		'A second message with the same key is not sent, even in a later execution. Use something that names the event, such as an order number. An empty key protects nothing.',
	hint: 'Only one message with the same key is sent',
};

const whenUncertain: INodeProperties = {
	displayName: 'If Delivery Is Uncertain',
	name: 'whenUncertain',
	type: 'options',
	options: [
		{
			name: 'Send Again',
			value: 'sendAgain',
			description: 'A retry sends the message again, so it may arrive twice',
		},
		{
			name: 'Stop',
			value: 'stop',
			description: 'A retry does not send the message again, so it may never arrive',
		},
	],
	default: 'stop',
	description:
		'What a retry does with a message that may or may not have arrived, such as after a timeout',
};

const WHEN_UNCERTAIN = ['stop', 'sendAgain'] as const;

const maxConcurrency: INodeProperties = {
	displayName: 'Max Concurrent Messages',
	name: 'maxConcurrency',
	type: 'number',
	typeOptions: { minValue: 1, maxValue: 50, numberPrecision: 0 },
	default: 5,
	description:
		'How many contacts to write to at the same time. Messages to one contact always go one after another, in the order of the items. The value of the first item counts for all items.',
};

const maxRetries: INodeProperties = {
	displayName: 'Max Retries',
	name: 'maxRetries',
	type: 'number',
	typeOptions: { minValue: 0, maxValue: 10, numberPrecision: 0 },
	default: 2,
	description:
		'How often the node itself tries again. Only a message that certainly was not delivered is tried again.',
};

const minInterval: INodeProperties = {
	displayName: 'Min Interval',
	name: 'minInterval',
	type: 'number',
	typeOptions: { minValue: 0, numberPrecision: 0 },
	default: 0,
	description:
		'How long to wait between the starts of two messages of this node in one execution, also across the rounds of a loop and the calls of a tool. The value of the first item counts for all items.',
	hint: 'In milliseconds: 1000 is one second',
};

/** Also an option of operations that send nothing. */
export const sessionKey: INodeProperties = {
	displayName: 'Session Key',
	name: 'sessionKey',
	type: 'string',
	typeOptions: { password: true },
	default: '',
	description: 'The key of the channel to send through, instead of the one in the credential',
};

const timeout: INodeProperties = {
	displayName: 'Timeout',
	name: 'timeout',
	type: 'number',
	typeOptions: { minValue: 1, numberPrecision: 0 },
	default: 300000,
	description:
		'How long one request may take, from its start to the last byte of the answer. Every try gets the full time.',
	hint: 'In milliseconds: 300000 is five minutes',
};

/** 'Options' with the given options, in alphabetical order as n8n wants it. */
export function optionsOf(options: readonly INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		options: [...options].sort((one, other) => (one.displayName < other.displayName ? -1 : 1)),
	};
}

/** 'Options' of an operation that sends: the shared options, and its own. */
export function sendingOptions(own: readonly INodeProperties[]): INodeProperties {
	const shared = [deduplicationKey, formatContactNumber, whenUncertain, maxConcurrency];
	return optionsOf([...shared, maxRetries, minInterval, sessionKey, timeout, ...own]);
}

/** A key that consists of blanks comes from an empty field: all such items would share it. */
const blanksAreNone = (key: string | undefined) => (key?.trim() === '' ? undefined : key);

/** How to send an item's message. */
export function readPolicy(item: ItemReader) {
	return {
		deduplicationKey: blanksAreNone(item.textOption(deduplicationKey)),
		whenUncertain: toChoice(
			whenUncertain.displayName,
			item.textOption(whenUncertain),
			WHEN_UNCERTAIN,
		),
		maxRetries: toWholeNumber(maxRetries.displayName, item.option(maxRetries), 2, 0, 10),
		timeout: toWholeNumber(timeout.displayName, item.option(timeout), 300_000, 1, LONGEST_WAIT),
	} as const;
}

/** How quickly the messages of one run go; the first item decides. */
export function readPace(item: ItemReader) {
	return {
		maxConcurrency: toWholeNumber(
			maxConcurrency.displayName,
			item.option(maxConcurrency),
			5,
			1,
			50,
		),
		minInterval: toWholeNumber(
			minInterval.displayName,
			item.option(minInterval),
			0,
			0,
			LONGEST_WAIT,
		),
	} as const;
}

/** The key of the channel for an item's request. */
export function readSessionKey(item: ItemReader, account: Account): string {
	return item.textOption(sessionKey)?.trim() || account.sessionKey;
}
