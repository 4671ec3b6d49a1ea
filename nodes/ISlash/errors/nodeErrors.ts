import {
	type IDataObject,
	type INode,
	type INodeExecutionData,
	NodeApiError,
	NodeOperationError,
} from 'n8n-workflow';

import type { Failure } from './failure';
import type { InvalidInput } from './invalidInput';
import { redact } from './redact';
import { type FailureText, textOf, textOfRequest } from './texts';

/** Why the message of an item was not certainly sent: a failed request, or an invalid input. */
export type Problem = (
	| Failure
	| { readonly outcome: 'notSent'; readonly reason: 'invalidInput'; readonly input: InvalidInput }
) & {
	/** A sentence to add to the description. */
	readonly remark?: string;
};

/** The result of an item with an invalid input. */
export function notSent(input: InvalidInput): Problem {
	return { outcome: 'notSent', reason: 'invalidInput', input };
}

/** n8n's errors for a failed request and for an invalid input. */
export type NodeError = NodeApiError | NodeOperationError;

/**
 * The n8n error for an item: the message says what happened, the description what to do.
 * It is made from facts only: the original exception contains the request with the token.
 *
 * @param secrets removed from its texts
 */
export function toNodeError(
	node: INode,
	itemIndex: number,
	problem: Problem,
	secrets: readonly string[],
): NodeError {
	const { message, description } =
		problem.reason === 'invalidInput' ? textOfInput(problem.input) : textOf(problem);
	const text = {
		message: `${message} [item ${itemIndex}]`,
		description: [description, problem.remark].filter(Boolean).join(' '),
	};
	if (problem.reason === 'invalidInput') return toOperationError(node, text, secrets, itemIndex);
	return toApiError(node, problem, text, secrets, itemIndex);
}

/**
 * The n8n error for a request that sends nothing.
 *
 * @param failed the message, without a full stop: `The stickers could not be loaded`
 */
export function toRequestError(
	node: INode,
	problem: Failure | InvalidInput,
	failed: string,
	secrets: readonly string[],
	itemIndex?: number,
): NodeError {
	const isInput = 'problem' in problem;
	const { message, description } = isInput ? textOfInput(problem) : textOfRequest(problem, failed);
	const item = itemIndex === undefined ? '' : ` [item ${itemIndex}]`;
	const text = { message: `${message}${item}`, description };
	if (isInput) return toOperationError(node, text, secrets, itemIndex);
	return toApiError(node, problem, text, secrets, itemIndex);
}

function textOfInput(input: InvalidInput): FailureText {
	return { message: input.message, description: input.remedy };
}

function toApiError(
	node: INode,
	failure: Failure,
	text: FailureText,
	secrets: readonly string[],
	itemIndex?: number,
): NodeApiError {
	const { message, description } = withoutSecrets(text, secrets);
	const httpCode = failure.status?.toString();
	const error = new NodeApiError(
		node,
		{ message },
		{ message, description, httpCode, itemIndex, failure: causeOf(failure) },
	);
	return withOwnTexts(error, message, description);
}

function toOperationError(
	node: INode,
	text: FailureText,
	secrets: readonly string[],
	itemIndex?: number,
): NodeOperationError {
	const { message, description } = withoutSecrets(text, secrets);
	const error = new NodeOperationError(node, message, { description, itemIndex });
	return withOwnTexts(error, message, description);
}

function withoutSecrets(text: FailureText, secrets: readonly string[]): FailureText {
	return {
		message: redact(text.message, secrets),
		description: redact(text.description, secrets),
	};
}

/** n8n replaces a message that contains a system code with a stock sentence. */
function withOwnTexts<T extends NodeError>(error: T, message: string, description: string): T {
	error.message = message;
	error.description = description;
	error.messages = [];
	return error;
}

/** What the answer proves, in n8n's terms. n8n 1.123 ignores it. */
function causeOf({ reason, retryAfter }: Failure) {
	switch (reason) {
		case 'tooManyRequests':
			return { cause: 'rate-limited', retryAfterMs: retryAfter } as const;
		case 'unavailable':
			return { cause: 'temporarily-unavailable', retryAfterMs: retryAfter } as const;
		case 'unauthorized':
			return { cause: 'credential-invalid' } as const;
		case 'notFound':
		case 'redirect':
			return { cause: 'configuration-invalid' } as const;
		default:
			return undefined;
	}
}

/** For an execution that was stopped before all messages were sent. */
export function toStoppedError(node: INode): NodeOperationError {
	return new NodeOperationError(node, 'The execution was canceled', {
		description:
			"Messages that were not started yet were not sent. A message that was under way may have arrived: check the chat in iSlash. Running the workflow anew sends every item again, unless it has a 'Deduplication Key'.",
	});
}

/**
 * The output item of a failed item, for nodes that continue: the fields of its input, and its outcome.
 *
 * n8n sends items with an `error` to the error output. In both modes of continuing, it then replaces
 * their `json` by `{ error: message }` (normalizeNodeErrors in n8n-core's workflow-execute, 1.123.81
 * and 2.41.1). The workflow would lose the fields that it decides on, so the item puts them back when
 * its `json` is replaced.
 *
 * The next node gets a copy of the item. If, Filter and Switch pass the copy on, and n8n would replace
 * its `json` again. So the copy has no `error`; the item itself has it, in the saved execution too.
 */
export function toErrorItem(
	error: NodeError,
	itemIndex: number,
	json: IDataObject,
): INodeExecutionData {
	const item: INodeExecutionData = {
		json,
		error,
		// With a number, n8n keeps this very item; with an object, it would make a copy without `json`.
		pairedItem: itemIndex,
	};
	return Object.defineProperty(item, 'json', {
		enumerable: true,
		configurable: true,
		get: () => json,
		set: (replacement: IDataObject) => {
			item.pairedItem = { item: itemIndex };
			Object.defineProperties(item, {
				json: { value: { ...replacement, ...json }, writable: true },
				error: { enumerable: false },
				toJSON: { value: () => ({ ...item, error }) },
			});
		},
	});
}
