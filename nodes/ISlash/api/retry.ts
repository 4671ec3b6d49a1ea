import type { Failure, Reason } from '../errors/failure';

/** The longest wait between two tries, in milliseconds. Who is told to wait longer gives up. */
const LONGEST_WAIT = 60_000;

/** A year, in seconds. */
const LONGEST_ASKED = 31_536_000;

/** What another try would meet again, or nobody waits for any more. */
const FINAL: readonly Reason[] = ['stoppedBeforeUpload', 'stoppedAfterUpload', 'proxy', 'blocked'];

/**
 * How long to wait before a message is tried again, in milliseconds; `undefined` when it is not.
 * Only what certainly was not delivered is tried again.
 *
 * @param tries how often it was tried so far, from 1
 */
export function waitBeforeRetry(
	failure: Failure,
	tries: number,
	maxRetries: number,
): number | undefined {
	if (failure.outcome !== 'notSent' || FINAL.includes(failure.reason)) return undefined;
	return waitAfter(failure, tries, maxRetries);
}

/**
 * How long to wait before a request is tried again that may be repeated without harm, in
 * milliseconds; `undefined` when the answer would be the same.
 */
export function waitBeforeRepeat(
	failure: Failure,
	tries: number,
	maxRetries: number,
): number | undefined {
	const isFinal = FINAL.includes(failure.reason);
	const mayPass = failure.outcome !== 'rejected' && failure.reason !== 'unreadable' && !isFinal;
	return mayPass ? waitAfter(failure, tries, maxRetries) : undefined;
}

function waitAfter({ retryAfter }: Failure, tries: number, maxRetries: number): number | undefined {
	if (tries > maxRetries) return undefined;
	if (retryAfter !== undefined) return retryAfter <= LONGEST_WAIT ? retryAfter : undefined;
	return Math.min(1000 * 2 ** (tries - 1), LONGEST_WAIT);
}

/**
 * Reads the header `Retry-After`: seconds or a date (RFC 9110, 10.2.3).
 *
 * @param now the time, in milliseconds since 1970
 * @returns milliseconds from now; `undefined` when it is neither
 */
export function parseRetryAfter(header: unknown, now: number): number | undefined {
	const value = typeof header === 'string' ? header.trim() : '';
	// Longer than a year is as good as never, and no number to be told.
	if (/^\d+$/.test(value)) return Math.min(Number(value), LONGEST_ASKED) * 1000;
	const date = /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
