import type {
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
} from 'n8n-workflow';

import { type Account, readAccount } from '../api/account';
import type { JsonObject } from '../api/envelope';
import { judge } from '../api/outcome';
import { type ApiRequest, request } from '../api/request';
import { InvalidInput } from '../errors/invalidInput';
import { toRequestError } from '../errors/nodeErrors';

/** Milliseconds that a person waits in front of an open list. */
const PATIENCE = 15_000;

/** What a list in the editor shows, and where it comes from. */
export interface Picker {
	/** Names the list in a sentence: `The stickers could not be loaded`. */
	readonly plural: string;
	readonly request: (session: string) => ApiRequest;
	/** The records of an answer; `undefined` when it has none. */
	readonly records: (envelope: JsonObject) => readonly JsonObject[] | undefined;
	/** What the list shows for a record. */
	readonly entry: (record: JsonObject) => INodeListSearchItems;
}

/** The method that n8n calls to fill a list, narrowed down by what was typed into its search. */
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

async function loadRecords(
	context: ILoadOptionsFunctions,
	{ plural, request: toRequest, records }: Picker,
): Promise<readonly JsonObject[]> {
	const what = `The ${plural} could not be loaded`;
	const account = await readAccountOrThrow(context, what);
	const session = ownSessionKey(context) ?? account.sessionKey;
	const exchange = await request(context, account, toRequest(session), { timeout: PATIENCE });
	const verdict = judge(exchange, (envelope) => (records(envelope) ? 'accepted' : 'nothing'));
	if (verdict.outcome === 'accepted') return records(verdict.envelope) ?? [];
	const secrets = [account.token, account.sessionKey, session];
	throw toRequestError(context.getNode(), verdict, what, secrets);
}

async function readAccountOrThrow(context: ILoadOptionsFunctions, what: string): Promise<Account> {
	try {
		return await readAccount(context);
	} catch (error) {
		const input = error instanceof InvalidInput ? error : noCredential();
		throw toRequestError(context.getNode(), input, what, []);
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
