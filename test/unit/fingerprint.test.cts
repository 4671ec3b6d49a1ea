import fc from 'fast-check';
import { fingerprintOf, hash } from '../../nodes/ISlash/delivery/fingerprint';

describe('a fingerprint', () => {
	test('has a hash for each part that says something, and nothing of what it says', () => {
		const fingerprint = fingerprintOf({ identity: '85256872847', text: undefined, fileName: '' });
		expect(Object.keys(fingerprint)).toEqual(['identity', 'fileName']);
		expect(JSON.stringify(fingerprint)).not.toContain('85256872847');
	});
});

describe('a hash', () => {
	test('is the same for the same text, in every process', () => {
		expect(hash('')).toBe('0-1z141z3');
		expect(hash('Hello')).toBe('1o1qa5s-1e4xty');
	});

	test('is another when one character is another, wherever it stands', () => {
		const character = fc.string({ minLength: 1, maxLength: 1 });
		fc.assert(
			fc.property(fc.string(), character, character, fc.string(), (before, one, other, after) => {
				fc.pre(one !== other);
				expect(hash(before + one + after)).not.toBe(hash(before + other + after));
			}),
			{ numRuns: 1000 },
		);
	});

	test('is another for each of 200,000 contact numbers', () => {
		const numbers = Array.from({ length: 200_000 }, (_, index) => `${85_256_000_000 + index}`);
		expect(new Set(numbers.map(hash)).size).toBe(200_000);
	});
});
