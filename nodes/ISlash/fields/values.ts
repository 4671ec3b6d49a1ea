import { InvalidInput } from '../errors/invalidInput';

/** The value of a resource locator, whether picked from the list, typed, or given by an expression. */
export function locatorValue(value: unknown): unknown {
	return isRecord(value) && '__rl' in value ? value.value : value;
}

const PICK_FIELD =
	'Let the expression pick one field. For the whole value, use JSON.stringify(), or .join(", ") for a list of texts.';
const CHECK_FIELDS =
	'Check the expression: a field that it uses may be empty, or have another name.';

/**
 * The text of a value that has one clear text form: a text as it is, a finite number in digits,
 * `true` or `false`, a date in ISO 8601.
 *
 * @param parameter the label, which the error names
 * @returns `undefined` when not set; an empty text counts as not set
 * @throws InvalidInput for a list or object, a number that has lost digits, or half a character
 */
export function toText(parameter: string, value: unknown): string | undefined {
	if (value === undefined || value === null || value === '') return undefined;
	if (typeof value === 'string') return wellFormed(parameter, value);
	if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	if (typeof value === 'number' && Number.isFinite(value)) return String(exact(parameter, value));
	if (isDate(value)) return String(value.toJSON());
	const kind = kindOf(value);
	const remedy = kind === 'a list' || kind === 'an object' ? PICK_FIELD : CHECK_FIELDS;
	throw new InvalidInput(parameter, `is ${kind} where text is needed`, remedy);
}

/**
 * The text of an AI model's answer. Some models give a list of content blocks: blocks with text are
 * joined, other blocks, such as tool calls, are left out.
 *
 * @param parameter the label, which the error names
 * @returns `undefined` when not set; blanks alone count as not set
 * @throws InvalidInput for what toText() refuses
 */
export function toMessageText(parameter: string, value: unknown): string | undefined {
	const blocks = Array.isArray(value) ? value.map(textOfBlock) : [];
	const isAnswer = blocks.length > 0 && blocks.every((block) => block !== undefined);
	const text = toText(parameter, isAnswer ? blocks.join('') : value);
	return text?.trim() === '' ? undefined : text;
}

/** @returns `undefined` for anything but a content block */
function textOfBlock(block: unknown): string | undefined {
	if (typeof block === 'string') return block;
	if (!isRecord(block)) return undefined;
	if (typeof block.text === 'string') return block.text;
	return typeof block.type === 'string' ? '' : undefined;
}

/**
 * The text of a value that must be whole if it is a number: 85256872847.5 is no contact.
 *
 * @param parameter the label, which the error names
 * @returns `undefined` when not set
 * @throws InvalidInput for a number with decimals, and for what toText() refuses
 */
export function toWholeText(parameter: string, value: unknown): string | undefined {
	const hasDecimals =
		typeof value === 'number' && Number.isFinite(value) && !Number.isInteger(value);
	if (!hasDecimals) return toText(parameter, value);
	throw new InvalidInput(
		parameter,
		`is '${value}', which is a number with decimals`,
		'Pass it as a whole number, or as text in digits only, beginning at its source.',
	);
}

/** Half of a surrogate pair has no UTF-8 form and would arrive as a replacement character. */
function wellFormed(parameter: string, value: string): string {
	if (!/\p{Surrogate}/u.test(value)) return value;
	throw new InvalidInput(
		parameter,
		'contains half of an emoji or other character that was cut in two',
		'Shorten the text so that no character is cut, for example with [...text].slice(0, 100).join("").',
	);
}

/** A number above 2^53 has lost digits: as an ID or contact it would be another one. */
function exact(parameter: string, value: number): number {
	if (Number.isSafeInteger(value) || !Number.isInteger(value)) return value;
	throw new InvalidInput(
		parameter,
		'is a number too large to be exact, so its last digits are lost',
		'Pass it as text instead of a number, beginning at its source.',
	);
}

/**
 * True or false; expressions may give it as the text `true` or `false`.
 *
 * @param parameter the label, which the error names
 * @throws InvalidInput when it is anything else
 */
export function toBoolean(parameter: string, value: unknown, ifNotSet: boolean): boolean {
	if (value === undefined || value === null || value === '') return ifNotSet;
	if (typeof value === 'boolean') return value;
	if (value === 'true' || value === 'false') return value === 'true';
	throw new InvalidInput(
		parameter,
		`is ${kindOf(value)} where true or false is needed`,
		'Use the toggle, or an expression that gives true or false.',
	);
}

/**
 * A whole number within the given limits; expressions may give it as text.
 *
 * @param parameter the label, which the error names
 * @param least the lowest value, in the parameter's own unit
 * @param most the highest value
 * @throws InvalidInput when it is not a whole number, or beyond the limits
 */
export function toWholeNumber(
	parameter: string,
	value: unknown,
	ifNotSet: number,
	least: number,
	most: number,
): number {
	if (value === undefined || value === null || value === '') return ifNotSet;
	const number = typeof value === 'string' ? Number(value.trim() || NaN) : value;
	if (Number.isInteger(number) && Number(number) >= least && Number(number) <= most) {
		return Number(number);
	}
	throw new InvalidInput(
		parameter,
		`must be a whole number from ${least} to ${most}`,
		'Enter such a number, or reset the field to its default.',
	);
}

/**
 * A list of names, picked from the list or given as `a, b` by an expression.
 *
 * @param parameter the label, which the error names
 * @returns an empty list when not set
 * @throws InvalidInput when it is neither a text nor a list of texts
 */
export function toList(parameter: string, value: unknown): readonly string[] {
	if (value === undefined || value === null || value === '') return [];
	if (Array.isArray(value) && value.every((entry) => typeof entry === 'string')) return value;
	if (typeof value === 'string') return value.split(',').map((entry) => entry.trim());
	throw new InvalidInput(
		parameter,
		`is ${kindOf(value)} where a list of field names is needed`,
		'Pick the fields from the list.',
	);
}

/**
 * One of the values that a parameter offers; an expression may give any text.
 *
 * @param parameter the label, which the error names
 * @param choices the values, the default first
 * @throws InvalidInput when it is none of them
 */
export function toChoice<T extends string>(
	parameter: string,
	value: string | undefined,
	choices: readonly [T, ...T[]],
): T {
	if (value === undefined) return choices[0];
	const choice = choices.find((one) => one === value);
	if (choice !== undefined) return choice;
	const [last, ...others] = [...choices].reverse();
	throw new InvalidInput(
		parameter,
		`is '${value.slice(0, 60)}', which is not one of its options`,
		`Use ${others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`}.`,
	);
}

/** Whether a value is an object and not a list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A Date, or luxon's DateTime such as `$now`. The JSON form of both is ISO 8601. */
function isDate(value: unknown): value is { toJSON(): unknown } {
	if (value instanceof Date) return !Number.isNaN(value.getTime());
	const isLuxon = isRecord(value) && value.isLuxonDateTime === true && value.isValid === true;
	// A parsed JSON object may have the same fields, but not the method.
	return isLuxon && typeof value.toJSON === 'function';
}

/** What a value is, for a sentence: `is a list where text is needed`. */
function kindOf(value: unknown): string {
	if (Array.isArray(value)) return 'a list';
	if (typeof value === 'number') return Number.isFinite(value) ? 'a number' : 'an invalid number';
	if (value instanceof Date) return isDate(value) ? 'a date' : 'not a valid date';
	return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
