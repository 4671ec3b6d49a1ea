import { toContactNumber } from '../../nodes/ISlash/sessionMessage/contactNumber';
import { refusalOf } from './refusal.cts';

const refusal = (identity: string) => refusalOf(() => toContactNumber(identity, true));

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
