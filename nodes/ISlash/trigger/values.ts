/** Readers of unchecked JSON: each returns the value or `undefined`, and never throws. */

export type JsonRecord = Readonly<Record<string, unknown>>;

export function asRecord(value: unknown): JsonRecord | undefined {
	const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isRecord ? (value as JsonRecord) : undefined;
}

/** An own field of the record, never one that every object has, such as `constructor`. */
export function field(record: JsonRecord | undefined, name: string): unknown {
	return record && Object.hasOwn(record, name) ? record[name] : undefined;
}

export function recordIn(record: JsonRecord | undefined, name: string): JsonRecord | undefined {
	return asRecord(field(record, name));
}

/** A text, empty or not. */
export function textIn(record: JsonRecord | undefined, name: string): string | undefined {
	const value = field(record, name);
	return typeof value === 'string' ? value : undefined;
}

/** An ID or contact number: a text that is not empty, or a number, which becomes a text. */
export function idIn(record: JsonRecord | undefined, name: string): string | undefined {
	const value = field(record, name);
	if (Number.isSafeInteger(value)) return String(value);
	return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}

/** The entries of a list. A single value counts as a list of one. */
export function entriesIn(record: JsonRecord | undefined, name: string): readonly unknown[] {
	const value = field(record, name);
	if (Array.isArray(value)) return value;
	return value === undefined || value === null ? [] : [value];
}

/** The last moment that a Date can hold. */
const LAST_MOMENT = 8.64e15;

/** A moment as ISO 8601 in UTC, from the seconds or milliseconds since 1970. */
export function momentIn(
	record: JsonRecord | undefined,
	name: string,
	unit: 'seconds' | 'milliseconds',
): string | undefined {
	const value = idIn(record, name);
	if (value === undefined || !/^\d{1,16}$/.test(value)) return undefined;
	const moment = Number(value) * (unit === 'seconds' ? 1000 : 1);
	return moment <= LAST_MOMENT ? new Date(moment).toISOString() : undefined;
}

/** The fields without those that are undefined. */
export function withoutUndefined<T extends object>(fields: T): T {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as T;
}
