import type { Answerer, Refusal } from '../errors/failure';

/** A parsed JSON object. */
export type JsonObject = { readonly [field: string]: unknown };

/**
 * What the body of an answer says. iSlash answers `{ meta: { code, message, trace_id? }, data }`; the
 * code is RESP_OKAY when iSlash did what was asked.
 * https://api-docs.islash.io/session-message/send-session-message
 */
export type Answer =
	| { readonly kind: 'okay'; readonly envelope: JsonObject }
	| { readonly kind: 'refusal'; readonly refusal: Refusal }
	/** The answer is not in iSlash's form: who answered, and the reason given. */
	| {
			readonly kind: 'other';
			readonly answerer: Exclude<Answerer, 'iSlash'>;
			readonly message: string | undefined;
	  };

/** @param body `undefined` when there is none */
export function readAnswer(body: string | undefined): Answer {
	const envelope = parseObject(body);
	const meta = asObject(envelope?.meta);
	const code = asText(meta?.code);
	if (envelope === undefined || code === undefined) {
		const answerer = /^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(body ?? '')
			? 'page'
			: 'server';
		return { kind: 'other', answerer, message: envelope && reasonOf(envelope) };
	}
	if (code === 'RESP_OKAY') return { kind: 'okay', envelope };
	const refusal = { code, message: asText(meta?.message), traceId: asText(meta?.trace_id) };
	return { kind: 'refusal', refusal };
}

/** The reason, in the fields where servers commonly put it, such as Laravel and proxies. */
function reasonOf(envelope: JsonObject): string | undefined {
	const error = asObject(envelope.error);
	const texts = [
		asObject(envelope.meta)?.message,
		...[envelope.message, envelope.error, error?.message, envelope.detail, envelope.title],
	];
	return texts.map(asText).find(Boolean) ?? reasonsIn(envelope.errors);
}

/** Servers use `["…"]`, `[{ "message": "…" }]` and `{ "field": ["…"] }`. */
function reasonsIn(errors: unknown): string | undefined {
	const entries = asObject(errors) ?? (Array.isArray(errors) ? errors : [errors]);
	const reasons = Object.values(entries)
		.flat()
		.map(
			(entry) =>
				asText(entry) ?? asText(asObject(entry)?.message) ?? asText(asObject(entry)?.detail),
		)
		.filter((reason) => reason !== undefined);
	return asText(reasons.slice(0, 3).join(' '));
}

function parseObject(body = ''): JsonObject | undefined {
	try {
		return asObject(JSON.parse(body));
	} catch {
		return undefined;
	}
}

/** The value, if it is an object and not a list. */
export function asObject(value: unknown): JsonObject | undefined {
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isObject ? (value as JsonObject) : undefined;
}

/** The objects of a list in the `data` of an answer; `undefined` when it has no such list. */
export function recordsOf(envelope: JsonObject, name: string): readonly JsonObject[] | undefined {
	const list = asObject(envelope.data)?.[name];
	if (!Array.isArray(list)) return undefined;
	return list.map(asObject).filter((record) => record !== undefined);
}

/** A text that is not empty, cut to more than people see: it is cut again once secrets are removed. */
export function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value.slice(0, 5000) : undefined;
}

/** Whether an object has an ID: a number, or a text that is not empty. */
export function hasId(value: JsonObject | undefined): value is JsonObject {
	return (
		(typeof value?.id === 'number' && Number.isFinite(value.id)) || asText(value?.id) !== undefined
	);
}
