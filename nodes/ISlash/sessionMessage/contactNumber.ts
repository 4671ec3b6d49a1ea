import { InvalidInput } from '../invalidInput';
import { toTypedNumber } from './contactAddress';

const LABEL = 'Contact Number';

/** What people put into numbers for the eye: spaces, dots, dashes, brackets, invisible marks. */
const DECORATION = /[\s.\u2212\p{Dash_Punctuation}()[\]{}\p{Format}]/gu;

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

	const entered = identity.replace(/\p{Format}/gu, '').trim();
	const number = toTypedNumber(entered);
	refuseOtherNumbers(entered, number);
	const digits = number.replace(DECORATION, '').replace(/^\+/, '').replace(/^00/, '');
	if (!/^\d{5,20}$/.test(digits)) throw notANumber(identity);
	refuseForeignPrefix(entered, digits);
	return digits;
}

function notANumber(identity: string): InvalidInput {
	return new InvalidInput(
		LABEL,
		`is '${identity.trim().slice(0, 60)}', which is not a number of 5 to 20 digits`,
		"Enter one number with its country code, such as 85256872847. For a contact that is not a phone number, turn off 'Format Contact Number' in Options.",
	);
}

/** Russians dial 8 before numbers within their country; read as a country code it is Vietnam's 84. */
const RUSSIAN_TRUNK = /^8[\s-]*(?:\(\d{3}\)\s*|[\s-]\d{3}[\s-])\d{3}[\s-]\d{2}[\s-]\d{2}$/;

/** What looks like decoration and means something: without it the message would go to somebody else. */
const MEANINGFUL: ReadonlyArray<readonly [(number: string) => boolean, string]> = [
	[(number) => /[([{]\s*0\s*[)\]}]/.test(number), 'where (0) is not dialled from abroad'],
	[
		(number) => /[([{]\s*0/.test(number),
		'where the bracket begins with 0, which is not dialled from abroad',
	],
	[
		(number) => /^[+([{\s]*[\u2212\p{Dash_Punctuation}]/u.test(number),
		'which is a negative number',
	],
	[hasDecimals, 'which is a number with decimals'],
	[(number) => /[\r\n\v\f\u2028\u2029]/.test(number), 'which has more than one line'],
	[isTwoNumbers, 'which looks like two numbers'],
	[(number) => RUSSIAN_TRUNK.test(number), 'where 8 is dialled within the country only'],
];

/** Spreadsheets and CSV files turn 85256872847 into 85256872847.0. */
function hasDecimals(number: string): boolean {
	const together = number.replace(/[\s()[\]{}+]/g, '');
	return (
		// With blanks or brackets in between, more digits behind the dot are one more group.
		/^\d{5,}\.0{1,2}$|^0\.\d+$/.test(together) ||
		/^[+([{]*\d{5,}[)\]}]*\.(?:0+|\d{1,3})[)\]}]*$/.test(number)
	);
}

/** Together more digits than any phone number has (15, ITU-T E.164), or copied from two cells. */
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
		'Enter one number in whole digits, as it is dialled from abroad, such as 442079460000.',
	);
}

/**
 * No country code begins with 0, and behind the country code 1 no number begins with 0 or 1. What
 * does has a trunk or exit code in front, such as Australia's 0011, or lacks its country code.
 */
function refuseForeignPrefix(entered: string, digits: string): void {
	const prefix = /^(?:0|1[01])/.exec(digits)?.[0];
	if (prefix === undefined) return;
	const problem =
		prefix === '0'
			? 'where a 0 stands in place of the country code'
			: `where ${prefix} is not the beginning of any country's numbers`;
	throw new InvalidInput(
		LABEL,
		`is '${entered.slice(0, 60)}', ${problem}`,
		'Enter the country code and then the number, without the digits that are dialled before it: 0794600000 in Switzerland is 41794600000.',
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
