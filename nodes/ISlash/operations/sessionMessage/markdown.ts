import { toInlineMarks } from './inlineMarkdown';

/**
 * Converts Markdown, as AI models write it, to the marks that WhatsApp shows: `*bold*`, `_italic_`,
 * `~strike~`, backticks, lists and quotes. WhatsApp has no headings, links, tables or pictures.
 *
 * The text is read once, so the time grows only with its length. Text without Markdown stays byte for
 * byte. A converted text must not be converted again: `*x*` is italic in Markdown.
 */
export function toWhatsAppMarks(markdown: string): string {
	const lines = (markdown.match(/[^\r\n]*(?:\r\n?|\n)|[^\r\n]+$/g) ?? []).map(toLine);
	const ends = /`{3}|~{3}/.test(markdown) ? endsOf(lines) : undefined;
	const output: string[] = [];
	for (let at = 0; at < lines.length;) {
		const length = ends ? lengthOfCode(lines, at, ends) : 0;
		if (length > 0) {
			output.push(codeBlock(lines.slice(at, at + length)));
			at += length;
			continue;
		}
		const rows = rowsOfTable(lines, at);
		output.push(rows > 0 ? bulletsOf(lines.slice(at, at + rows)) : textLine(lines[at]));
		at += Math.max(rows, 1);
	}
	return output.join('');
}

/** A line, and its line end, which stays the same. */
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

/** For each line, the length of the longest fence that can end a block at the line or below it. */
type Ends = Readonly<Record<'`' | '~', readonly number[]>>;

/** Computed for all lines at once, because a text may have very many fences without an end. */
function endsOf(lines: readonly Line[]): Ends {
	const none = () => new Array<number>(lines.length + 1).fill(0);
	const ends = { '`': none(), '~': none() };
	const longest = { '`': 0, '~': 0 };
	for (let at = lines.length - 1; at >= 0; at--) {
		const fence = endAt(lines[at]);
		const mark = fence[0] as '`' | '~' | undefined;
		if (mark) longest[mark] = Math.max(longest[mark], fence.length);
		ends['`'][at] = longest['`'];
		ends['~'][at] = longest['~'];
	}
	return ends;
}

/** The fence that stands alone on a line, as at the end of a block; empty if there is none. */
function endAt({ text }: Line): string {
	return text.length < 1000 && /^\s*(?:`{3,}|~{3,})\s*$/.test(text) ? text.trim() : '';
}

/** The number of lines, fences included, of the fenced block that begins here; 0 if none begins here. */
function lengthOfCode(lines: readonly Line[], at: number, ends: Ends): number {
	const { text } = lines[at];
	if (!text.includes('```') && !text.includes('~~~')) return 0;
	const fence = FENCE.exec(text)?.[1] ?? '';
	if (fence === '' || ends[fence[0] as '`' | '~'][at + 1] < fence.length) return 0;
	let end = at + 1;
	while (!endAt(lines[end]).startsWith(fence)) end++;
	return end - at + 1;
}

/** The name of the language is removed: WhatsApp would show it as a part of the code. */
function codeBlock(lines: readonly Line[]): string {
	const output = lines.map(({ text, end }, at) => {
		const isFence = at === 0 || at === lines.length - 1;
		return `${isFence ? '```' : text}${end}`;
	});
	return output.join('');
}

const isRow = ({ text }: Line) => text.includes('|') && text.trim() !== '';
const isRule = ({ text }: Line) => /^[ \t|:-]+$/.test(text) && /-/.test(text);

/** The number of lines of the table that begins here; 0 if none begins here. */
function rowsOfTable(lines: readonly Line[], at: number): number {
	const [head, rule] = [lines[at], lines[at + 1]];
	if (rule === undefined || !isRow(head) || !isRow(rule) || !isRule(rule)) return 0;
	let end = at + 2;
	while (end < lines.length && isRow(lines[end])) end++;
	return end - at;
}

/** A bullet for each row; each cell is named by the head of its column. */
function bulletsOf([head, , ...rows]: readonly Line[]): string {
	const names = cellsOf(head);
	const bullets = rows.map((row) => {
		const cells = cellsOf(row).map((cell, at) =>
			cell && names[at] ? `${names[at]}: ${cell}` : cell,
		);
		return `- ${cells.filter(Boolean).join(', ')}${row.end}`;
	});
	return bullets.join('');
}

function cellsOf({ text }: Line): readonly string[] {
	const inner = text.trim().replace(/^\|/, '').replace(/\|$/, '');
	return inner.split(/(?<!\\)\|/).map((cell) => toInlineMarks(cell.trim().replaceAll('\\|', '|')));
}

/** A heading may end with the same marks that it begins with. */
function withoutClosing(heading: string): string {
	const title = heading.trimEnd();
	let end = title.length;
	while (title[end - 1] === '#') end--;
	return end < title.length && /[ \t]/.test(title.charAt(end - 1))
		? title.slice(0, end).trimEnd()
		: title;
}

function textLine({ text, end }: Line): string {
	// The shortest text with marks is `*a*`.
	if (text.length < 3) return `${text}${end}`;
	const heading = /^ {0,3}#{1,6}[ \t]+(\S.*)$/.exec(text)?.[1];
	if (heading !== undefined) {
		const title = toInlineMarks(withoutClosing(heading), { isBold: true });
		return `*${title}*${end}`;
	}
	// Three or more marks alone on a line are a rule: WhatsApp shows them as they are.
	if (/^[ \t]*([*_-])(?:[ \t]*\1){2,}[ \t]*$/.test(text)) return `${text}${end}`;
	const start = /^(?:[ \t]*>)*[ \t]*(?:[*+-][ \t]+(?=\S))?/.exec(text)?.[0] ?? '';
	const bullet = start.replace(/[*+](?=[ \t]+$)/, '-');
	return `${bullet}${toInlineMarks(text.slice(start.length))}${end}`;
}
