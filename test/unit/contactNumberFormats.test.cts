import { toContactNumber } from '../../nodes/ISlash/fields/contactNumber';
import { refusalOf } from './refusal.cts';

const refusal = (identity: string | undefined, format = true) =>
	refusalOf(() => toContactNumber(identity, format));

/** As people and other nodes write numbers. */

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
		['Austria, trunk code', '0660 1234567', 'which begins with 0 instead of a country code'],
		['France, trunk code', '06.12.34.56.78', 'which begins with 0 instead of a country code'],
		['Switzerland, trunk code', '0794600000', 'which begins with 0 instead of a country code'],
		[
			'Switzerland, two trunk codes',
			'000794600000',
			'which begins with 0 instead of a country code',
		],
		['Italy, no country code', '06 1234 5678', 'which begins with 0 instead of a country code'],
		['Hungary, trunk code', '06 20 123 4567', 'which begins with 0 instead of a country code'],
		['Japan, exit code', '010 852 5687 2847', 'which begins with 0 instead of a country code'],
		[
			'United States, exit code',
			'011 852 5687 2847',
			'which begins with 0 instead of a country code',
		],
		['no country, but a plus', '+0794600000', 'which begins with 0 instead of a country code'],
		['Australia, exit code', '0011 852 5687', "which begins with 11, as no country's numbers do"],
		[
			'United States, trunk code',
			'1 011 852 5687',
			"which begins with 10, as no country's numbers do",
		],
		['China, no country code', '11 0123 4567', "which begins with 11, as no country's numbers do"],
		['Russia, trunk code', '8 (495) 123-45-67', 'where 8 is dialed only within the country'],
		['Russia, trunk code', '8-915-123-45-67', 'where 8 is dialed only within the country'],
		['Russia, trunk code', '8 915 123 45 67', 'where 8 is dialed only within the country'],
	])('%s: %j is refused', (_, identity, why) => {
		const problem = `is '${identity}', ${why}`;
		expect(refusal(identity)).toEqual({ parameter: 'Contact Number', problem });
	});

	test.each(['+55 (011) 99999-9999', '+44 (020) 7946 0000', '+49 [030] 123456', '(0044) 20 7946'])(
		'%j is refused for the 0 within the bracket',
		(identity) => {
			const why = 'where the bracket begins with 0, which is not dialed from abroad';
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
		['0794600000@c.us', 'which begins with 0 instead of a country code'],
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
		['tel:+44(0)2079460000', 'where (0) is not dialed from abroad'],
		['tel:+85256872847;ext=5', 'which is not a number of 5 to 20 digits'],
		['５６８７２８４７，５６８７２８４８', 'which is not a number of 5 to 20 digits'],
		['８５２٥٦٨٧٢٨٤٧', 'which is not a number of 5 to 20 digits'],
	])('%j is refused', (identity, why) => {
		const problem = `is '${identity}', ${why}`;
		expect(refusal(identity)).toEqual({ parameter: 'Contact Number', problem });
	});
});
