import { OpenAPIRouter, OpenAPIValidator, type Operation } from 'openapi-backend';
import document from './openapi.json';
import type { ReceivedPart, ReceivedRequest } from './types.cts';

export type OperationId = 'sendSessionMessage' | 'listStickers' | 'listLabels';

const BASE_PATH = '/api/public';
const definition = document as ConstructorParameters<typeof OpenAPIValidator>[0]['definition'];
const router = new OpenAPIRouter({ definition, apiRoot: BASE_PATH });
const validator = new OpenAPIValidator({ definition, router });
const operations = new Map(router.getOperations().map((found) => [found.operationId, found]));

const formFields: Readonly<Record<string, { readonly type: string; readonly format?: string }>> =
	document.paths['/send-session-message'].post.requestBody.content['multipart/form-data'].schema
		.properties;

/** What the document calls the request, or why it has no name for it. */
export function operationOf(method: string, path: string): OperationId | 404 | 405 {
	const found = [...operations.values()].filter((one) => BASE_PATH + one.path === path);
	if (found.length === 0) return 404;
	const match = found.find((one) => one.method === method.toLowerCase());
	return match ? (match.operationId as OperationId) : 405;
}

/** Form fields are text on the wire; the document wants a whole number as a number. */
function typed(part: ReceivedPart): unknown {
	if (part.file) return '';
	const isInteger = formFields[part.name]?.type === 'integer';
	return isInteger && /^-?\d+$/.test(part.value ?? '') ? Number(part.value) : part.value;
}

function formBody(parts: readonly ReceivedPart[]): Record<string, unknown> {
	const names = [...new Set(parts.map((part) => part.name))];
	return Object.fromEntries(
		names.map((name) => {
			const values = parts.filter((part) => part.name === name).map(typed);
			// A repeated field is a list, which the document refuses where it wants one value.
			return [name, values.length === 1 ? values[0] : values];
		}),
	);
}

/** The library sees a file as a string; that files come as files is checked here. */
function misplacedPart(parts: readonly ReceivedPart[]): string | undefined {
	for (const { name, file } of parts) {
		const field = formFields[name];
		if (!field) continue;
		if (field.format === 'binary' && !file) return `${name} must be uploaded as a file`;
		if (field.format !== 'binary' && file) return `${name} must be a plain field, not a file`;
	}
	return undefined;
}

/** Everything the document finds wrong with the request, in words; undefined when it is valid. */
export function requestProblem(id: OperationId, request: ReceivedRequest): string | undefined {
	const operation = operations.get(id) as Operation;
	const [path, query] = request.path.split('?', 2);
	const isForm = id === 'sendSessionMessage';
	const { errors } = validator.validateRequest(
		{
			method: request.method,
			path: path ?? '',
			query: query ?? '',
			headers: request.headers as Record<string, string>,
			...(isForm ? { body: formBody(request.parts) } : {}),
		},
		operation,
	);
	if (!errors) return isForm ? misplacedPart(request.parts) : undefined;
	if (errors.some((error) => error.keyword === 'anyOf')) {
		return 'at least one of text, file, file_url, sticker_id is needed';
	}
	return errors
		.map((error) => `${error.instancePath.replace(/^\/requestBody/, '')} ${error.message ?? ''}`)
		.map((words) => words.replace(/^\//, '').trim())
		.join('; ');
}

/** What the document finds wrong with an answer; an empty list when it is valid. */
export function answerProblems(id: OperationId, answer: unknown, status: number): string[] {
	const { errors } = validator.validateResponse(answer, operations.get(id) as Operation, status);
	return (errors ?? []).map((error) => `${error.instancePath} ${error.message ?? ''}`);
}
