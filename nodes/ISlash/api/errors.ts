import { type INode, NodeApiError, NodeOperationError } from 'n8n-workflow';

import type { Failure } from '../delivery/outcome';
import { InvalidInput } from '../invalidInput';
import { type FailureText, KEY_STAYS_USED, missingStickersText, textOf } from './failureTexts';
import { redact } from './redact';
import { parseRetryAfter } from './retryAfter';

/** A failure of the service, or an input that nothing can be made of. */
export type Problem = (
	| Failure
	| { readonly outcome: 'notSent'; readonly reason: 'invalidInput'; readonly input: InvalidInput }
) & {
	/** The message was not sent, and yet its deduplication key could not be given back. */
	readonly holdsKey?: true;
};

/** What n8n shows as a failure of the node: of the service, or of what the user entered. */
export type NodeError = NodeApiError | NodeOperationError;

/**
 * The n8n error for an item: the message says what happened, the description what to do.
 * It is made of facts alone. The exception it stems from holds the request with the token and is
 * left behind.
 *
 * @param secrets what must not be readable in it, whoever echoed it
 */
export function toNodeError(
	node: INode,
	itemIndex: number,
	problem: Problem,
	secrets: readonly string[],
): NodeError {
	const remark = problem.holdsKey ? ` ${KEY_STAYS_USED}` : '';
	if (problem.reason === 'invalidInput')
		return toOperationError(node, problem.input, secrets, itemIndex, remark);
	const text = textOf(problem);
	const message = `${text.message} [item ${itemIndex}]`;
	const description = `${text.description}${remark}`;
	return toApiError(node, problem, { message, description }, secrets, itemIndex);
}

/** The n8n error for a list of stickers that did not come. */
export function toStickersError(
	node: INode,
	problem: Failure | InvalidInput,
	secrets: readonly string[],
): NodeError {
	if (problem instanceof InvalidInput) return toOperationError(node, problem, secrets);
	return toApiError(node, problem, missingStickersText(problem), secrets);
}

function toApiError(
	node: INode,
	failure: Failure,
	text: FailureText,
	secrets: readonly string[],
	itemIndex?: number,
): NodeApiError {
	const message = redact(text.message, secrets);
	const description = redact(text.description, secrets);
	const httpCode = failure.status?.toString();
	const error = new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode, itemIndex, failure: declare(failure) },
	);
	return reworded(error, message, description);
}

function toOperationError(
	node: INode,
	input: InvalidInput,
	secrets: readonly string[],
	itemIndex?: number,
	remark = '',
): NodeOperationError {
	const item = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	const message = `${redact(input.message, secrets)}${item}`;
	const description = `${input.remedy}${remark}`;
	return reworded(
		new NodeOperationError(node, message, { description, itemIndex }),
		message,
		description,
	);
}

/** n8n puts stock sentences in place of a message that names a system code, which a text may. */
function reworded<T extends NodeError>(error: T, message: string, description: string): T {
	error.message = message;
	error.description = description;
	error.messages = [];
	return error;
}

/** What the answer proves, in the words n8n has for it. n8n 1.123 ignores it. */
function declare({ reason, retryAfter }: Failure) {
	switch (reason) {
		case 'tooManyRequests':
			return {
				cause: 'rate-limited',
				retryAfterMs: parseRetryAfter(retryAfter, Date.now()),
			} as const;
		case 'unavailable':
			return {
				cause: 'temporarily-unavailable',
				retryAfterMs: parseRetryAfter(retryAfter, Date.now()),
			} as const;
		case 'unauthorized':
			return { cause: 'credential-invalid' } as const;
		case 'notFound':
		case 'redirect':
			return { cause: 'configuration-invalid' } as const;
		default:
			return undefined;
	}
}

/** The execution was stopped while there were messages left to send. */
export function toStoppedError(node: INode): NodeOperationError {
	return new NodeOperationError(node, 'The execution was canceled', {
		description:
			"Messages that were not started yet were not sent; one that was under way may have arrived, so look into the chat in iSlash. Running the workflow anew sends every item again, unless it has a 'Deduplication Key'.",
	});
}
