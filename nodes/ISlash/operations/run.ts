import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

import { type ItemAccount, readAccount } from '../api/account';
import { deliver } from '../delivery/deliver';
import { InvalidInput } from '../errors/invalidInput';
import { notSent, toNodeError } from '../errors/nodeErrors';
import { type ExpressionItems, expressionItemsOf, ItemReader } from '../fields/reader';
import { readPace, readPolicy, readSessionKey } from '../fields/sendingOptions';
import { findOperation } from './index';
import type { Operation, SendOperation } from './operation';
import { repeatable } from './repeatable';

/**
 * Does the chosen operation for all items.
 *
 * @returns the output items, each paired with its input item
 * @throws NodeOperationError or NodeApiError for the first failed item, unless the node continues
 */
export async function run(context: IExecuteFunctions): Promise<INodeExecutionData[]> {
	if (context.getInputData().length === 0) return [];
	const operation = chosenOperation(context);
	const items = expressionItemsOf(context);
	if (operation.kind === 'send') return await send(context, items, operation);
	const tasks = await checkItems(context, items, (item, session) => operation.read(item, session));
	return await repeatable(context, operation, tasks);
}

function chosenOperation(context: IExecuteFunctions): Operation {
	const [resource, operation] = ['resource', 'operation'].map((name) =>
		context.getNodeParameter(name, 0, ''),
	);
	const chosen = findOperation(resource, operation);
	if (chosen) return chosen;
	const input = new InvalidInput(
		'Operation',
		'does not exist in this node',
		"Choose 'Resource' and 'Operation' from their lists, or update the package n8n-nodes-islash.",
	);
	throw toNodeError(context.getNode(), 0, notSent(input), []);
}

/** Reads and checks every item, then sends. */
async function send(
	context: IExecuteFunctions,
	items: ExpressionItems,
	operation: SendOperation,
): Promise<INodeExecutionData[]> {
	const pace = await orInvalidInput('Options', () => readPace(new ItemReader(context, 0, items)));
	const checked = await checkItems(context, items, async (item, session) => {
		const message = await operation.read(item, session);
		return { ...message, itemIndex: item.itemIndex, policy: readPolicy(item) };
	});
	const output = await deliver(context, checked, pace);
	const [first] = checked;
	const until = first instanceof InvalidInput ? undefined : first?.waitUntil;
	return until === undefined ? output : await waitForResponse(context, until, output);
}

/**
 * Lets the execution wait, if the question was sent now: without it nobody has the link.
 *
 * @returns the items that n8n goes on with when the time is up
 */
async function waitForResponse(
	context: IExecuteFunctions,
	until: Date,
	output: INodeExecutionData[],
): Promise<INodeExecutionData[]> {
	if (output[0]?.json.isAsked !== true) return output;
	await context.putExecutionToWait(until);
	return context.getInputData();
}

/** How many items are read at the same time. Each waits for its credential and the size of its file. */
const READ_AT_ONCE = 50;

/** @returns for each item in order, what was read, or why the item is invalid */
async function checkItems<T extends object>(
	context: IExecuteFunctions,
	items: ExpressionItems,
	readItem: (item: ItemReader, session: string) => T | Promise<T>,
): Promise<ReadonlyArray<(T & ItemAccount) | InvalidInput>> {
	const check = async (itemIndex: number) => {
		const account = await orInvalidInput('Credential', () => readAccount(context, itemIndex));
		if (account instanceof InvalidInput) return account;
		const secrets = [account.token, account.sessionKey];
		const item = new ItemReader(context, itemIndex, items);
		const result = await orInvalidInput('Parameters', async () => {
			const session = readSessionKey(item, account);
			secrets.push(session);
			return { ...(await readItem(item, session)), account, secrets };
		});
		return result instanceof InvalidInput ? result.without(secrets) : result;
	};
	const { length } = context.getInputData();
	const checked: Array<(T & ItemAccount) | InvalidInput> = [];
	while (checked.length < length) {
		const group = Math.min(READ_AT_ONCE, length - checked.length);
		const next = Array.from({ length: group }, (_, place) => check(checked.length + place));
		checked.push(...(await Promise.all(next)));
	}
	return checked;
}

/** @param label the label for the error, unless the error names a parameter itself */
async function orInvalidInput<T>(
	label: string,
	readValue: () => T | Promise<T>,
): Promise<T | InvalidInput> {
	try {
		return await readValue();
	} catch (error) {
		if (error instanceof InvalidInput) return error;
		// n8n itself could not read it: an expression that fails, a credential that is not chosen.
		const reason = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
		return new InvalidInput(
			label,
			`could not be read: ${reason}`,
			'Check the credential and the expressions of this node.',
		);
	}
}
