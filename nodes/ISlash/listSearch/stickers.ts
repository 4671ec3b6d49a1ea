import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';

import { type Account, readAccount } from '../api/account';
import { toStickersError } from '../api/errors';
import { request } from '../api/request';
import { judge } from '../delivery/outcome';
import { InvalidInput } from '../invalidInput';
import { readReply, readStickers, type Sticker } from '../sessionMessage/reply';

/** Milliseconds that a person waits in front of an open list. */
const PATIENCE = 15_000;

/**
 * The stickers to choose from in the editor, narrowed down by what was typed into the search.
 *
 * @throws NodeApiError or NodeOperationError, shown in the list
 */
export async function searchStickers(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const stickers = await loadStickers(this);
	const wanted = filter?.trim().toLowerCase() ?? '';
	return {
		results: stickers
			.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id === wanted)
			.map(({ id, name }) => ({ name, value: id })),
	};
}

async function loadStickers(context: ILoadOptionsFunctions): Promise<readonly Sticker[]> {
	const account = await readAccountOrThrow(context);
	const session = ownSessionKey(context) ?? account.sessionKey;
	const exchange = await request(context, account, {
		method: 'GET',
		path: '/sticker',
		query: { session },
		timeout: PATIENCE,
	});
	const body = exchange.kind === 'answered' ? exchange.body : undefined;
	const succeeded = exchange.kind === 'answered' && exchange.status === 200;
	const stickers = succeeded ? readStickers(body) : undefined;
	if (stickers !== undefined) return stickers;

	const verdict = judge(exchange, readReply(body));
	const secrets = [account.token, account.sessionKey, session];
	const failure =
		verdict.outcome === 'sent'
			? ({ outcome: 'uncertain', reason: 'unreadable' } as const)
			: verdict;
	throw toStickersError(context.getNode(), failure, secrets);
}

async function readAccountOrThrow(context: ILoadOptionsFunctions): Promise<Account> {
	try {
		return await readAccount(context);
	} catch (error) {
		const input = error instanceof InvalidInput ? error : noCredential();
		throw toStickersError(context.getNode(), input, []);
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
	return typeof value === 'string' && value !== '' && !value.startsWith('=') ? value : undefined;
}
