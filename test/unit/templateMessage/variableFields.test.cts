import { fieldsOf } from '../../../nodes/ISlash/operations/templateMessage/variableFields';
import { variablesOf } from '../../../nodes/ISlash/operations/templateMessage/variables';

/** The fields that a template gets in the editor. */

const labels = (...components: readonly object[]) =>
	fieldsOf(variablesOf({ name: 'a', components })).fields.map(
		({ id, displayName, required, readOnly }) => [id, displayName, required, readOnly ?? false],
	);
const body = (text: string) => ({ type: 'BODY', text });

test("each variable has a field, labelled with its place in the template's own words", () => {
	expect(labels(body('Hello {{1}}, the payment of your order {{2}} has been received'))).toEqual([
		['variable_1', 'Variable 1: Hello {{1}}, the payment of your order {{2}} has …', true, false],
		['variable_2', 'Variable 2: …of your order {{2}} has been received', true, false],
	]);
});

test('a long text is cut between words, and told in one line', () => {
	const text = `${'before '.repeat(20)}\n\n{{1}}\t${'behind '.repeat(20)}`;
	expect(labels(body(text))).toEqual([
		[
			'variable_1',
			'Variable 1: …before before {{1}} behind behind behind behind behind …',
			true,
			false,
		],
	]);
});

test('a variable in two places has one field, in whatever order the numbers come', () => {
	expect(labels(body('{{2}} and {{1}} and {{2}}')).map(([id]) => id)).toEqual([
		'variable_1',
		'variable_2',
	]);
});

test('the variable in the address of a button has a field', () => {
	const buttons = [
		{ type: 'URL', text: 'Shop', url: 'https://a.example' },
		{ type: 'URL', text: 'Track', url: 'https://a.example/{{1}}' },
	];
	expect(labels({ type: 'BUTTONS', buttons })).toEqual([
		['button_url_variable_1', 'Button Variable: Track: https://a.example/{{1}}', true, false],
	]);
});

test("a variable that iSlash's API lacks is shown, and cannot be filled in", () => {
	const none = "Not in iSlash's API (only three variables, and one for a button): ";
	expect(
		labels({ type: 'HEADER', format: 'TEXT', text: 'Dear {{1}}' }, body('{{4}} {{1}} {{name}}')),
	).toEqual([
		['variable_1', 'Variable 1: {{4}} {{1}} {{name}}', true, false],
		['undocumented_1', `${none}{{4}} {{1}} {{name}}`, false, true],
		['undocumented_2', `${none}{{4}} {{1}} {{name}}`, false, true],
		['undocumented_3', `${none}Dear {{1}}`, false, true],
	]);
});

test.each([
	['no variables', [body('Hello')]],
	[
		'nothing that can be read',
		[null, 'BODY', { type: 3 }, { type: 'BODY', text: null }, { type: 'BUTTONS', buttons: 1 }],
	],
])('a template with %s has no fields, and says so', (_kind, components) => {
	expect(fieldsOf(variablesOf({ name: 'a', components }))).toEqual({
		fields: [],
		emptyFieldsNotice: 'This template has no variables.',
	});
});
