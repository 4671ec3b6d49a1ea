import { asRecord, type JsonRecord } from './values';

/** n8n walks through what it saves by recursion: nested deeper than this, nothing is real. */
const MAX_DEPTH = 200;

/**
 * The JSON object of a call. iSlash does not say with which content type it calls, and n8n reads
 * JSON only if the type is right: otherwise it gives a text, or nothing but the bytes.
 *
 * @returns undefined if there is no JSON object, or one that nobody has written
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

/** Level by level, as recursion is what deep nesting breaks. */
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
