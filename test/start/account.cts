import type { ICredentialDataDecryptedObject } from 'n8n-workflow';

/** Environment variables that name a real account, and what each is. */
export const ACCOUNT_VARIABLES = {
	ISLASH_HOST: 'the API Endpoint',
	ISLASH_TOKEN: 'the User Token',
	ISLASH_SESSION: 'the Session Key',
	ISLASH_TO: 'the contact number to send to',
} as const;

type Variable = keyof typeof ACCOUNT_VARIABLES;

/** Where the messages go. */
export interface Account {
	readonly credential: ICredentialDataDecryptedObject;
	readonly contactNumber: string;
}

/** Some of the variables are set, but not these. */
export interface Incomplete {
	readonly kind: 'incomplete';
	readonly missing: readonly Variable[];
}

/** What the environment asks for: the sandbox, a real account, or an account that is incomplete. */
export type Destination =
	| { readonly kind: 'sandbox' }
	| { readonly kind: 'account'; readonly account: Account }
	| Incomplete;

/** Reads the four variables; an empty one counts as missing. */
export function destinationFrom(environment: Readonly<NodeJS.ProcessEnv>): Destination {
	const names = Object.keys(ACCOUNT_VARIABLES) as Variable[];
	const missing = names.filter((name) => !environment[name]?.trim());
	if (missing.length === names.length) return { kind: 'sandbox' };
	if (missing.length > 0) return { kind: 'incomplete', missing };
	const value = (name: Variable) => (environment[name] ?? '').trim();
	const credential = {
		host: value('ISLASH_HOST'),
		token: value('ISLASH_TOKEN'),
		sessionKey: value('ISLASH_SESSION'),
	};
	return { kind: 'account', account: { credential, contactNumber: value('ISLASH_TO') } };
}
