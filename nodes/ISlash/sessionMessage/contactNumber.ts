import { InvalidInput } from '../invalidInput';

const LABEL = 'Contact Number';

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
const MEANINGFUL: ReadonlyArray<readonly [RegExp, string]> = [
	[/\(\s*0\s*\)/, 'where (0) is not dialled from abroad'],
	[/^-/, 'which is a negative number'],
	// Spreadsheets and CSV files turn 85256872847 into 85256872847.0.
	[/^\d{5,}\.(?:0+|\d{1,3})$/, 'which is a number with decimals'],
	[/[\r\n\u2028\u2029]/, 'which has more than one line'],
	// Together more digits than any phone number has (15, ITU-T E.164).
	[/^\+?\d{8,}\s+\+?\d{8,}$/, 'which looks like two numbers'],
];

function refuseOtherNumbers(identity: string): void {
	const entered = identity.trim();
	const why = MEANINGFUL.find(([pattern]) => pattern.test(entered))?.[1];
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
