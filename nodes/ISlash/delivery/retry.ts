import type { Failure } from './outcome';

/** The longest wait between two tries, in milliseconds. Who is told to wait longer gives up. */
const LONGEST_WAIT = 60_000;

/**
 * How long to wait before a message is tried again, in milliseconds; `undefined` when it is not.
 * Only what certainly was not delivered is tried again.
 *
 * @param tries how often it was tried so far, from 1
 * @param now the time, in milliseconds since 1970
 */
export function waitBeforeRetry(
	failure: Failure,
	tries: number,
	maxRetries: number,
	now: number,
): number | undefined {
	if (failure.outcome !== 'notSent' || failure.reason === 'stoppedBeforeUpload') return undefined;
	if (tries > maxRetries) return undefined;
	const asked = parseRetryAfter(failure.retryAfter, now);
	if (asked !== undefined) return asked <= LONGEST_WAIT ? asked : undefined;
	return Math.min(1000 * 2 ** (tries - 1), LONGEST_WAIT);
}

/**
 * Reads the header `Retry-After`: seconds or a date (RFC 9110, 10.2.3).
 *
 * @returns milliseconds from now; `undefined` when it is neither
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const date = /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
