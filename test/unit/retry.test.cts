import { parseRetryAfter } from '../../nodes/ISlash/api/retryAfter';
import type { Failure } from '../../nodes/ISlash/api/outcome';
import { waitBeforeRetry } from '../../nodes/ISlash/api/retry';

const NOW = Date.parse('2026-02-03T04:05:06Z');

const failure = (parts: Partial<Failure> = {}): Failure => ({
	outcome: 'notSent',
	reason: 'tooManyRequests',
	...parts,
});

describe('the wait before a message is tried again', () => {
	test.each([
		[1, 1_000],
		[2, 2_000],
		[3, 4_000],
		[4, 8_000],
		[7, 60_000],
		[10, 60_000],
	])('doubles: after try %d it is %d ms', (tries, wait) => {
		expect(waitBeforeRetry(failure(), tries, 10, NOW)).toBe(wait);
	});

	test.each([
		['0', 0],
		['7', 7_000],
		[' 60 ', 60_000],
		['Tue, 03 Feb 2026 04:05:36 GMT', 30_000],
		['Tue, 03 Feb 2026 04:05:00 GMT', 0],
		['soon', 1_000],
		['-5', 1_000],
		['1.5', 1_000],
		['', 1_000],
		['2026', undefined],
		['61', undefined],
		['9'.repeat(400), undefined],
		['Tue, 03 Feb 2026 05:05:06 GMT', undefined],
	])('after Retry-After %j is %p ms; with none there is no more try', (retryAfter, wait) => {
		expect(waitBeforeRetry(failure({ retryAfter }), 1, 2, NOW)).toBe(wait);
	});

	test.each([
		[1, 0],
		[3, 2],
		[11, 10],
	])('does not come after try %d with %d retries', (tries, maxRetries) => {
		expect(waitBeforeRetry(failure(), tries, maxRetries, NOW)).toBeUndefined();
		expect(waitBeforeRetry(failure({ retryAfter: '0' }), tries, maxRetries, NOW)).toBeUndefined();
	});

	test('does not come for what was refused, may have arrived, or was stopped', () => {
		const never: Failure[] = [
			failure({ outcome: 'rejected', reason: 'refused' }),
			failure({ outcome: 'uncertain', reason: 'answerTimeout' }),
			failure({ outcome: 'uncertain', reason: 'serverFailure', retryAfter: '1' }),
			failure({ outcome: 'notSent', reason: 'stoppedBeforeUpload' }),
		];
		for (const one of never) expect(waitBeforeRetry(one, 1, 10, NOW)).toBeUndefined();
	});
});

describe('Retry-After', () => {
	test.each([
		[undefined, undefined],
		['120', 120_000],
		['Tue, 03 Feb 2026 06:05:06 GMT', 7_200_000],
		['2026-02-03T06:05:06Z', undefined],
	])('%j is %p ms from now', (header, milliseconds) => {
		expect(parseRetryAfter(header, NOW)).toBe(milliseconds);
	});
});
