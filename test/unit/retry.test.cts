import { parseRetryAfter, waitBeforeRepeat, waitBeforeRetry } from '../../nodes/ISlash/api/retry';
import type { Failure } from '../../nodes/ISlash/errors/failure';

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
		expect(waitBeforeRetry(failure(), tries, 10)).toBe(wait);
	});

	test.each([
		[0, 0],
		[7_000, 7_000],
		[60_000, 60_000],
		[60_001, undefined],
		[3_600_000, undefined],
		[Infinity, undefined],
		[undefined, 1_000],
	])(
		'after a Retry-After of %p ms is %p ms; with none there is no more try',
		(retryAfter, wait) => {
			expect(waitBeforeRetry(failure({ retryAfter }), 1, 2)).toBe(wait);
		},
	);

	test.each([
		[1, 0],
		[3, 2],
		[11, 10],
	])('does not come after try %d with %d retries', (tries, maxRetries) => {
		expect(waitBeforeRetry(failure(), tries, maxRetries)).toBeUndefined();
		expect(waitBeforeRetry(failure({ retryAfter: 0 }), tries, maxRetries)).toBeUndefined();
	});

	test('does not come for a message that was refused, may have arrived, was stopped, or would be blocked again', () => {
		const never: Failure[] = [
			failure({ outcome: 'rejected', reason: 'refused' }),
			failure({ outcome: 'uncertain', reason: 'answerTimeout' }),
			failure({ outcome: 'uncertain', reason: 'serverFailure', retryAfter: 1_000 }),
			failure({ outcome: 'notSent', reason: 'stoppedBeforeUpload' }),
			failure({ outcome: 'notSent', reason: 'proxy' }),
			failure({ outcome: 'notSent', reason: 'blocked' }),
		];
		for (const one of never) expect(waitBeforeRetry(one, 1, 10)).toBeUndefined();
	});
});

describe('the wait before a request that may be repeated without harm', () => {
	test.each<[Failure['outcome'], Failure['reason']]>([
		['notSent', 'tooManyRequests'],
		['notSent', 'unavailable'],
		['notSent', 'unreachable'],
		['uncertain', 'serverFailure'],
		['uncertain', 'answerTimeout'],
		['uncertain', 'answerBroken'],
	])('comes also when nobody knows whether it arrived: %s, %s', (outcome, reason) => {
		expect(waitBeforeRepeat({ outcome, reason }, 1, 2)).toBe(1_000);
		expect(waitBeforeRepeat({ outcome, reason }, 2, 2)).toBe(2_000);
		expect(waitBeforeRepeat({ outcome, reason }, 3, 2)).toBeUndefined();
		expect(waitBeforeRepeat({ outcome, reason, retryAfter: 7_000 }, 1, 2)).toBe(7_000);
	});

	test.each<[Failure['outcome'], Failure['reason']]>([
		['rejected', 'refused'],
		['rejected', 'unauthorized'],
		['uncertain', 'unreadable'],
		['notSent', 'proxy'],
		['notSent', 'blocked'],
		['notSent', 'stoppedBeforeUpload'],
		['uncertain', 'stoppedAfterUpload'],
	])(
		'does not come when the answer would be the same, or after a stop: %s, %s',
		(outcome, reason) => {
			expect(waitBeforeRepeat({ outcome, reason }, 1, 2)).toBeUndefined();
		},
	);
});

describe('Retry-After', () => {
	test.each([
		[undefined, undefined],
		[7, undefined],
		['0', 0],
		[' 60 ', 60_000],
		['120', 120_000],
		['2026', 2_026_000],
		['Tue, 03 Feb 2026 04:05:36 GMT', 30_000],
		['Tue, 03 Feb 2026 04:05:00 GMT', 0],
		['Tue, 03 Feb 2026 06:05:06 GMT', 7_200_000],
		['2026-02-03T06:05:06Z', undefined],
		['', undefined],
		[' ', undefined],
		['1.5', undefined],
		['-5', undefined],
		['soon', undefined],
		['Monday or so', undefined],
	])('%j is %p ms from now', (header, milliseconds) => {
		expect(parseRetryAfter(header, NOW)).toBe(milliseconds);
	});
});
