import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';

import type { Account } from '../api/account';
import { InvalidInput } from '../invalidInput';
import { findFile } from '../sessionMessage/attachment';
import { createMessage, type SessionMessage } from '../sessionMessage/message';
import { type Output, toOutput } from '../sessionMessage/output';
import { readParameters } from '../sessionMessage/parameters';
import { type Fingerprint, fingerprintOf, partsOf } from './fingerprint';

/** A message that is ready to be sent, with how its item wants it sent. */
export interface Draft {
	readonly itemIndex: number;
	readonly account: Account;
	/** Messages to one contact, which must not overtake each other. */
	readonly lane: string;
	readonly message: SessionMessage;
	readonly fingerprint: Fingerprint;
	readonly deduplicationKey: string | undefined;
	readonly whenUncertain: 'stop' | 'sendAgain';
	readonly maxRetries: number;
	/** Milliseconds for one request. */
	readonly timeout: number;
	readonly output: Output;
}

/**
 * Reads and checks one item. Sends nothing.
 *
 * @param fields what `$json` means for this item, when that is known
 * @throws InvalidInput with the label of the parameter that needs a change
 */
export async function prepare(
	context: IExecuteFunctions,
	account: Account,
	itemIndex: number,
	fields: IDataObject | undefined,
): Promise<Draft> {
	const parameters = readParameters(context, itemIndex, fields);
	const { binaryPropertyName, sessionKey } = parameters;
	const file =
		binaryPropertyName === undefined
			? undefined
			: await findFile(context, itemIndex, binaryPropertyName);
	const message = createMessage(parameters, file, account.sessionKey);

	return {
		itemIndex,
		account,
		lane: laneOf(message.identity),
		message,
		fingerprint: fingerprintOf(partsOf(message, sessionKey, binaryPropertyName)),
		deduplicationKey: parameters.deduplicationKey,
		whenUncertain: toWhenUncertain(parameters.whenUncertain),
		maxRetries: parameters.maxRetries,
		timeout: parameters.timeout,
		output: toOutput(parameters.output, parameters.outputFields),
	};
}

/** The same for a number that is written in two ways. */
function laneOf(identity: string): string {
	return identity.replace(/\D/g, '').replace(/^00/, '') || identity;
}

function toWhenUncertain(value: string | undefined): 'stop' | 'sendAgain' {
	if (value === undefined || value === 'stop') return 'stop';
	if (value === 'sendAgain') return value;
	throw new InvalidInput(
		'If Delivery Is Uncertain',
		`is '${value.slice(0, 60)}', which is not one of its options`,
		'Use stop or sendAgain.',
	);
}
