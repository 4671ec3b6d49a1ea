/** A line and its line break, so that both go out as they came. */
export interface Line {
	readonly body: string;
	readonly end: string;
}

export function toLines(text: string): readonly Line[] {
	const lines: Line[] = [];
	for (let from = 0; from < text.length;) {
		const found = text.indexOf('\n', from);
		const to = found === -1 ? text.length : found + 1;
		const length = found === -1 ? 0 : text[found - 1] === '\r' && found > from ? 2 : 1;
		lines.push({ body: text.slice(from, to - length), end: text.slice(to - length, to) });
		from = to;
	}
	return lines;
}

export const asTyped = (lines: readonly Line[]) =>
	lines.map(({ body, end }) => body + end).join('');
