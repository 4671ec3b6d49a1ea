import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { toBaseUrl } from './baseUrl';

/** The n8n contexts that requests are made from. */
export type Caller = IExecuteFunctions | ILoadOptionsFunctions;

/** Where to send, and what to prove it with. */
export interface Account {
	/** As toBaseUrl() makes it, without a slash at the end. */
	readonly baseUrl: string;
	readonly sessionKey: string;
	readonly token: string;
}

/** With whose account an item is done. */
export interface ItemAccount {
	readonly account: Account;
	/** What must not be readable in anything that is put out or remembered. */
	readonly secrets: readonly string[];
}

const CREDENTIAL = 'iSlashApi';

/**
 * Reads and checks the credential for an item: an expression in it may give each item another one.
 *
 * @throws InvalidInput when something in it is missing or would expose the token
 * @throws Error of n8n when no credential is chosen, or it cannot be decrypted
 */
export async function readAccount(caller: Caller, itemIndex = 0): Promise<Account> {
	const credential = await caller.getCredentials(CREDENTIAL, itemIndex);
	return {
		baseUrl: toBaseUrl(text(credential.host)),
		token: required('User Token', asHeaderValue('User Token', text(credential.token))),
		sessionKey: required('Session Key', text(credential.sessionKey)),
	};
}

function required(label: string, entered: string): string {
	if (entered !== '') return entered;
	throw new InvalidInput(label, 'is empty', 'Open the iSlash API credential and fill it in.');
}

/** Anything but visible ASCII cannot stand in an HTTP header as it is. */
function asHeaderValue(label: string, entered: string): string {
	if (!/[^\x20-\x7e]/.test(entered)) return entered;
	throw new InvalidInput(
		label,
		'contains a line break or another character that a token never has',
		'Open the iSlash API credential and paste the token again, without anything around it.',
	);
}

/**
 * What was entered, without the blanks and line breaks that are pasted along. An expression in a
 * credential may give a number; a rounded one would be another key.
 */
function text(value: unknown): string {
	return typeof value === 'string' || Number.isSafeInteger(value) ? String(value).trim() : '';
}
