import type { IExecuteFunctions } from 'n8n-workflow';

import { type Account, dependsOnItem, readAccount } from '../api/account';
import { InvalidInput } from '../invalidInput';
import {
	itemsOfExpressions,
	readRunParameters,
	type RunParameters,
} from '../sessionMessage/parameters';
import { type Draft, prepare } from './draft';

/** What one run of the node needs before it can look at its items. */
export interface Setup extends RunParameters {
	/** The credential of the first item, if there is one for it. */
	readonly first: Account | undefined;
	/** Gives the credential for an item. */
	readonly accountOf: (itemIndex: number) => Promise<Account | InvalidInput>;
}

/** What came of checking an item: its message, or why there is none. */
export type Checked = Draft | InvalidInput;

/** How many items are checked at the same time: a check waits for n8n's store when there is a file. */
const CHECKED_AT_ONCE = 50;

/** Reads what is the same for all items. */
export async function setUp(
	context: IExecuteFunctions,
	count: number,
): Promise<Setup | InvalidInput> {
	const read = async (itemIndex: number) =>
		await orInvalidInput('Credential', () => readAccount(context, itemIndex));
	const first = await read(0);
	const isOneForAll = count <= 1 || !(await dependsOnItem(context, count));
	if (isOneForAll && first instanceof InvalidInput) return first;
	return await orInvalidInput('Options', async () => ({
		first: first instanceof InvalidInput ? undefined : first,
		accountOf: isOneForAll ? async () => first : read,
		...readRunParameters(context),
	}));
}

/** Reads and checks every item, in their order. */
export async function checkAll(
	context: IExecuteFunctions,
	{ accountOf }: Setup,
	count: number,
): Promise<readonly Checked[]> {
	const items = itemsOfExpressions(context);
	const check = async (itemIndex: number) => {
		const account = await accountOf(itemIndex);
		if (account instanceof InvalidInput) return account;
		return await orInvalidInput('Parameters', () =>
			prepare(context, account, itemIndex, items[itemIndex]?.json),
		);
	};
	const checked: Checked[] = [];
	while (checked.length < count) {
		const length = Math.min(CHECKED_AT_ONCE, count - checked.length);
		const next = Array.from({ length }, (_, place) => check(checked.length + place));
		checked.push(...(await Promise.all(next)));
	}
	return checked;
}

async function orInvalidInput<T>(label: string, read: () => Promise<T>): Promise<T | InvalidInput> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof InvalidInput) return error;
		// n8n itself could not read it: an expression that fails, a credential that is not chosen.
		const said = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
		return new InvalidInput(
			label,
			`could not be read: ${said}`,
			'Check the credential and the expressions of this node.',
		);
	}
}
