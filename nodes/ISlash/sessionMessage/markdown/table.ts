import { convertInline } from './inline';
import type { Line } from './lines';

/** What a table becomes, and how many lines it had. */
export interface Table {
	readonly converted: string;
	readonly length: number;
}

/**
 * Reads the table that begins at a line: a list item for each row, with the titles of its columns.
 *
 * @returns `undefined` when no table begins there
 */
export function readTable(lines: readonly Line[], at: number): Table | undefined {
	const [head, delimiter] = [lines[at], lines.at(at + 1)];
	if (delimiter === undefined || at + 1 >= lines.length) return undefined;
	if (!head.body.includes('|') || !delimiter.body.includes('|')) return undefined;
	const titles = cellsOf(head.body);
	const dashes = cellsOf(delimiter.body);
	const isTable = dashes.length === titles.length && dashes.every((cell) => /^:?-+:?$/.test(cell));
	if (!isTable) return undefined;

	let end = at + 2;
	while (end < lines.length && lines[end].body.includes('|')) end++;
	const indent = /^[ \t]*/.exec(head.body)?.[0] ?? '';
	const names = titles.map((title) => convertInline(title, 'bold').replace(/:$/, ''));
	const rows = lines.slice(at + 2, end);
	const items =
		rows.length > 0
			? rows.map((row) => toItem(indent, pairs(names, cellsOf(row.body)), row.end))
			: [toItem(indent, names, delimiter.end)];
	return { converted: items.join(''), length: end - at };
}

function toItem(indent: string, parts: readonly string[], end: string): string {
	const texts = parts.filter((part) => part !== '');
	return texts.length === 0 ? '' : `${indent}- ${texts.join(', ')}${end}`;
}

/** Each cell with the title of its column; of an empty cell nothing is said. */
function pairs(names: readonly string[], cells: readonly string[]): readonly string[] {
	return cells.map((cell, column) => {
		const name = names.at(column) ?? '';
		const text = convertInline(cell);
		return text === '' || name === '' || column >= names.length ? text : `${name}: ${text}`;
	});
}

/** The cells of a row; `\|` is no border but a sign within one. */
function cellsOf(row: string): readonly string[] {
	const inner = row.trim().replace(/^\|/, '');
	const borders = inner.match(/(?:\\[^]|[^\\|])*(?:\||\\?$)/g) ?? [];
	const cells = borders.map((cell) => cell.replace(/\|$/, ''));
	// Behind the last border nothing follows.
	const used = cells.at(-1) === '' ? cells.slice(0, -1) : cells;
	return used.map((cell) =>
		cell
			.replace(/\\\|/g, '|')
			.replace(/<br ?\/?>/gi, ' ')
			.trim(),
	);
}
