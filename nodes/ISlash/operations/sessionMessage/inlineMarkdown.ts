import { isWordAt, pairUp, type Run, runOf, write } from './emphasis';

/**
 * Converts what stands in one line, or a part of it.
 *
 * @param within whether it will stand within bold text, in which there is no more bold
 */
export function toInlineMarks(
	line: string,
	within: { readonly isBold: boolean } = { isBold: false },
): string {
	if (!/[*_~`[\\<]/.test(line)) return line;
	const tokens = tokensOf(line);
	pairUp(tokens.filter((token) => typeof token !== 'string'));
	return write(tokens, within.isBold);
}

const ADDRESS = /https?:\/\/[^\s<>]+/y;
const LINK =
	/!?\[([^[\]]*)\]\([ \t]?<?([^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*)>?(?:[ \t]"[^"]*"|[ \t]'[^']*')?[ \t]?\)/y;
const AUTOLINK = /<(https?:\/\/[^\s<>]+|[^\s<>@]+@[^\s<>@]+)>/y;
const ESCAPED = /\\([*_~`[\]#>\\])/y;
const BACKTICKS = /`+/y;
const PLAIN = /[^*_~`[\\<!h]+/y;
/** Programmers' names such as __init__. */
const NAME = /__\w+__(?![\p{L}\p{N}_])/uy;

function tokensOf(line: string): Array<string | Run> {
	const tokens: Array<string | Run> = [];
	const closing = backticksBehind(line);
	for (let at = 0; at < line.length;) {
		const [token, length] = tokenAt(line, at, closing);
		tokens.push(token);
		at += length;
	}
	return tokens;
}

type Closing = (length: number, from: number) => number | undefined;

/** @returns what stands at a place, and how long it is there */
function tokenAt(line: string, at: number, closing: Closing): readonly [string | Run, number] {
	switch (line[at]) {
		case '*':
		case '_':
		case '~':
			return marksAt(line, at);
		case '`':
			return codeAt(line, at, closing);
		case 'h':
			return addressAt(line, at);
		case '[':
		case '!':
			return linkAt(line, at);
		case '<': {
			const address = find(AUTOLINK, line, at);
			return address ? [address[1], address[0].length] : ['<', 1];
		}
		case '\\': {
			const escaped = find(ESCAPED, line, at);
			return escaped ? [escaped[1], 2] : ['\\', 1];
		}
		default: {
			const plain = find(PLAIN, line, at)?.[0] ?? line[at];
			return [plain, plain.length];
		}
	}
}

/** Marks and punctuation behind an address do not belong to it. */
function addressAt(line: string, at: number): readonly [string, number] {
	const found = find(ADDRESS, line, at)?.[0] ?? 'h';
	let { length } = found;
	while (length > 1 && `*_~)].,!?:;'"`.includes(found[length - 1])) length--;
	return [found.slice(0, length), length];
}

function linkAt(line: string, at: number): readonly [string, number] {
	const mayBeLink = line[at] === '[' || line[at + 1] === '[';
	const link = mayBeLink ? find(LINK, line, at) : null;
	return link ? [linkInWords(link[1], link[2]), link[0].length] : [line[at], 1];
}

function find(pattern: RegExp, line: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(line);
}

function marksAt(line: string, at: number): readonly [string | Run, number] {
	const name = line[at] === '_' ? find(NAME, line, at)?.[0] : undefined;
	if (name !== undefined && !isWordAt(line, at - 1)) return [name, name.length];
	let end = at + 1;
	while (line[end] === line[at]) end++;
	return [runOf(line, at, end), end - at];
}

function codeAt(line: string, at: number, closing: Closing): readonly [string | Run, number] {
	const { length } = find(BACKTICKS, line, at)?.[0] ?? '`';
	const end = closing(length, at + length);
	const whole = end === undefined ? length : end + length - at;
	return [line.slice(at, at + whole), whole];
}

/** Finds the next run of so many backticks; each run is looked at once for its length. */
function backticksBehind(line: string): Closing {
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

/** WhatsApp makes a link of an address by itself, and knows no other text for it. */
function linkInWords(text: string, address: string): string {
	const words = toInlineMarks(text).trim();
	if (words === '' || text === address) return address;
	return address === '' ? words : `${words} (${address})`;
}
