import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { toTypedNumber } from './contactAddress';
import type { ItemReader } from './reader';
import { toBoolean, toWholeText } from './values';

const LABEL = 'Contact Number';

/** 'Contact Number', for every operation on one contact. */
export const contactNumber: INodeProperties = {
	displayName: LABEL,
	name: 'identity',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 85256872847',
	description:
		'The number of the contact, beginning with the country code. Spaces, dashes, brackets, a leading + or 00, and additions of WhatsApp triggers are removed.',
	hint: 'With the country code',
};

/** The option 'Format Contact Number'. */
export const formatContactNumber: INodeProperties = {
	displayName: 'Format Contact Number',
	name: 'formatIdentity',
	type: 'boolean',
	default: true,
	description:
		'Whether to remove spaces, dashes, brackets and a leading + or 00, and to require 5 to 20 digits. Turn off for contacts that are not phone numbers.',
};

/** @throws InvalidInput when the value could mean another contact than intended */
export function readContactNumber(item: ItemReader): string {
	const { displayName } = formatContactNumber;
	const format = toBoolean(displayName, item.option(formatContactNumber), true);
	return toContactNumber(toWholeText(LABEL, item.value(contactNumber)), format);
}

/** The same for all spellings of a number, which 'Format Contact Number' may have left as they are. */
export function contactOf(identity: string): string {
	return identity.replace(/\D/g, '').replace(/^00/, '') || identity;
}

/** What people put into numbers to make them readable: spaces, dots, dashes, brackets, invisible marks. */
const DECORATION = /[\s.\u2212\p{Dash_Punctuation}()[\]{}\p{Format}]/gu;

/**
 * The contact as the API wants it: country code and number in digits only.
 *
 * @param identity 'Contact Number', as typed or pasted
 * @param format whether to remove decoration and require 5 to 20 digits
 * @throws InvalidInput when the digits could mean another contact than intended
 */
export function toContactNumber(identity: string | undefined, format: boolean): string {
	if (identity === undefined || identity.trim() === '') {
		throw new InvalidInput(
			LABEL,
			'is empty',
			'Enter the number with its country code, such as 85256872847. If it is an expression, check that the field has a value for this item.',
		);
	}
	if (!format) return unformatted(identity);

	const entered = identity.replace(/\p{Format}/gu, '').trim();
	const number = toTypedNumber(entered);
	refuseOtherNumbers(entered, number);
	const digits = number.replace(DECORATION, '').replace(/^\+/, '').replace(/^00/, '');
	if (!/^\d{5,20}$/.test(digits)) throw notANumber(identity);
	refuseWrongPrefix(entered, digits);
	return digits;
}

function notANumber(identity: string): InvalidInput {
	return new InvalidInput(
		LABEL,
		`is '${identity.trim().slice(0, 60)}', which is not a number of 5 to 20 digits`,
		"Enter one number with its country code, such as 85256872847. For a contact that is not a phone number, turn off 'Format Contact Number' in Options.",
	);
}

/** Within Russia people dial 8 before a number. Read as a country code, it may become Vietnam's 84. */
const RUSSIAN_TRUNK = /^8[\s-]*(?:\(\d{3}\)\s*|[\s-]\d{3}[\s-])\d{3}[\s-]\d{2}[\s-]\d{2}$/;

/** Looks like decoration but has a meaning: without it the message would go to somebody else. */
const MEANINGFUL: ReadonlyArray<readonly [(number: string) => boolean, string]> = [
	[(number) => /[([{]\s*0\s*[)\]}]/.test(number), 'where (0) is not dialed from abroad'],
	[
		(number) => /[([{]\s*0/.test(number),
		'where the bracket begins with 0, which is not dialed from abroad',
	],
	[
		(number) => /^[+([{\s]*[\u2212\p{Dash_Punctuation}]/u.test(number),
		'which is a negative number',
	],
	[hasDecimals, 'which is a number with decimals'],
	[(number) => /[\r\n\v\f\u2028\u2029]/.test(number), 'which has more than one line'],
	[isTwoNumbers, 'which looks like two numbers'],
	[(number) => RUSSIAN_TRUNK.test(number), 'where 8 is dialed only within the country'],
];

/** Spreadsheets and CSV files turn 85256872847 into 85256872847.0. */
function hasDecimals(number: string): boolean {
	const together = number.replace(/[\s()[\]{}+]/g, '');
	return (
		// With blanks or brackets in between, only .0 and .00 are decimals; other digits are a group.
		/^\d{5,}\.0{1,2}$|^0\.\d+$/.test(together) ||
		/^[+([{]*\d{5,}[)\]}]*\.(?:0+|\d{1,3})[)\]}]*$/.test(number)
	);
}

/** Either more digits than any phone number has (15, ITU-T E.164), or a text copied from two cells. */
function isTwoNumbers(number: string): boolean {
	const cells = number.split('\t').map((cell) => cell.replace(/\D/g, '').length);
	const isPhoneAndMore =
		cells.filter((digits) => digits > 0).length > 1 && cells.some((digits) => digits >= 7);
	return isPhoneAndMore || /^\+?\d{8,}[\s.\u2212\p{Dash_Punctuation}]+\+?\d{8,}$/u.test(number);
}

function refuseOtherNumbers(entered: string, number: string): void {
	const why = MEANINGFUL.find(([holds]) => holds(number))?.[1];
	if (why === undefined) return;
	throw new InvalidInput(
		LABEL,
		`is '${entered.slice(0, 60)}', ${why}`,
		'Enter one number in digits only, as it is dialed from abroad, such as 442079460000.',
	);
}

/**
 * No country code begins with 0, and after the country code 1 no number begins with 0 or 1. Such a
 * number has a trunk or exit code in front, such as Australia's 0011, or lacks its country code.
 */
function refuseWrongPrefix(entered: string, digits: string): void {
	const prefix = /^(?:0|1[01])/.exec(digits)?.[0];
	if (prefix === undefined) return;
	const problem =
		prefix === '0'
			? 'which begins with 0 instead of a country code'
			: `which begins with ${prefix}, as no country's numbers do`;
	throw new InvalidInput(
		LABEL,
		`is '${entered.slice(0, 60)}', ${problem}`,
		'Enter the country code and then the number, without the digits that are dialed before it: 0794600000 in Switzerland is 41794600000.',
	);
}

function unformatted(identity: string): string {
	if (!/\p{Control}/u.test(identity)) return identity;
	throw new InvalidInput(
		LABEL,
		'contains a line break or another control character',
		'Enter one contact per item.',
	);
}
