import type { IExecuteFunctions, ILoadOptionsFunctions } from 'n8n-workflow';

import { InvalidInput } from '../invalidInput';
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

const CREDENTIAL = 'iSlashApi';

/**
 * Reads and checks the credential.
 *
 * @throws InvalidInput when something in it is missing or would expose the token
 * @throws Error of n8n when no credential is chosen, or it cannot be decrypted
 */
export async function readAccount(caller: Caller, itemIndex = 0): Promise<Account> {
	const credential = await caller.getCredentials(CREDENTIAL, itemIndex);
	return {
		baseUrl: toBaseUrl(text(credential.host)),
		token: required('User Token', asHeaderValue('User Token', text(credential.token))),
		sessionKey: required('Session Key', credential.sessionKey),
	};
}

/** Indexes of items that no run has, one even and one odd. */
const NO_ITEMS = [1_000_000_000, 1_000_000_001];

/** How many of a run's items are asked for what the credential is for them. */
const ASKED = 10;

/**
 * Whether the credential holds an expression that looks at the items. n8n does not say what a
 * credential is made of, but what it is for some of the items, and without an item, tells. All
 * items do with one credential otherwise: n8n decrypts it at every call, which takes as long as
 * sending (`npm run bench`).
 *
 * @param count of the run's items
 */
export async function dependsOnItem(caller: Caller, count: number): Promise<boolean> {
	const step = Math.max(1, count / ASKED);
	const some = Array.from({ length: Math.min(count, ASKED) }, (_, place) =>
		Math.floor(place * step),
	);
	try {
		const asked = [...new Set([...some, count - 1, ...NO_ITEMS])].map(async (index) =>
			JSON.stringify(await caller.getCredentials(CREDENTIAL, index)),
		);
		return new Set(await Promise.all(asked)).size > 1;
	} catch {
		return true;
	}
}

function required(label: string, value: unknown): string {
	const entered = text(value);
	if (entered.trim() !== '') return entered;
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

/** An expression in a credential may give a number; a rounded one would be another key. */
function text(value: unknown): string {
	return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : '';
}
