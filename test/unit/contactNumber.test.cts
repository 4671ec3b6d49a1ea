import fc from 'fast-check';
import { toContactNumber } from '../../nodes/ISlash/sessionMessage/contactNumber';
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

	test('whatever stands between its digits for the eye is taken away', () => {
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
		['+44 (0) 20 7946 0000', "is '+44 (0) 20 7946 0000', where (0) is not dialled from abroad"],
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
		['+44 [0] 20 7946 0000', "is '+44 [0] 20 7946 0000', where (0) is not dialled from abroad"],
		['+44 (\u200e0) 20 7946', "is '+44 (0) 20 7946', where (0) is not dialled from abroad"],
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

describe('a Contact Number as it is typed in its country', () => {
	test.each([
		['Argentina', '+54 9 11 2345-6789', '5491123456789'],
		['Australia', '+61 412 345 678', '61412345678'],
		['Austria', '+43 660 1234567', '436601234567'],
		['Brazil', '+55 (11) 99999-9999', '5511999999999'],
		['China', '+86 138 1234 5678', '8613812345678'],
		['France', '+33 6 12 34 56 78', '33612345678'],
		['Germany', '0049 (30) 123456', '4930123456'],
		['Hong Kong', '（852）５６８７－２８４７', '85256872847'],
		['India', '+91-98765-43210', '919876543210'],
		['Indonesia', '+62 812-3456-7890', '6281234567890'],
		['Italy, where 0 belongs to the number', '+39 06 1234 5678', '390612345678'],
		['Ivory Coast, where 0 belongs to the number', '+225 07 12 34 56 78', '2250712345678'],
		['Japan', '+81 90−1234−5678', '819012345678'],
		['Mexico', '+52 1 55 1234 5678', '5215512345678'],
		['Netherlands', '+31-6-12345678', '31612345678'],
		['Russia', '+7 (495) 123-45-67', '74951234567'],
		['Singapore', '[65] 8123 4567', '6581234567'],
		['South Africa', '+27.82.123.4567', '27821234567'],
		['Switzerland', '+41 79 460 00 00', '41794600000'],
		['United Kingdom', '+44 20 7946 0000', '442079460000'],
		['United States', '1 (212) 555-0123', '12125550123'],
		['United States', '+1.212.555.0123', '12125550123'],
		['Vietnam', '+84 95 123 45 67', '84951234567'],
	])('%s: %j is sent as %s', (_, identity, digits) => {
		expect(toContactNumber(identity, true)).toBe(digits);
	});

	test.each([
		['Austria, trunk code', '0660 1234567', 'a 0 stands in place of the country code'],
		['France, trunk code', '06.12.34.56.78', 'a 0 stands in place of the country code'],
		['Switzerland, trunk code', '0794600000', 'a 0 stands in place of the country code'],
		['Switzerland, two trunk codes', '000794600000', 'a 0 stands in place of the country code'],
		['Italy, no country code', '06 1234 5678', 'a 0 stands in place of the country code'],
		['Hungary, trunk code', '06 20 123 4567', 'a 0 stands in place of the country code'],
		['Japan, exit code', '010 852 5687 2847', 'a 0 stands in place of the country code'],
		['United States, exit code', '011 852 5687 2847', 'a 0 stands in place of the country code'],
		['no country, but a plus', '+0794600000', 'a 0 stands in place of the country code'],
		['Australia, exit code', '0011 852 5687', "11 is not the beginning of any country's numbers"],
		[
			'United States, trunk code',
			'1 011 852 5687',
			"10 is not the beginning of any country's numbers",
		],
		['China, no country code', '11 0123 4567', "11 is not the beginning of any country's numbers"],
		['Russia, trunk code', '8 (495) 123-45-67', '8 is dialled within the country only'],
		['Russia, trunk code', '8-915-123-45-67', '8 is dialled within the country only'],
		['Russia, trunk code', '8 915 123 45 67', '8 is dialled within the country only'],
	])('%s: %j is refused', (_, identity, why) => {
		const problem = `is '${identity}', where ${why}`;
		expect(refusal(identity)).toEqual({ parameter: 'Contact Number', problem });
	});

	test.each(['+55 (011) 99999-9999', '+44 (020) 7946 0000', '+49 [030] 123456', '(0044) 20 7946'])(
		'%j is refused for the 0 within the bracket',
		(identity) => {
			const why = 'where the bracket begins with 0, which is not dialled from abroad';
			expect(refusal(identity).problem).toBe(`is '${identity}', ${why}`);
		},
	);
});

describe('a Contact Number as triggers of other nodes give it', () => {
	test.each([
		['whatsapp:+85256872847', '85256872847'],
		['WhatsApp: +852 5687 2847', '85256872847'],
		['tel:+852-5687-2847', '85256872847'],
		['TEL:0085256872847', '85256872847'],
		['85256872847@s.whatsapp.net', '85256872847'],
		['85256872847@S.WhatsApp.net ', '85256872847'],
		['85256872847@c.us', '85256872847'],
		['+852 5687 2847@c.us', '85256872847'],
		['85256872847:12@s.whatsapp.net', '85256872847'],
		['85256872847:0@c.us', '85256872847'],
		['\u200ewhatsapp:85256872847', '85256872847'],
	])('%j is sent as %s', (identity, digits) => {
		expect(toContactNumber(identity, true)).toBe(digits);
	});

	test.each([
		['120363023456789012@g.us', 'which is a group'],
		['85256872847-1634567890@g.us', 'which is a group'],
		['85256872847-1634567890@G.US', 'which is a group'],
		['123456789012345@lid', 'which is a hidden WhatsApp ID and not a phone number'],
		['123456789012345:3@lid', 'which is a hidden WhatsApp ID and not a phone number'],
		['status@broadcast', 'which is a broadcast list or a status'],
		['120363023456789012@newsletter', 'which is a channel'],
		['0@s.whatsapp.net', 'which is not a number of 5 to 20 digits'],
		['0794600000@c.us', 'where a 0 stands in place of the country code'],
		['85256872847:12', 'which is not a number of 5 to 20 digits'],
		['85256872847:1234@s.whatsapp.net', 'which is not a number of 5 to 20 digits'],
		['+852 5687:28@s.whatsapp.net', 'which is not a number of 5 to 20 digits'],
		['85256872847@s.whatsapp.net.example.com', 'which is not a number of 5 to 20 digits'],
		['85256872847@example.com', 'which is not a number of 5 to 20 digits'],
		['85256872847@', 'which is not a number of 5 to 20 digits'],
		['@c.us', 'which is not a number of 5 to 20 digits'],
		['messenger:85256872847', 'which is not a number of 5 to 20 digits'],
		['whatsapp:tel:85256872847', 'which is not a number of 5 to 20 digits'],
		['whatsapp:', 'which is not a number of 5 to 20 digits'],
		['whatsapp:-85256872847', 'which is a negative number'],
		['whatsapp:56872847 56872848', 'which looks like two numbers'],
		['85256872847.0@c.us', 'which is a number with decimals'],
		['tel:+44(0)2079460000', 'where (0) is not dialled from abroad'],
		['tel:+85256872847;ext=5', 'which is not a number of 5 to 20 digits'],
		['５６８７２８４７，５６８７２８４８', 'which is not a number of 5 to 20 digits'],
		['８５２٥٦٨٧٢٨٤٧', 'which is not a number of 5 to 20 digits'],
	])('%j is refused', (identity, why) => {
		const problem = `is '${identity}', ${why}`;
		expect(refusal(identity)).toEqual({ parameter: 'Contact Number', problem });
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
