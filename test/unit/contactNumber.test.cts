import fc from 'fast-check';
import { toContactNumber } from '../../nodes/ISlash/fields/contactNumber';
import { refusalOf } from './refusal.cts';

const refusal = (identity: string | undefined, format = true) =>
	refusalOf(() => toContactNumber(identity, format));

describe('a Contact Number that is formatted', () => {
	test.each([
		['85256872847', '85256872847'],
		['+85256872847', '85256872847'],
		['+852 5687 2847', '85256872847'],
		['0085256872847', '85256872847'],
		['00 852 5687 2847', '85256872847'],
		['  85256872847\n', '85256872847'],
		['(852) 5687-2847', '85256872847'],
		['[852] 5687.2847', '85256872847'],
		['{852}56872847', '85256872847'],
		['+852.56872847', '85256872847'],
		['33.6.12.34.56.78', '33612345678'],
		['852–5687—2847', '85256872847'],
		['852\u00a05687\u202f2847', '85256872847'],
		['852\t5687\t2847', '85256872847'],
		['\u202a+85256872847\u202c', '85256872847'],
		['\u200e85256872847\ufeff', '85256872847'],
		['(+852) 5687 2847', '85256872847'],
		['＋85256872847', '85256872847'],
		['49 30 1234.56', '4930123456'],
		['+1 (212) 555.0000', '12125550000'],
		['+852 5687.000', '8525687000'],
		['12345', '12345'],
		['12345678901234567890', '12345678901234567890'],
	])('%j is sent as %s', (identity, digits) => {
		expect(toContactNumber(identity, true)).toBe(digits);
	});

	test('decoration between its digits is removed', () => {
		const decoration = fc.constantFrom(
			...[' ', '  ', '\u00a0', '-', '–', '(', ')', '[', ']', '\u200e', '\u200f', '\u202c', ''],
		);
		const digits = fc.stringMatching(/^(?:[2-9][0-9]|1[2-9])[0-9]{3,18}$/);
		fc.assert(
			fc.property(
				digits,
				fc.array(decoration, { minLength: 21, maxLength: 21 }),
				(number, between) => {
					const typed = [...number].map((digit, index) => digit + between[index]).join('');
					// A bracket that begins with 0 and two numbers are rules of their own.
					const visible = typed.replace(/\p{Format}/gu, '');
					fc.pre(!/[([]\s*0|^\d{8,}[\s–-]+\d{8,}[\s–-]*$/.test(visible));
					expect(toContactNumber(typed, true)).toBe(number);
					expect(toContactNumber(`+${typed}`, true)).toBe(number);
					expect(toContactNumber(` 00${typed}`, true)).toBe(number);
				},
			),
		);
	});
});

describe('a Contact Number that is refused, because it could be somebody else', () => {
	test.each([
		['1234', "is '1234', which is not a number of 5 to 20 digits"],
		[
			'123456789012345678901',
			"is '123456789012345678901', which is not a number of 5 to 20 digits",
		],
		['+', "is '+', which is not a number of 5 to 20 digits"],
		['Mary', "is 'Mary', which is not a number of 5 to 20 digits"],
		['85256872847x2', "is '85256872847x2', which is not a number of 5 to 20 digits"],
		['85256872847, 85256872848', expect.stringMatching(/which is not a number of 5 to 20 digits$/)],
		['85256872847/8', "is '85256872847/8', which is not a number of 5 to 20 digits"],
		['852+56872847', "is '852+56872847', which is not a number of 5 to 20 digits"],
		['٨٥٢٥٦٨٧٢٨٤٧', "is '٨٥٢٥٦٨٧٢٨٤٧', which is not a number of 5 to 20 digits"],
		['8.5256872847e+10', "is '8.5256872847e+10', which is not a number of 5 to 20 digits"],
		['+44 (0) 20 7946 0000', "is '+44 (0) 20 7946 0000', where (0) is not dialed from abroad"],
		['-85256872847', "is '-85256872847', which is a negative number"],
		['85256872847.0', "is '85256872847.0', which is a number with decimals"],
		['85256872847.00', "is '85256872847.00', which is a number with decimals"],
		['85256872847.5', "is '85256872847.5', which is a number with decimals"],
		['85256872847.25', "is '85256872847.25', which is a number with decimals"],
		['+85256872847.0', "is '+85256872847.0', which is a number with decimals"],
		['(852)56872847.0', "is '(852)56872847.0', which is a number with decimals"],
		['+852 5687 2847.0', "is '+852 5687 2847.0', which is a number with decimals"],
		['\u200e85256872847.0', "is '85256872847.0', which is a number with decimals"],
		['0.8525687284', "is '0.8525687284', which is a number with decimals"],
		['+44 [0] 20 7946 0000', "is '+44 [0] 20 7946 0000', where (0) is not dialed from abroad"],
		['+44 (\u200e0) 20 7946', "is '+44 (0) 20 7946', where (0) is not dialed from abroad"],
		['\u200e-85256872847', "is '-85256872847', which is a negative number"],
		['56872847-56872848', "is '56872847-56872848', which looks like two numbers"],
		['56872847. 56872848', "is '56872847. 56872848', which looks like two numbers"],
		['(-85256872847)', "is '(-85256872847)', which is a negative number"],
		['[85256872847.5]', "is '[85256872847.5]', which is a number with decimals"],
		['1\t85256872847', "is '1\t85256872847', which looks like two numbers"],
		['5687 2847\v5687 2848', "is '5687 2847\v5687 2848', which has more than one line"],
		['5687 2847\t5687 2848', "is '5687 2847\t5687 2848', which looks like two numbers"],
		['56872847 56872848', "is '56872847 56872848', which looks like two numbers"],
		['+56872847  +56872848', "is '+56872847  +56872848', which looks like two numbers"],
		['56872847\n56872848', "is '56872847\n56872848', which has more than one line"],
		['56872847\r\n56872848', "is '56872847\r\n56872848', which has more than one line"],
		['x'.repeat(100), `is '${'x'.repeat(60)}', which is not a number of 5 to 20 digits`],
	])('%j', (identity, problem) => {
		expect(refusal(identity)).toEqual({ parameter: 'Contact Number', problem });
	});

	test.each([undefined, '', ' ', '\u00a0\n'])('%j, which is empty', (identity) => {
		const empty = { parameter: 'Contact Number', problem: 'is empty' };
		expect(refusal(identity, true)).toEqual(empty);
		expect(refusal(identity, false)).toEqual(empty);
	});
});

describe("a Contact Number with 'Format Contact Number' turned off", () => {
	test.each([
		'+852 5687-2847',
		'mary@example.com',
		' U-77 ',
		'007',
		'李',
		'1',
		'1@lid',
		'１',
		'tel:1',
	])('%j is sent as it is', (identity) => {
		expect(toContactNumber(identity, false)).toBe(identity);
	});

	test.each(['a\nb', 'a\rb', 'a\u0000', '\tb', 'a\u007f'])('%j is refused', (identity) => {
		expect(refusal(identity, false)).toEqual({
			parameter: 'Contact Number',
			problem: 'contains a line break or another control character',
		});
	});
});
