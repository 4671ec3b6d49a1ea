import { OpenAPIRouter, OpenAPIValidator, type Operation } from 'openapi-backend';
import document from './openapi.json';
import type { ReceivedPart, ReceivedRequest } from './types.cts';

export type OperationId =
	| 'sendSessionMessage'
	| 'sendTemplateMessage'
	| 'scheduleTemplateMessage'
	| 'listTemplates'
	| 'listStickers'
	| 'listLabels'
	| 'listContacts'
	| 'attachLabel'
	| 'detachLabel';

const BASE_PATH = '/api/public';
const definition = document as ConstructorParameters<typeof OpenAPIValidator>[0]['definition'];
const router = new OpenAPIRouter({ definition, apiRoot: BASE_PATH });
const validator = new OpenAPIValidator({ definition, router });
const operations = new Map(router.getOperations().map((found) => [found.operationId, found]));

type Fields = Readonly<Record<string, { readonly type: string; readonly format?: string }>>;

interface Body {
	readonly content: Readonly<Record<string, { readonly schema: { readonly properties: Fields } }>>;
}

/** What the document says of the operation's body, by content type; undefined when it has none. */
function bodyOf(id: OperationId): Body['content'] | undefined {
	return (operations.get(id)?.requestBody as Body | undefined)?.content;
}

/** The content type of the request as the document names it, undefined when it wants none of it. */
export function contentTypeOf(id: OperationId, request: ReceivedRequest): string | undefined {
	const sent = request.headers['content-type']?.split(';', 1)[0]?.trim().toLowerCase() ?? '';
	return Object.keys(bodyOf(id) ?? {}).find((type) => type === sent);
}

/** Whether the operation takes a body at all. */
export function takesBody(id: OperationId): boolean {
	return bodyOf(id) !== undefined;
}

/** A part of a path in braces stands for any value. */
function isPathOf({ path: pattern }: Operation, path: string): boolean {
	return new RegExp(`^${BASE_PATH}${pattern.replace(/\{\w+\}/g, '[^/]+')}$`).test(path);
}

/** What the document calls the request, or why it has no name for it. */
export function operationOf(method: string, path: string): OperationId | 404 | 405 {
	const found = [...operations.values()].filter((one) => isPathOf(one, path));
	if (found.length === 0) return 404;
	const match = found.find((one) => one.method === method.toLowerCase());
	return match ? (match.operationId as OperationId) : 405;
}

/** Form fields are text on the wire; the document wants a whole number as a number. */
function typed(part: ReceivedPart, fields: Fields): unknown {
	if (part.file) return '';
	const isInteger = fields[part.name]?.type === 'integer';
	return isInteger && /^-?\d+$/.test(part.value ?? '') ? Number(part.value) : part.value;
}

function formBody(parts: readonly ReceivedPart[], fields: Fields): Record<string, unknown> {
	const names = [...new Set(parts.map((part) => part.name))];
	return Object.fromEntries(
		names.map((name) => {
			const values = parts.filter((part) => part.name === name).map((part) => typed(part, fields));
			// A repeated field is a list, which the document refuses where it wants one value.
			return [name, values.length === 1 ? values[0] : values];
		}),
	);
}

/** The library sees a file as a string, and one of two schemas: what comes is checked here too. */
function misplacedPart(parts: readonly ReceivedPart[], fields: Fields): string | undefined {
	for (const { name, file } of parts) {
		const field = fields[name];
		if (!field) continue;
		if (field.format === 'binary' && !file) return `${name} must be uploaded as a file`;
		if (field.format !== 'binary' && file) return `${name} must be a plain field, not a file`;
	}
	return undefined;
}

/** The vendor's page of session messages once had more fields; its pages of templates misspell one. */
function unknownPart(id: OperationId, { parts }: ReceivedRequest, fields: Fields) {
	const unknown = parts.find(({ name }) => !(name in fields));
	return unknown && id !== 'sendSessionMessage' ? `${unknown.name} is no field of this` : undefined;
}

/** Everything the document finds wrong with the request, in words; undefined when it is valid. */
export function requestProblem(id: OperationId, request: ReceivedRequest): string | undefined {
	const operation = operations.get(id) as Operation;
	const [path, query] = request.path.split('?', 2);
	const type = contentTypeOf(id, request);
	const fields = (type && bodyOf(id)?.[type]?.schema.properties) || {};
	const body = type === undefined ? {} : { body: formBody(request.parts, fields) };
	const { errors } = validator.validateRequest(
		{
			method: request.method,
			path: path ?? '',
			query: query ?? '',
			headers: request.headers as Record<string, string>,
			...body,
		},
		operation,
	);
	if (!errors) return misplacedPart(request.parts, fields) ?? unknownPart(id, request, fields);
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
