import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import { contactNumber, contactOf, readContactNumber } from '../../fields/contactNumber';
import type { ItemReader } from '../../fields/reader';
import { sendingOptions } from '../../fields/sendingOptions';
import { toMessageText } from '../../fields/values';
import type { SendOperation, SendRequest } from '../operation';
import { approvalOptions, message, responseType } from './question';
import { proveMessage } from './send';
import { limitWaitTime, readWaitUntil } from './waitTime';

const buttonLabel: INodeProperties = {
	displayName: 'Message Button Label',
	name: 'messageButtonLabel',
	type: 'string',
	default: 'Respond',
	placeholder: 'e.g. Your answer',
	description: 'The text above the link to the page for the answer',
};

/**
 * Asks a contact, and waits until somebody answers on the page that the message links to. Opening the
 * page decides nothing: messengers open links to draw a preview.
 */
export const sendAndWait: SendOperation = {
	kind: 'send',
	name: 'Send and Wait for Response',
	value: 'sendAndWait',
	action: 'Send message and wait for response',
	description: 'Ask a contact who has an open session, and wait for the answer',
	fields: [
		contactNumber,
		message,
		responseType,
		approvalOptions,
		sendingOptions([limitWaitTime, buttonLabel]),
	],
	read: async (item, session) => await Promise.resolve(readQuestion(item, session)),
};

function readQuestion(item: ItemReader, session: string): SendRequest {
	refuseWhereNobodyWaits(item);
	const question = toMessageText(message.displayName, item.value(message));
	if (question === undefined) {
		throw new InvalidInput(
			message.displayName,
			'is empty',
			'Enter a question. If it is an expression, check that the field has a value for this item.',
		);
	}
	const waitUntil = readWaitUntil(item, new Date());
	refuseSilentApproval(item);
	const identity = readContactNumber(item);
	const label = item.textOption(buttonLabel) ?? 'Respond';
	// The link stands alone on a line: some messengers make any text after a link a part of it.
	const text = `${question}\n\n${label}:\n${linkOf(item)}`;
	return {
		contact: contactOf(identity),
		request: { method: 'POST', path: '/send-session-message', form: { session, identity, text } },
		prove: proveMessage,
		output: () => ({ isAsked: true }),
		waitUntil,
	};
}

function refuseWhereNobodyWaits(item: ItemReader): void {
	if (item.itemCount > 1) {
		throw new InvalidInput(
			'Send and Wait for Response',
			`has ${item.itemCount} items, but an execution can wait for only one response`,
			"Put the node into a 'Loop Over Items' node with a batch size of 1, or let each item start a sub-workflow.",
		);
	}
	if (!item.isInline) return;
	throw new InvalidInput(
		'Send and Wait for Response',
		'cannot wait as a tool that n8n runs inside another node',
		"Update the AI Agent node to version 3 or later, use the node's human review, or put the node into the workflow itself.",
	);
}

/** When the time is up, n8n takes the input item as the answer of the human review (n8n 2.41.1). */
function refuseSilentApproval(item: ItemReader): void {
	if (!item.isHumanReview || !item.saysApproved || item.option(limitWaitTime) === '') return;
	throw new InvalidInput(
		limitWaitTime.displayName,
		"would count as an approval when the time is up, because the field 'approved' of the input is true",
		`Remove '${limitWaitTime.displayName}' from Options, or remove the fields 'approved' and 'data.approved' from the input with an Edit Fields node before the agent.`,
	);
}

function linkOf(item: ItemReader): string {
	const link = item.resumeUrl();
	if (link !== undefined) return link;
	throw new InvalidInput(
		'Send and Wait for Response',
		'cannot wait here: n8n gives this execution no address for the answer',
		'Run the node in a saved workflow.',
	);
}
