import type { Row } from './adviceRow.cts';

const byContact = (value: string) => ({ identity: value });
const ANN = byContact('85256872847');
const DIGITS =
	'Enter one number in digits only, as it is dialed from abroad, such as 442079460000.';
const COUNTRY =
	'Enter the country code and then the number, without the digits that are dialed before it: 0794600000 in Switzerland is 41794600000.';
const NO_NUMBER =
	"Enter one number with its country code, such as 85256872847. For a contact that is not a phone number, turn off 'Format Contact Number' in Options.";
const ONE_CONTACT = 'Enter the number of one contact, such as the sender.';
const OF_SENDER = byContact('={{ $json.sender }}');

/** 'Contact Number'. */
export const CONTACT_ADVICE: readonly Row[] = [
	[
		'that is empty: with the number',
		byContact('={{ $json.none }}'),
		'Enter the number with its country code, such as 85256872847. If it is an expression, check that the field has a value for this item.',
		byContact('={{ $json.identity }}'),
		ANN,
	],
	['that is too short: with its country code', byContact('2847'), NO_NUMBER, ANN, ANN],
	[
		"that is no phone number: with 'Format Contact Number' turned off",
		byContact('anna.meier'),
		NO_NUMBER,
		{ ...byContact('anna.meier'), options: { formatIdentity: false } },
		byContact('anna.meier'),
	],
	...[
		['+44 (0)20 7946 0000', '442079460000'],
		['44 (020) 7946 0000', '442079460000'],
		['-85256872847', '85256872847'],
		['85256872847.0', '85256872847'],
		['85256872847 85256872848', '85256872847'],
		['85256872847\n85256872848', '85256872847'],
		['8 (912) 345-67-89', '79123456789'],
	].map(([bad = '', good = '']): Row => [
		`that is ${JSON.stringify(bad)}: in digits, as dialed from abroad`,
		byContact(bad),
		DIGITS,
		byContact(good),
		byContact(good),
	]),
	...[
		['0794600000', '41794600000'],
		['0011 85256872847', '85256872847'],
		['1 011 85256872847', '85256872847'],
	].map(([bad = '', good = '']): Row => [
		`that is ${bad}: beginning with the country code`,
		byContact(bad),
		COUNTRY,
		byContact(good),
		byContact(good),
	]),
	[
		'that is a group: with the sender',
		byContact('={{ $json.group }}'),
		ONE_CONTACT,
		OF_SENDER,
		ANN,
	],
	['that is a status: with the sender', byContact('status@broadcast'), ONE_CONTACT, OF_SENDER, ANN],
	[
		'that is a channel: with one contact',
		byContact('120363@newsletter'),
		'Enter the number of one contact.',
		ANN,
		ANN,
	],
	[
		'that is a hidden WhatsApp ID: with the field of the phone number',
		byContact('={{ $json.lid }}'),
		'Use the field with the phone number of the same person, often senderPn or remoteJidAlt.',
		byContact('={{ $json.senderPn }}'),
		ANN,
	],
	[
		'with two contacts that are not formatted: with one',
		{ ...byContact('anna\nben'), options: { formatIdentity: false } },
		'Enter one contact per item.',
		{ ...byContact('anna'), options: { formatIdentity: false } },
		byContact('anna'),
	],
	[
		'that has decimals: with the number as text in digits',
		byContact('={{ $json.half }}'),
		'Pass it as a whole number, or as text in digits only, beginning at its source.',
		byContact('={{ $json.identity }}'),
		ANN,
	],
	[
		'that lost digits: as text from its source',
		byContact('={{ $json.rounded }}'),
		'Pass it as text instead of a number, beginning at its source.',
		byContact('={{ $json.exact }}'),
		byContact('12345678901234567890'),
	],
];
