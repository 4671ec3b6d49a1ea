/** Markup that is safe to put into a page as it is. */
export interface Html {
	readonly markup: string;
}

type Value = string | number | undefined | Html | readonly Html[];

const ENTITIES: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	"'": '&#39;',
};

function escaped(text: string): string {
	return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function markupOf(value: Value): string {
	if (value === undefined) return '';
	if (typeof value === 'string') return escaped(value);
	if (typeof value === 'number') return String(value);
	if ('markup' in value) return value.markup;
	return value.map((one) => one.markup).join('');
}

/** Everything put in is escaped, in text and in quoted attributes, unless it is Html itself. */
export function html(literals: TemplateStringsArray, ...values: readonly Value[]): Html {
	const markup = literals.reduce(
		(before, literal, index) => before + markupOf(values[index - 1]) + literal,
	);
	return { markup };
}
