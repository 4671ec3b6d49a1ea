import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';

import { type Account, readAccount } from '../api/account';
import type { JsonObject } from '../api/envelope';
import { judge } from '../api/outcome';
import { type ApiRequest, request } from '../api/request';
import { InvalidInput } from '../errors/invalidInput';
import { toRequestError } from '../errors/nodeErrors';

/** Milliseconds for a request. A person is waiting in front of an open list. */
const TIMEOUT = 15_000;

/** A list that iSlash gives in one answer. */
export interface ListSource {
	/** The message when loading fails, without a full stop: `The stickers could not be loaded`. */
	readonly failed: string;
	readonly request: (session: string) => ApiRequest;
	/** The records of an answer; `undefined` when it has none. */
	readonly records: (envelope: JsonObject) => readonly JsonObject[] | undefined;
}

/** A list in the editor: where its records come from, and what it shows. */
export interface Picker extends ListSource {
	/** What the list shows for a record. */
	readonly entry: (record: JsonObject) => INodeListSearchItems;
}

/** The method that n8n calls to fill a list; `filter` is the text in its search field. */
export function searchOf(picker: Picker) {
	return async function (
		this: ILoadOptionsFunctions,
		filter?: string,
	): Promise<INodeListSearchResult> {
		const entries = (await loadRecords(this, picker)).map(picker.entry);
		const wanted = filter?.trim().toLowerCase() ?? '';
		const isWanted = ({ name, value }: INodeListSearchItems) =>
			name.toLowerCase().includes(wanted) || value === wanted;
		return { results: entries.filter(isWanted) };
	};
}

/** The method that n8n calls for the options of a parameter. */
export function loadOptionsOf({ entry, ...source }: Picker) {
	return async function (this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
		return (await loadRecords(this, source)).map(entry);
	};
}

/**
 * Loads the whole list for the editor.
 *
 * @throws NodeApiError or NodeOperationError, which the editor shows
 */
export async function loadRecords(
	context: ILoadOptionsFunctions,
	{ failed, request: toRequest, records }: ListSource,
): Promise<readonly JsonObject[]> {
	const account = await readAccountOrThrow(context, failed);
	const session = ownSessionKey(context) ?? account.sessionKey;
	const exchange = await request(context, account, toRequest(session), { timeout: TIMEOUT });
	const verdict = judge(exchange, (envelope) => (records(envelope) ? 'accepted' : 'nothing'));
	if (verdict.outcome === 'accepted') return records(verdict.envelope) ?? [];
	const secrets = [account.token, account.sessionKey, session];
	throw toRequestError(context.getNode(), verdict, failed, secrets);
}

async function readAccountOrThrow(
	context: ILoadOptionsFunctions,
	failed: string,
): Promise<Account> {
	try {
		return await readAccount(context);
	} catch (error) {
		const input = error instanceof InvalidInput ? error : noCredential();
		// An error of n8n, as `require-node-api-error` wants it; the rule sees no class in a call.
		throw toRequestError(context.getNode(), input, failed, []);
	}
}

function noCredential(): InvalidInput {
	return new InvalidInput(
		'Credential',
		'could not be read',
		'Choose an iSlash API credential, or open it and save it again.',
	);
}

/** The session key of the node, unless it is an expression: there is no item to evaluate it with. */
function ownSessionKey(context: ILoadOptionsFunctions): string | undefined {
	const value: unknown = context.getCurrentNodeParameter('options.sessionKey');
	const isFixed = typeof value === 'string' && !value.startsWith('=');
	return isFixed && value.trim() !== '' ? value.trim() : undefined;
}
