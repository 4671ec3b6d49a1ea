import { textOf } from '../../nodes/ISlash/errors/texts';

describe('how long iSlash asks to wait', () => {
	const described = (retryAfter: string | undefined) =>
		textOf({ outcome: 'notSent', reason: 'tooManyRequests', status: 429, retryAfter }).description;

	test.each([
		['30', ' iSlash asks to wait 30 seconds. (HTTP 429)'],
		[
			'Wed, 21 Oct 2026 07:28:00 GMT',
			' iSlash asks to wait until Wed, 21 Oct 2026 07:28:00 GMT. (HTTP 429)',
		],
	])('is told, when it says %j', (retryAfter, end) => {
		expect(described(retryAfter).endsWith(end)).toBe(true);
	});

	test.each([undefined, '', ' ', '1.5', '-1', 'soon', 'Monday or so'])(
		'is left out, when it says %j',
		(retryAfter) => {
			expect(described(retryAfter)).not.toContain('asks to wait');
		},
	);
});
