import { asObject, asText, type JsonObject } from '../../api/envelope';
import { componentsOf, componentType } from './templates';

/** The variables that the API takes, by the names of its fields. */
export const VARIABLES = [
	'variable_1',
	'variable_2',
	'variable_3',
	'button_url_variable_1',
] as const;

export type VariableName = (typeof VARIABLES)[number];

/** A place in a template that has to be filled. */
export interface Variable {
	/** The API's field for the variable; `undefined` when the API has none. */
	readonly name: VariableName | undefined;
	/** The text around the place, as the template has it. */
	readonly place: string;
}

/** The placeholder of a variable. It contains a number or, in newer templates, a name. */
const PLACEHOLDER = /\{\{\s*([\w.-]+)\s*\}\}/g;

/**
 * How many characters of the template are shown before and after a place. The editor cuts a label off
 * after about 28 letters (n8n 2.41.1), so the place itself comes early.
 */
const BEFORE = 14;
const AFTER = 40;

/**
 * The places of a template, in the order of the API's fields. The API has fields for the numbers 1 to 3
 * of the body and for the address of one button. It has none for headers and for variables with names.
 */
export function variablesOf(template: JsonObject): readonly Variable[] {
	const components = componentsOf(template);
	const ofType = (type: string) =>
		components.filter((component) => componentType(component) === type);
	const body = ofType('BODY').flatMap(({ text }) => placesOf(text));
	const inBody = body.map(({ key, place }) => ({ name: bodyField(key), place }));
	const buttons = ofType('BUTTONS').flatMap(buttonPlaces);
	const inButtons = buttons.map((place, index) => ({ name: buttonField(index), place }));
	const header = ofType('HEADER').flatMap(({ text }) => placesOf(text));
	const all = [...inBody, ...inButtons, ...header.map(({ place }) => ({ name: undefined, place }))];
	const rank = ({ name }: Variable) => (name ? VARIABLES.indexOf(name) : VARIABLES.length);
	return all.sort((one, other) => rank(one) - rank(other));
}

function bodyField(key: string): VariableName | undefined {
	return VARIABLES.find((name) => name === `variable_${key}`);
}

function buttonField(index: number): VariableName | undefined {
	return index === 0 ? 'button_url_variable_1' : undefined;
}

/** The title and address of each button with a variable in its address. */
function buttonPlaces({ buttons }: JsonObject): readonly string[] {
	const list = Array.isArray(buttons) ? buttons.map(asObject) : [];
	return list
		.filter((button) => placesOf(button?.url).length > 0)
		.map((button) => `${asText(button?.text) ?? 'Button'}: ${asText(button?.url) ?? ''}`);
}

interface Place {
	/** The text between the braces. */
	readonly key: string;
	readonly place: string;
}

/** The places of a text. Two places with the same key are one variable. */
function placesOf(value: unknown): readonly Place[] {
	const text = asText(value)?.replace(/\s+/g, ' ') ?? '';
	const places = new Map<string, Place>();
	for (const { 0: braces, 1: key, index } of text.matchAll(PLACEHOLDER)) {
		const place = excerpt(text, index, index + braces.length);
		if (!places.has(key)) places.set(key, { key, place });
	}
	return [...places.values()];
}

/** The text around a place, cut between words where there are blanks. */
function excerpt(text: string, from: number, to: number): string {
	const blankBefore = from > BEFORE ? text.indexOf(' ', from - BEFORE - 1) : -1;
	const isWord = blankBefore !== -1 && blankBefore < from - 1;
	const start = from <= BEFORE ? 0 : isWord ? blankBefore + 1 : from - BEFORE;
	const blankAfter = text.lastIndexOf(' ', to + AFTER);
	const isCut = to + AFTER < text.length;
	const end = isCut ? (blankAfter > to ? blankAfter + 1 : to + AFTER) : text.length;
	return `${start > 0 ? '…' : ''}${text.slice(start, end)}${isCut ? '…' : ''}`;
}
