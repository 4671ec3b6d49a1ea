import type { INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import type { ItemReader } from './reader';
import { toBoolean, toWholeText } from './values';

const LABEL = 'Contact Number';

/** 'Contact Number', as every operation asks for it that has to do with one contact. */
export const contactNumber: INodeProperties = {
	displayName: LABEL,
	name: 'identity',
	type: 'string',
	required: true,
	default: '',
	placeholder: 'e.g. 85256872847',
	description:
		'The contact to write to: country code and number. Spaces, dashes, brackets and a leading + or 00 are taken away.',
	hint: 'With the country code',
};

/** The option 'Format Contact Number'. */
export const formatContactNumber: INodeProperties = {
	displayName: 'Format Contact Number',
	name: 'formatIdentity',
	type: 'boolean',
	default: true,
	description:
		'Whether to take spaces, dashes, brackets and a leading + or 00 away and to insist on 5 to 20 digits. Turn off for contacts that are not phone numbers.',
};

/** @throws InvalidInput when it could be another contact than the one that was meant */
export function readContactNumber(item: ItemReader): string {
	const { displayName } = formatContactNumber;
	const format = toBoolean(displayName, item.option(formatContactNumber), true);
	return toContactNumber(toWholeText(LABEL, item.value(contactNumber)), format);
}

/** The same for a number that is written in two ways, as with 'Format Contact Number' turned off. */
export function contactOf(identity: string): string {
	return identity.replace(/\D/g, '').replace(/^00/, '') || identity;
}

/** What people put into numbers for the eye: spaces, dots, dashes, brackets, invisible marks. */
const DECORATION = /[\s.\p{Dash_Punctuation}()[\]{}\p{Format}]/gu;

/**
 * The contact as the API wants it: country code and number in digits only.
 *
 * @param identity 'Contact Number', as typed or pasted
 * @param format whether to take decoration away and insist on 5 to 20 digits
 * @throws InvalidInput when what is left could be another contact than the one that was meant
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
	refuseOtherNumbers(identity);

	const digits = identity
		.replace(DECORATION, '')
		.replace(/^[+＋]/, '')
		.replace(/^00/, '');
	if (/^\d{5,20}$/.test(digits)) return digits;
	throw new InvalidInput(
		LABEL,
		`is '${identity.trim().slice(0, 60)}', which is not a number of 5 to 20 digits`,
		"Enter one number with its country code, such as 85256872847. For a contact that is not a phone number, turn off 'Format Contact Number' in Options.",
	);
}

/** What looks like decoration and means something: without it the message would go to somebody else. */
const MEANINGFUL: ReadonlyArray<readonly [(entered: string) => boolean, string]> = [
	[(entered) => /[([{]\s*0\s*[)\]}]/.test(entered), 'where (0) is not dialled from abroad'],
	[(entered) => /^[+＋([{\s]*\p{Dash_Punctuation}/u.test(entered), 'which is a negative number'],
	[hasDecimals, 'which is a number with decimals'],
	[(entered) => /[\r\n\v\f\u2028\u2029]/.test(entered), 'which has more than one line'],
	[isTwoNumbers, 'which looks like two numbers'],
];

/** Spreadsheets and CSV files turn 85256872847 into 85256872847.0. */
function hasDecimals(entered: string): boolean {
	const together = entered.replace(/[\s()[\]{}+＋]/g, '');
	return (
		// With blanks or brackets in between, more digits behind the dot are one more group.
		/^\d{5,}\.0{1,2}$|^0\.\d+$/.test(together) ||
		/^[+＋([{]*\d{5,}[)\]}]*\.(?:0+|\d{1,3})[)\]}]*$/.test(entered)
	);
}

/** Together more digits than any phone number has (15, ITU-T E.164), or copied from two cells. */
function isTwoNumbers(entered: string): boolean {
	const cells = entered.split('\t').map((cell) => cell.replace(/\D/g, '').length);
	const isPhoneAndMore =
		cells.filter((digits) => digits > 0).length > 1 && cells.some((digits) => digits >= 7);
	return isPhoneAndMore || /^[+＋]?\d{8,}[\s.\p{Dash_Punctuation}]+[+＋]?\d{8,}$/u.test(entered);
}

function refuseOtherNumbers(identity: string): void {
	const entered = identity.replace(/\p{Format}/gu, '').trim();
	const why = MEANINGFUL.find(([holds]) => holds(entered))?.[1];
	if (why === undefined) return;
	throw new InvalidInput(
		LABEL,
		`is '${entered.slice(0, 60)}', ${why}`,
		'Enter one number in whole digits, as it is dialled from abroad, such as 442079460000.',
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
