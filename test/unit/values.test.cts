import {
	locatorValue,
	toBoolean,
	toChoice,
	toList,
	toText,
	toWholeNumber,
	toWholeText,
} from '../../nodes/ISlash/fields/values';
import { refusalOf } from './refusal.cts';

const problemOf = (call: () => unknown) => refusalOf(call).problem;
const notSet = [undefined, null, ''];

describe('text', () => {
	test.each<[unknown, string]>([
		['a', 'a'],
		[' ', ' '],
		['\n', '\n'],
		[85256872847, '85256872847'],
		[0, '0'],
		[-1.5, '-1.5'],
		[12345678901234567890n, '12345678901234567890'],
		[false, 'false'],
		[new Date(0), '1970-01-01T00:00:00.000Z'],
		[
			{ isLuxonDateTime: true, isValid: true, toJSON: () => '2026-02-03T04:05:06+08:00' },
			'2026-02-03T04:05:06+08:00',
		],
		['👨‍👩‍👧 \u202eabc', '👨‍👩‍👧 \u202eabc'],
	])('of %p is %j', (value, text) => {
		expect(toText('Text', value)).toBe(text);
	});

	test.each(notSet)('of %j is not set', (value) => {
		expect(toText('Text', value)).toBeUndefined();
	});

	test.each<[unknown, string]>([
		[['a'], 'is a list where text is needed'],
		[{ a: 1 }, 'is an object where text is needed'],
		[NaN, 'is an invalid number where text is needed'],
		[Infinity, 'is an invalid number where text is needed'],
		[new Date(NaN), 'is not a valid date where text is needed'],
		[{ isLuxonDateTime: true, isValid: false }, 'is an object where text is needed'],
		[() => 1, 'is a function where text is needed'],
		[2 ** 53, 'is a number too large to be exact, so its last digits are lost'],
		[1e21, 'is a number too large to be exact, so its last digits are lost'],
		['cut \ud83d', 'contains half of an emoji or other character that was cut in two'],
		['\ude00 cut', 'contains half of an emoji or other character that was cut in two'],
	])('of %p is refused', (value, problem) => {
		expect(refusalOf(() => toText('Text', value))).toEqual({ parameter: 'Text', problem });
	});
});

describe('text of a whole number', () => {
	test.each<[unknown, string | undefined]>([
		[85256872847, '85256872847'],
		['1.5', '1.5'],
		['', undefined],
	])('of %p is %j', (value, text) => {
		expect(toWholeText('Contact Number', value)).toBe(text);
	});

	test.each<[unknown, string]>([
		[85256872847.1234, "is '85256872847.1234', which is a number with decimals"],
		[0.8525687284, "is '0.8525687284', which is a number with decimals"],
		[NaN, 'is an invalid number where text is needed'],
	])('of %p is refused', (value, problem) => {
		expect(problemOf(() => toWholeText('Contact Number', value))).toBe(problem);
	});
});

describe('a switch', () => {
	test.each<[unknown, boolean]>([
		[true, true],
		[false, false],
		['true', true],
		['false', false],
	])('%j is %j', (value, is) => {
		expect(toBoolean('Format Contact Number', value, !is)).toBe(is);
	});

	test.each(notSet)('%j is its default', (value) => {
		expect(toBoolean('Format Contact Number', value, true)).toBe(true);
		expect(toBoolean('Format Contact Number', value, false)).toBe(false);
	});

	test.each([0, 1, 'yes', 'True', [], {}])('%j is refused', (value) => {
		const problem = problemOf(() => toBoolean('Format Contact Number', value, true));
		expect(problem).toMatch(/^is .+ where true or false is needed$/);
	});

	test.each<[unknown, string]>([
		[1, 'is a number where true or false is needed'],
		[NaN, 'is an invalid number where true or false is needed'],
		[new Date(0), 'is a date where true or false is needed'],
	])('%p is refused as what it is', (value, problem) => {
		expect(problemOf(() => toBoolean('Format Contact Number', value, true))).toBe(problem);
	});
});

describe('a whole number', () => {
	const toRetries = (value: unknown) => toWholeNumber('Max Retries', value, 2, 0, 10);

	test.each<[unknown, number]>([
		[0, 0],
		[10, 10],
		['3', 3],
		[' 3 ', 3],
	])('%j is %j', (value, number) => {
		expect(toRetries(value)).toBe(number);
	});

	test.each(notSet)('%j is its default', (value) => {
		expect(toRetries(value)).toBe(2);
	});

	test.each([-1, 11, 1.5, NaN, Infinity, 'many', ' ', '1,5', true, [3], {}, '99'])(
		'%p is refused',
		(value) => {
			expect(problemOf(() => toRetries(value))).toBe('must be a whole number from 0 to 10');
		},
	);
});

describe('one of the values that a parameter offers', () => {
	const toKind = (value: string | undefined) => toChoice('Output', value, ['all', 'some', 'none']);

	test.each(['all', 'some', 'none'] as const)('may be %j', (value) => {
		expect(toKind(value)).toBe(value);
	});

	test('is the first when not set', () => {
		expect(toKind(undefined)).toBe('all');
	});

	test.each(['ALL', ' all', 'raw', 'constructor'])('cannot be %j', (value) => {
		expect(refusalOf(() => toKind(value))).toEqual({
			parameter: 'Output',
			problem: `is '${value}', which is not one of its options`,
		});
	});

	test('that is none of them is reported with its beginning and all allowed values', () => {
		const refuse = () => toKind('x'.repeat(100));
		expect(problemOf(refuse)).toBe(`is '${'x'.repeat(60)}', which is not one of its options`);
		expect(refuse).toThrow(expect.objectContaining({ remedy: 'Use all, some or none.' }));
		const onlyOne = () => toChoice('Output', 'raw', ['all']);
		expect(onlyOne).toThrow(expect.objectContaining({ remedy: 'Use all.' }));
	});
});

describe('a list of fields', () => {
	test.each<[unknown, readonly string[]]>([
		[
			['id', 'sid'],
			['id', 'sid'],
		],
		['id, sid', ['id', 'sid']],
		['id', ['id']],
		[undefined, []],
		['', []],
	])('%j is %j', (value, list) => {
		expect(toList('Output Fields', value)).toEqual(list);
	});

	test.each([1, { a: 1 }, [1], [['id']], true])('%j is refused', (value) => {
		const problem = problemOf(() => toList('Output Fields', value));
		expect(problem).toMatch(/^is .+ where a list of field names is needed$/);
	});
});

describe('a resource locator', () => {
	test.each<[unknown, unknown]>([
		[{ __rl: true, mode: 'list', value: 66 }, 66],
		[{ __rl: true, mode: 'id', value: '66' }, '66'],
		['66', '66'],
		[66, 66],
		[undefined, undefined],
	])('%j is %j', (value, is) => {
		expect(locatorValue(value)).toBe(is);
	});
});
