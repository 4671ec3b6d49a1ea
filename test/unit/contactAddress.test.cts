import { toContactNumber } from '../../nodes/ISlash/sessionMessage/contactNumber';
import { refusalOf } from './refusal.cts';

const refusal = (identity: string) => refusalOf(() => toContactNumber(identity, true));

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
