import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { toBaseUrl } from './baseUrl';

/** The n8n contexts that requests are made from. */
export type Caller = IExecuteFunctions | ILoadOptionsFunctions;

/** The address and the keys of requests to iSlash. */
export interface Account {
	/** As toBaseUrl() makes it, without a slash at the end. */
	readonly baseUrl: string;
	readonly sessionKey: string;
	readonly token: string;
}

/** The account of an item. */
export interface ItemAccount {
	readonly account: Account;
	/** Removed from every text that is put out or remembered. */
	readonly secrets: readonly string[];
}

const CREDENTIAL = 'iSlashApi';

/**
 * Reads and checks the credential for one item: an expression in it may differ from item to item.
 *
 * @throws InvalidInput when a field is missing or invalid, or would expose the token
 * @throws n8n's Error when no credential is chosen, or n8n cannot decrypt it
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

/** An HTTP header carries only visible ASCII characters unchanged. */
function asHeaderValue(label: string, entered: string): string {
	if (!/[^\x20-\x7e]/.test(entered)) return entered;
	throw new InvalidInput(
		label,
		'contains a line break or another character that a token never has',
		'Open the iSlash API credential and paste the token again, without anything around it.',
	);
}

/**
 * The entered text without blanks and line breaks around it. An expression may give a number; a
 * rounded number would be another key, so it counts as empty.
 */
function text(value: unknown): string {
	return typeof value === 'string' || Number.isSafeInteger(value) ? String(value).trim() : '';
}
