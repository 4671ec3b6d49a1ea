import { asRecord, type JsonRecord } from './values';

/** n8n walks through saved data by recursion, which deep nesting breaks. No real call is nested so deep. */
const MAX_DEPTH = 200;

/**
 * The JSON object of a call. iSlash does not document the content type of its calls, and n8n reads
 * JSON only if the type is right. Otherwise n8n gives a text, or only the bytes.
 *
 * @returns `undefined` if there is no JSON object, or if it is nested too deep
 */
export function readBody(body: unknown, bytes: unknown): JsonRecord | undefined {
	const text = body === undefined && bytes instanceof Uint8Array ? decode(bytes) : body;
	const record = asRecord(typeof text === 'string' ? parse(text) : text);
	return record && !isTooDeep(record) ? record : undefined;
}

function decode(bytes: Uint8Array): string {
	return new TextDecoder().decode(bytes);
}

function parse(text: string): unknown {
	try {
		return JSON.parse(text) as unknown;
	} catch {
		return undefined;
	}
}

/** Level by level, because deep nesting would break a recursion. */
function isTooDeep(record: JsonRecord): boolean {
	let level: readonly unknown[] = [record];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > MAX_DEPTH) return true;
		level = level.flatMap(childrenOf);
	}
	return false;
}

function childrenOf(value: unknown): readonly unknown[] {
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).filter((child) => typeof child === 'object' && child !== null);
}
