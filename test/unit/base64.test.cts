import fc from 'fast-check';
import { decode, sizeOf, toDigits } from '../../nodes/ISlash/fields/base64.ts';

test('decodes what anybody else encoded, byte for byte', () => {
	fc.assert(
		fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
			const digits = toDigits(Buffer.from(bytes).toString('base64'));
			expect(sizeOf(digits.length)).toBe(bytes.length);
			expect(Buffer.compare(decode(digits), bytes)).toBe(0);
		}),
	);
});

test.each([
	['padded', 'aGk=', 'hi'],
	['with line breaks', 'aGVs\r\nbG8=\n', 'hello'],
	['with the alphabet for URLs', '_-8', '\u00ff\u00ef'],
	['empty', '', ''],
])('reads base64 that is %s', (_, base64, text) => {
	expect(Buffer.from(decode(toDigits(base64))).toString('latin1')).toBe(text);
});
