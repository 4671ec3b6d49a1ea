import { goalInWords, inUnit, reaches, type Row, type TimeShare } from '../row.cts';

/** A row as cells of text. */
export function cellsOf(row: Row): readonly string[] {
	return [
		row.what,
		row.against,
		goalInWords(row),
		inUnit(row.measured, row.unit),
		verdict(row),
		row.details,
	];
}

export const HEAD = ['what', 'against', 'goal', 'measured', '', 'medians'] as const;

function verdict(row: Row): string {
	if (row.goal === undefined) return '';
	return reaches(row, 1) ? 'met' : 'missed';
}

export function timeCells({ where, iSlash, bareLoop }: TimeShare): readonly string[] {
	return [where, `${iSlash.toFixed(2)} ms`, `${bareLoop.toFixed(2)} ms`];
}

export const TIME_HEAD = ['of one text message', 'iSlash', 'bare loop'] as const;

/** A table in Markdown, with columns that are even in a terminal too. */
export function markdownTable(
	head: readonly string[],
	lines: ReadonlyArray<readonly string[]>,
): string {
	const all = [head, ...lines];
	const widths = head.map((_, column) =>
		Math.max(3, ...all.map((cells) => cells[column]?.length ?? 0)),
	);
	const line = (cells: readonly string[]) =>
		`| ${cells.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(' | ')} |`;
	const rule = line(widths.map((width) => '-'.repeat(width)));
	return [line(head), rule, ...lines.map(line)].join('\n');
}
