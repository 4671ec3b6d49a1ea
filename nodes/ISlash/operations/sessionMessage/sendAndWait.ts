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
	description: 'What stands above the link in the message, which leads to the page with the answer',
};

/**
 * Asks a contact, and waits until somebody answers on the page that the message leads to. Opening the
 * page decides nothing: messengers open links by themselves, to draw a preview.
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
		throw new InvalidInput(message.displayName, 'is empty', 'Enter what to ask.');
	}
	const waitUntil = readWaitUntil(item, new Date());
	refuseSilentApproval(item);
	const identity = readContactNumber(item);
	const label = item.textOption(buttonLabel) ?? 'Respond';
	// Bare on a line of its own: whatever stands behind a link becomes a part of it in some messengers.
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
			`has ${item.itemCount} items, and an execution can wait for one response only`,
			"Put the node into a 'Loop Over Items' with a batch size of 1, or let each item start a sub-workflow.",
		);
	}
	if (!item.isInline) return;
	throw new InvalidInput(
		'Send and Wait for Response',
		'cannot wait as a tool that n8n runs inside of another node',
		"Update the AI Agent node to version 3 or later, use the node's human review, or put it into the workflow itself.",
	);
}

/** When the time is up, n8n takes the input item for the answer of the human review (n8n 2.41.1). */
function refuseSilentApproval(item: ItemReader): void {
	if (!item.isHumanReview || !item.saysApproved || item.option(limitWaitTime) === '') return;
	throw new InvalidInput(
		limitWaitTime.displayName,
		'would approve by itself when the time is up, as the input has a field approved that is true',
		`Remove '${limitWaitTime.displayName}' from Options, or take the field 'approved' out of the input with an Edit Fields node before the agent.`,
	);
}

function linkOf(item: ItemReader): string {
	const link = item.resumeUrl();
	if (link !== undefined) return link;
	throw new InvalidInput(
		'Send and Wait for Response',
		'cannot wait here: n8n gives this execution no address to come back to',
		'Run the node in a saved workflow.',
	);
}
