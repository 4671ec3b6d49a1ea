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

/** Why an item ended without a message: a failure of the service, or an input that nothing can be made of. */
export type Problem = (
	| Failure
	| { readonly outcome: 'notSent'; readonly reason: 'invalidInput'; readonly input: InvalidInput }
) & {
	/** A sentence to add to the description. */
	readonly remark?: string;
};

/** Why an item ended that no message can be made of, or sent of. */
export function notSent(input: InvalidInput): Problem {
	return { outcome: 'notSent', reason: 'invalidInput', input };
}

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
 * @param what did not happen, as a sentence without its end: `The stickers could not be loaded`
 */
export function toRequestError(
	node: INode,
	problem: Failure | InvalidInput,
	what: string,
	secrets: readonly string[],
	itemIndex?: number,
): NodeError {
	const isInput = 'problem' in problem;
	const { message, description } = isInput ? textOfInput(problem) : textOfRequest(problem, what);
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
		{ message, description, httpCode, itemIndex, failure: declare(failure) },
	);
	return reworded(error, message, description);
}

function toOperationError(
	node: INode,
	text: FailureText,
	secrets: readonly string[],
	itemIndex?: number,
): NodeOperationError {
	const { message, description } = withoutSecrets(text, secrets);
	const error = new NodeOperationError(node, message, { description, itemIndex });
	return reworded(error, message, description);
}

function withoutSecrets(text: FailureText, secrets: readonly string[]): FailureText {
	return {
		message: redact(text.message, secrets),
		description: redact(text.description, secrets),
	};
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

/** The execution was stopped while there were messages left to send. */
export function toStoppedError(node: INode): NodeOperationError {
	return new NodeOperationError(node, 'The execution was canceled', {
		description:
			"Messages that were not started yet were not sent; one that was under way may have arrived, so look into the chat in iSlash. Running the workflow anew sends every item again, unless it has a 'Deduplication Key'.",
	});
}

/**
 * The output item of a failed item, for workflows that continue: the fields of its input, and what
 * became of it.
 *
 * n8n sends an item to the error output by its `error`, and then replaces the `json` of every item
 * that has one by `{ error: message }`, in both modes of continuing (normalizeNodeErrors in
 * n8n-core's workflow-execute, 1.123.81 and 2.41.1). What a workflow needs to decide on would be
 * lost, so the item puts it back when it is replaced.
 *
 * The next node gets a copy of the item. If, Filter and Switch pass that on, and n8n would replace its
 * `json` again: so the copy is without the error, while the item itself has it, saved execution included.
 */
export function toErrorItem(
	error: NodeError,
	itemIndex: number,
	json: IDataObject,
): INodeExecutionData {
	const item: INodeExecutionData = {
		json,
		error,
		// As a number n8n keeps this very item; of one with an object it makes a copy without `json`.
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
