import { toInlineMarks } from './inlineMarkdown';

/**
 * What AI models write in Markdown, in the marks that WhatsApp shows: `*bold*`, `_italic_`, `~strike~`,
 * backticks, lists and quotes. WhatsApp has no headings, links, tables or pictures.
 *
 * The text is gone over once, so that the time grows with its length alone. What is no Markdown stays
 * byte for byte. What has been converted must not be converted again: `*x*` is italic in Markdown.
 */
export function toWhatsAppMarks(markdown: string): string {
	const lines = (markdown.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? []).map(toLine);
	const output: string[] = [];
	for (let at = 0; at < lines.length;) {
		const length = lengthOfCode(lines, at);
		if (length > 0) {
			output.push(...codeBlock(lines.slice(at, at + length)));
			at += length;
			continue;
		}
		const rows = rowsOfTable(lines, at);
		if (rows > 0) output.push(...bulletsOf(lines.slice(at, at + rows)));
		else output.push(textLine(lines[at]));
		at += Math.max(rows, 1);
	}
	return output.join('');
}

/** A line without its end, which stays the one it was. */
interface Line {
	readonly text: string;
	readonly end: string;
}

function toLine(whole: string): Line {
	const last = whole.at(-1);
	const length = whole.endsWith('\r\n') ? 2 : last === '\n' || last === '\r' ? 1 : 0;
	return { text: whole.slice(0, whole.length - length), end: whole.slice(whole.length - length) };
}

const FENCE = /^ {0,3}(`{3,}|~{3,})([^`]*)$/;

/** How many lines a fenced block has that begins here, its fences included; 0 when there is none. */
function lengthOfCode(lines: readonly Line[], at: number): number {
	const { text: first } = lines[at];
	// Most lines are none, and a text may have very many.
	if (!first.includes('```') && !first.includes('~~~')) return 0;
	const fence = FENCE.exec(first)?.[1];
	if (fence === undefined) return 0;
	for (let next = at + 1; next < lines.length; next++) {
		const text = lines[next].text.trim();
		if (text.startsWith(fence) && /^(?:`+|~+)$/.test(text)) return next - at + 1;
	}
	return 0;
}

/** The name of the language goes: WhatsApp would show it as a part of the code. */
function codeBlock(lines: readonly Line[]): readonly string[] {
	return lines.map(({ text, end }, at) => {
		const isFence = at === 0 || at === lines.length - 1;
		return `${isFence ? '```' : text}${end}`;
	});
}

const isRow = ({ text }: Line) => text.includes('|') && text.trim() !== '';
const isRule = ({ text }: Line) => /^\s*\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*$/.test(text);

/** How many lines a table has that begins here; 0 when there is none. */
function rowsOfTable(lines: readonly Line[], at: number): number {
	const [head, rule] = [lines[at], lines[at + 1]];
	if (
		!head.text.includes('|') ||
		rule === undefined ||
		!isRow(head) ||
		!rule.text.includes('|') ||
		!isRule(rule)
	)
		return 0;
	let end = at + 2;
	while (end < lines.length && isRow(lines[end])) end++;
	return end - at;
}

/** A bullet per row, each cell named by the head of its column. */
function bulletsOf([head, , ...rows]: readonly Line[]): readonly string[] {
	const names = cellsOf(head);
	return rows.map((row) => {
		const cells = cellsOf(row).map((cell, at) =>
			cell && names[at] ? `${names[at]}: ${cell}` : cell,
		);
		return `- ${cells.filter(Boolean).join(', ')}${row.end}`;
	});
}

function cellsOf({ text }: Line): readonly string[] {
	const inner = text.trim().replace(/^\|/, '').replace(/\|$/, '');
	return inner.split(/(?<!\\)\|/).map((cell) => toInlineMarks(cell.trim().replaceAll('\\|', '|')));
}

function textLine({ text, end }: Line): string {
	// The shortest that means something is `*a*`.
	if (text.length < 3) return `${text}${end}`;
	const heading = /^ {0,3}#{1,6}[ \t]+(\S.*)$/.exec(text)?.[1];
	if (heading !== undefined) {
		const title = toInlineMarks(heading.replace(/[ \t]+#+[ \t]*$/, '').trimEnd(), { isBold: true });
		return `*${title}*${end}`;
	}
	// Three or more marks alone on a line are a rule: WhatsApp shows them as they are.
	if (/^[ \t]*([*_-])(?:[ \t]*\1){2,}[ \t]*$/.test(text)) return `${text}${end}`;
	const start = /^(?:[ \t]*>)*[ \t]*(?:[*+-][ \t]+(?=\S))?/.exec(text)?.[0] ?? '';
	const bullet = start.replace(/[*+](?=[ \t]+$)/, '-');
	return `${bullet}${toInlineMarks(text.slice(start.length))}${end}`;
}
