import { isWord } from './characters';

/** A link or picture in a text, by the places of its signs. */
export interface Link {
	/** Of the address, as written. */
	readonly address: string;
	/** Of `[` and of the `]` that belongs to it. */
	readonly open: number;
	readonly close: number;
	/** Behind the last `)`. */
	readonly end: number;
}

/** What must not be touched, by where it begins. */
export interface Links {
	readonly byOpening: ReadonlyMap<number, Link>;
	readonly byClosing: ReadonlyMap<number, Link>;
}

const ABSOLUTE = /^(?:[a-z][a-z0-9+.-]*:|[/#.]|www\.)/i;

/** Where code in backticks begins and where it ends: at as many backticks as it began with. */
export function findCode(text: string): ReadonlyMap<number, number> {
	if (!text.includes('`')) return new Map();
	const runs = [...text.matchAll(/\\`|`+/g)].map(({ 0: run, index }) => {
		const isEscaped = run.startsWith('\\');
		return { start: isEscaped ? index + 1 : index, length: isEscaped ? 1 : run.length, isEscaped };
	});
	const next = nextOfSameLength(runs.map(({ length }) => length));
	const code = new Map<number, number>();
	for (let at = 0; at < runs.length; at++) {
		const close = runs[at].isEscaped ? undefined : next[at];
		if (close === undefined) continue;
		code.set(runs[at].start, runs[close].start + runs[close].length);
		at = close;
	}
	return code;
}

function nextOfSameLength(lengths: readonly number[]): readonly (number | undefined)[] {
	const latest = new Map<number, number>();
	const next: (number | undefined)[] = [];
	for (let at = lengths.length - 1; at >= 0; at--) {
		next[at] = latest.get(lengths[at]);
		latest.set(lengths[at], at);
	}
	return next;
}

/** Finds `[text](address)` and `![text](address "title")`. References such as `[text][1]` are none. */
export function findLinks(text: string, code: ReadonlyMap<number, number>): Links {
	const byOpening = new Map<number, Link>();
	const byClosing = new Map<number, Link>();
	if (!text.includes('](')) return { byOpening, byClosing };
	const brackets = matchingBrackets(text);
	const opened: number[] = [];
	const signs = /\\[^]|`+|[[\]]/g;
	for (let sign = signs.exec(text); sign !== null; sign = signs.exec(text)) {
		signs.lastIndex = code.get(sign.index) ?? signs.lastIndex;
		if (sign[0] === '[') opened.push(sign.index);
		const open = sign[0] === ']' ? opened.pop() : undefined;
		const link = open === undefined ? undefined : readLink(text, open, sign.index, brackets);
		if (link === undefined) continue;
		byOpening.set(link.open, link);
		byClosing.set(link.close, link);
		signs.lastIndex = link.end;
	}
	return { byOpening, byClosing };
}

function readLink(
	text: string,
	open: number,
	close: number,
	brackets: ReadonlyMap<number, number>,
): Link | undefined {
	if (text[close + 1] !== '(') return undefined;
	const target = readTarget(text, close + 1, brackets);
	if (target === undefined || target.address === '') return undefined;
	// In programs, items[0](x) calls a function; an address that says it is one may follow any letter.
	const before = text[open - 1] ?? '';
	const mayBeCall = isWord(before) || before === '_' || before === ')' || before === ']';
	if (mayBeCall && !ABSOLUTE.test(target.address)) return undefined;
	return { address: target.address, end: target.end, open, close };
}

function readTarget(
	text: string,
	at: number,
	brackets: ReadonlyMap<number, number>,
): { readonly address: string; readonly end: number } | undefined {
	const simple = brackets.get(at);
	if (simple !== undefined && text[at + 1] !== '<') {
		return { address: text.slice(at + 1, simple), end: simple + 1 };
	}
	const withTitle = /\((?:<([^<>\n]*)>|([^\s()<>]+))(?:[ \t]+(?:"[^"\n]*"|'[^'\n]*'))?[ \t]*\)/y;
	withTitle.lastIndex = at;
	const match = withTitle.exec(text);
	if (match === null) return undefined;
	return { address: match[1] ?? match[2], end: withTitle.lastIndex };
}

/** Where each `(` ends that no blank follows before its `)`, as within an address. */
function matchingBrackets(text: string): ReadonlyMap<number, number> {
	const ends = new Map<number, number>();
	const opened: number[] = [];
	for (const { 0: sign, index } of text.matchAll(/\\[()]|[()\s]/g)) {
		if (sign === '(') opened.push(index);
		else if (sign !== ')' && sign.length === 1) opened.length = 0;
		else if (sign === ')') {
			const open = opened.pop();
			if (open !== undefined) ends.set(open, index);
		}
	}
	return ends;
}

/** Two signs that no more of an address follows: **https://example.com**, for example. */
function isMarkBehind(text: string, at: number): boolean {
	const isDouble = text[at] === text[at + 1] && (text[at] === '*' || text[at] === '~');
	return isDouble && !/[\w/?&=%-]/.test(text[at + 2] ?? '');
}

/** Where an address ends that stands in a text without brackets or signs around it. */
export function endOfAddress(text: string, from: number, { byOpening, byClosing }: Links): number {
	let end = from;
	for (; end < text.length && !/[\s<>"`]/.test(text[end]); end++) {
		if (byOpening.has(end) || byClosing.has(end) || isMarkBehind(text, end)) break;
	}
	// Full stops, brackets and marks behind an address go out as they are, but may end emphasis.
	while (end > from && /[*_~.,;:!?'\])}]/.test(text[end - 1])) end--;
	return end;
}
