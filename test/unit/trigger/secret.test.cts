import fc from 'fast-check';
import { isSecret } from '../../../nodes/ISlash/trigger/secret.ts';

/** Who may call. */

test('a call with the exact secret is let in; blanks around the option do not count', () => {
	expect(isSecret('s3cret-Ü', 's3cret-Ü')).toBe(true);
	expect(isSecret(' s3cret\n', 's3cret')).toBe(true);
	expect(isSecret(12345, '12345')).toBe(true);
	expect(isSecret('a'.repeat(4094), 'a'.repeat(4094))).toBe(true);
});

test.each<[string, unknown]>([
	['a wrong one', 'S3cret'],
	['the beginning of it', 's3cre'],
	['more than it', 's3crets'],
	['it with a zero byte', 's3cret\0'],
	['an empty one', ''],
	['none', undefined],
	['null', null],
	['it twice', ['s3cret', 's3cret']],
	['a list of it', ['s3cret']],
	['an object', { 0: 's3cret', length: 1, toString: () => 's3cret' }],
	['a String object', new String('s3cret')],
	['something endless', 's3cret'.repeat(10_000)],
])('%s does not', (_, given) => {
	expect(isSecret('s3cret', given)).toBe(false);
});

test.each([[''], ['  '], [undefined], [null], [['s3cret']], [{}], [true], ['x'.repeat(5000)]])(
	'if the option is %j, nobody gets in',
	(expected) => {
		for (const given of ['', '  ', 'undefined', 'null', 's3cret', 'true', 'x'.repeat(5000)])
			expect(isSecret(expected, given)).toBe(false);
	},
);

test('of any two texts, only equal ones match', () => {
	const text = fc.string({ unit: 'grapheme', minLength: 1 }).map((one) => `x${one.trim()}x`);
	fc.assert(
		fc.property(text, text, (one, other) => {
			expect(isSecret(one, one)).toBe(true);
			expect(isSecret(one, other)).toBe(one === other);
		}),
	);
});
