import { isWordAt, pairUp, type Run, runOf, write } from './emphasis';

/**
 * Converts a line, or a part of a line.
 *
 * @param within whether the result stands within bold text, where no more bold is possible
 */
export function toInlineMarks(
	line: string,
	within: { readonly isBold: boolean } = { isBold: false },
): string {
	// Backticks alone change nothing: they only keep other marks as they are.
	if (!/[*_~[\\<]/.test(line)) return line;
	const tokens = tokensOf(line);
	pairUp(tokens.filter((token) => typeof token !== 'string'));
	return write(tokens, within.isBold);
}

const ADDRESS = /https?:\/\/[^\s<>]+/y;
const LINK =
	/!?\[([^[\]]*)\]\([ \t]?<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:[ \t]"[^"]*"|[ \t]'[^']*')?[ \t]?\)/y;
const AUTOLINK = /<(https?:\/\/[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>/y;
const ESCAPED = '*_~`[]#>\\';
const BACKTICKS = /`+/y;
const PLAIN = /[^*_~`[\\<!h]+/y;
/** Programmers' names such as __init__. */
const NAME = /__\w+__(?![\p{L}\p{N}_])/uy;

/** The state of splitting a line into tokens. There is only one list, because more lists cost time. */
interface Reading {
	readonly line: string;
	readonly closing: Closing;
	readonly tokens: Array<string | Run>;
	/** How many pieces of text with a blank have been read. */
	blanks: number;
}

function tokensOf(line: string): Array<string | Run> {
	const reading: Reading = { line, closing: closingBackticks(line), tokens: [], blanks: 0 };
	for (let at = 0; at < line.length;) at = readToken(reading, at);
	return reading.tokens;
}

/** @returns the place after the token */
function readToken(reading: Reading, at: number): number {
	const { line } = reading;
	switch (line[at]) {
		case '*':
		case '_':
		case '~':
			return readMarks(reading, at);
		case '`':
			return readCode(reading, at);
		case 'h':
			return readAddress(reading, at);
		case '[':
		case '!':
			return readLink(reading, at);
		case '<': {
			const address = line[at + 1] === '<' ? null : find(AUTOLINK, line, at);
			return add(reading, address?.[1] ?? '<', at + (address?.[0].length ?? 1));
		}
		case '\\': {
			const isEscape = at + 1 < line.length && ESCAPED.includes(line[at + 1]);
			return add(reading, isEscape ? line[at + 1] : '\\', at + (isEscape ? 2 : 1));
		}
		default:
			return readText(reading, at);
	}
}

function add({ tokens }: Reading, token: string | Run, end: number): number {
	tokens.push(token);
	return end;
}

/** The place after a match; the place itself without one. Faster than find(), which lists the groups. */
function endOf(pattern: RegExp, line: string, at: number): number {
	pattern.lastIndex = at;
	return pattern.test(line) ? pattern.lastIndex : at;
}

function find(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(line);
}

function readText(reading: Reading, at: number): number {
	const end = Math.max(endOf(PLAIN, reading.line, at), at + 1);
	const text = reading.line.slice(at, end);
	if (/\s/.test(text)) reading.blanks++;
	return add(reading, text, end);
}

/** Marks and punctuation after an address do not belong to it. */
function readAddress(reading: Reading, at: number): number {
	const { line } = reading;
	let end = line[at + 1] === 't' ? Math.max(endOf(ADDRESS, line, at), at + 1) : at + 1;
	while (end > at + 1 && `*_~)].,!?:;'"`.includes(line[end - 1])) end--;
	return add(reading, line.slice(at, end), end);
}

function readLink(reading: Reading, at: number): number {
	const { line } = reading;
	const mayBeLink = line[at] === '[' || line[at + 1] === '[';
	const link = mayBeLink ? find(LINK, line, at) : null;
	return link
		? add(reading, linkInWords(link[1], link[2]), at + link[0].length)
		: add(reading, line[at], at + 1);
}

function readMarks(reading: Reading, at: number): number {
	const { line } = reading;
	const mayBeName = line.startsWith('__', at) && !isWordAt(line, at - 1);
	const name = mayBeName ? endOf(NAME, line, at) : at;
	if (name > at) return add(reading, line.slice(at, name), name);
	let end = at + 1;
	while (line[end] === line[at]) end++;
	return add(reading, runOf(line, at, end, reading.blanks), end);
}

function readCode(reading: Reading, at: number): number {
	const { line, closing } = reading;
	const begin = endOf(BACKTICKS, line, at);
	const closed = closing(begin - at, begin);
	const end = closed === undefined ? begin : closed + begin - at;
	return add(reading, line.slice(at, end), end);
}

type Closing = (length: number, from: number) => number | undefined;

/** Finds the next run with a given number of backticks. Each run is looked at once for its length. */
function closingBackticks(line: string): Closing {
	if (!line.includes('`')) return () => undefined;
	const places = new Map<number, { readonly all: number[]; next: number }>();
	for (const { 0: run, index } of line.matchAll(/`+/g)) {
		const known = places.get(run.length) ?? { all: [], next: 0 };
		known.all.push(index);
		places.set(run.length, known);
	}
	return (length, from) => {
		const known = places.get(length);
		if (known === undefined) return undefined;
		while (known.next < known.all.length && known.all[known.next] < from) known.next++;
		return known.all[known.next];
	};
}

/** WhatsApp turns an address into a link, and cannot show another text for it. */
function linkInWords(text: string, address: string): string {
	const words = toInlineMarks(text).trim();
	if (words === '' || text === address) return address;
	return address === '' ? words : `${words} (${address})`;
}
