import { parseRetryAfter } from '../api/retryAfter';
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
