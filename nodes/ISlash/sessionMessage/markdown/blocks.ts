import { convertInline } from './inline';
import { asTyped, toLines, type Line } from './lines';
import { readTable } from './table';

/** Quotes within quotes that are read; WhatsApp shows one level. */
const DEEPEST_QUOTE = 3;

const HEADING = /^ {0,3}#{1,6}[ \t]+(\S.*)$/;
/** A line of three; more of them may be a place to sign, or a word that is hidden. */
const RULE = /^ {0,3}([*_])[ \t]*\1[ \t]*\1[ \t]*$/;
const QUOTE = /^ {0,3}>/;
const QUOTE_WITH_TEXT = /^ {0,3}>(?:[ \t]|$)/;
const FENCE = /^([ \t]*)(`{3,}|~{3,})[^`]*$/;
const ITEM = /^([ \t]*)([-*+]|\d{1,9}[.)])([ \t]+)(\S.*)$/;
/** `[1]: https://…` says where the reference [1] leads. */
const DEFINITION = /^ {0,3}\[[^\]]+\]:[ \t]/;
const INDENTED = /^(?: {4}|\t)/;

/** Converts a whole text, paragraph by paragraph. */
export function convertBlocks(text: string, depth = 0): string {
	return new Blocks(toLines(text), depth).convert();
}

/** Goes through the lines once and collects what they become. */
class Blocks {
	readonly #lines: readonly Line[];
	readonly #depth: number;
	readonly #converted: string[] = [];
	/** The lines of the paragraph that is being read: bold text may go on in the next line. */
	readonly #paragraph: string[] = [];
	#isInList = false;

	constructor(lines: readonly Line[], depth: number) {
		this.#lines = lines;
		this.#depth = depth;
	}

	convert(): string {
		for (let at = 0; at < this.#lines.length;) at += this.#read(at);
		this.#endParagraph();
		return this.#converted.join('');
	}

	/** Reads the block that begins at a line; returns how many lines it has. */
	#read(at: number): number {
		const line = this.#lines[at];
		if (line.body.trim() === '') {
			this.#put(line.body + line.end);
			return 1;
		}
		const several = this.#fence(at) || this.#quote(at) || this.#table(at);
		if (several > 0) return several;
		const whole = this.#wholeLine(line, at);
		if (whole !== undefined) this.#put(whole);
		else if (!this.#item(line)) this.#paragraph.push(line.body + line.end);
		return 1;
	}

	#put(converted: string): void {
		this.#endParagraph();
		this.#converted.push(converted);
	}

	#endParagraph(): void {
		if (this.#paragraph.length === 0) return;
		this.#converted.push(convertInline(this.#paragraph.splice(0).join('')));
	}

	/** What a line becomes that is a block of its own. */
	#wholeLine({ body, end }: Line, at: number): string | undefined {
		if (DEFINITION.test(body) || this.#isIndentedCode(body, at)) return body + end;
		const title = HEADING.exec(body)?.[1];
		if (title !== undefined) return heading(title) + end;
		// A line of dashes reads as a line in a chat, one of asterisks as a riddle.
		return RULE.test(body) ? `---${end}` : undefined;
	}

	/** Four blanks after an empty line; in a list they belong to it. */
	#isIndentedCode(body: string, at: number): boolean {
		if (this.#paragraph.length > 0) return false;
		const isAfterBlank = at > 0 && this.#lines[at - 1].body.trim() === '';
		if (isAfterBlank && !/^[ \t]/.test(body) && !ITEM.test(body)) this.#isInList = false;
		return !this.#isInList && INDENTED.test(body);
	}

	#item({ body, end }: Line): boolean {
		const [, indent, marker, blanks, text] = ITEM.exec(body) ?? [];
		if (text === undefined) return false;
		// WhatsApp has no bullet but the dash, and one blank behind it.
		this.#put(indent + (marker === '*' ? '- ' : marker + blanks));
		this.#paragraph.push(text + end);
		this.#isInList = true;
		return true;
	}

	/** Code goes out as it is; WhatsApp would show the name of its language as code. */
	#fence(at: number): number {
		const [, indent, fence] = FENCE.exec(this.#lines[at].body) ?? [];
		if (fence === undefined) return 0;
		let close = at + 1;
		while (close < this.#lines.length && !isClosing(this.#lines[close].body, fence)) close++;
		// Code without an end, as in a text that was cut, goes on to the end of the text.
		const isOpen = close === this.#lines.length;
		const lines = this.#lines.slice(at, close + 1);
		const code = asTyped(lines.slice(1, -1));
		const last = lines[lines.length - 1];
		const whole = `${indent}\`\`\`${lines[0].end}${code}${indent}\`\`\`${last.end}`;
		this.#put(isOpen ? asTyped(lines) : whole);
		return lines.length;
	}

	#quote(at: number): number {
		if (this.#depth >= DEEPEST_QUOTE || !QUOTE_WITH_TEXT.test(this.#lines[at].body)) return 0;
		let end = at;
		while (end < this.#lines.length && QUOTE.test(this.#lines[end].body)) end++;
		const lines = this.#lines.slice(at, end);
		const inner = lines.map((line) => line.body.replace(/^ {0,3}>[ \t]?/, '') + line.end).join('');
		const converted = convertBlocks(inner, this.#depth + 1);
		const quoted = toLines(converted).map(({ body, end }) => (body ? `> ${body}` : '>') + end);
		this.#put(converted === inner ? asTyped(lines) : quoted.join(''));
		return lines.length;
	}

	#table(at: number): number {
		const table = readTable(this.#lines, at);
		if (table === undefined) return 0;
		this.#put(table.converted);
		return table.length;
	}
}

function isClosing(body: string, fence: string): boolean {
	const line = body.trim();
	return line.length >= fence.length && line === fence[0].repeat(line.length);
}

/** Bold as a whole, so nothing within is. The signs # may also stand behind it. */
function heading(title: string): string {
	const text = title.trimEnd().replace(/[ \t]#+$/, '');
	return `*${convertInline(text.trimEnd(), 'bold')}*`;
}
