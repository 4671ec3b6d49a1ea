import type { Failure, Reason } from '../errors/failure';

/** The longest wait between two tries, in milliseconds. If asked to wait longer, the node gives up. */
const LONGEST_WAIT = 60_000;

/** A year, in seconds. */
const LONGEST_ASKED = 31_536_000;

/** Another try would end in the same way, or the execution was stopped. */
const FINAL: readonly Reason[] = ['stoppedBeforeUpload', 'stoppedAfterUpload', 'proxy', 'blocked'];

/**
 * How long to wait before the next try of a message, in milliseconds; `undefined` for no further try.
 * Only a message that certainly was not delivered is tried again.
 *
 * @param tries the number of tries so far, from 1
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
 * How long to wait before the next try of a request that may be repeated without harm, in
 * milliseconds; `undefined` for no further try.
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
	// Longer than a year is as good as never: nobody needs the exact number.
	if (/^\d+$/.test(value)) return Math.min(Number(value), LONGEST_ASKED) * 1000;
	const date = /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
