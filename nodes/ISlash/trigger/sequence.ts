import { asRecord, idIn } from './values';

/** An event with the number that iSlash gave it: any number of digits, without leading zeros. */
interface Numbered<T> {
	readonly event: T;
	readonly sequence: string;
}

/**
 * The events in the order of iSlash's `sequence`: earlier events have smaller numbers.
 * An event without a number keeps its place.
 */
export function bySequence<T extends { readonly raw: unknown }>(events: readonly T[]): T[] {
	const numbered = events.map((event) => ({ event, sequence: sequenceOf(event.raw) }));
	const sorted = numbered.filter(isNumbered).sort(compare);
	let next = 0;
	return numbered.map((one) => (isNumbered(one) ? (sorted[next++] ?? one).event : one.event));
}

function sequenceOf(raw: unknown): string | undefined {
	const sequence = idIn(asRecord(raw), 'sequence');
	return sequence !== undefined && /^\d+$/.test(sequence) ? sequence.replace(/^0+/, '') : undefined;
}

function isNumbered<T>(one: { event: T; sequence: string | undefined }): one is Numbered<T> {
	return one.sequence !== undefined;
}

/** A longer number is larger. Numbers of the same length compare like texts. */
function compare(one: Numbered<unknown>, other: Numbered<unknown>): number {
	const byLength = one.sequence.length - other.sequence.length;
	if (byLength !== 0 || one.sequence === other.sequence) return byLength;
	return one.sequence < other.sequence ? -1 : 1;
}
