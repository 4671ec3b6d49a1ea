/** WhatsApp's mark for each kind of emphasis. */
const WHATSAPP = { bold: '*', italic: '_', strike: '~' } as const;
type Kind = keyof typeof WHATSAPP;

/** A pair of marks. It is left out when WhatsApp would not show it as emphasis. */
interface Pair {
	readonly kind: Kind;
	isShown: boolean;
}

type Mark = '*' | '_' | '~';

/** A run of the same Markdown mark. Some of its marks may belong to pairs, the others are text. */
export interface Run {
	readonly mark: Mark;
	left: number;
	readonly canOpen: boolean;
	readonly canClose: boolean;
	/** Whether a letter or digit stands right before the run, and right after it. */
	readonly isBehindWord: boolean;
	readonly isBeforeWord: boolean;
	/** How many pieces of text with a blank stand before it. */
	readonly blanks: number;
	/** The pairs that end here, the innermost first, and that begin here, the outermost first. */
	closes: readonly Pair[];
	opens: readonly Pair[];
}

const NONE: readonly Pair[] = [];

/** Whether a letter or digit stands at a place. */
export function isWordAt(line: string, at: number): boolean {
	const code = line.charCodeAt(at);
	// Most characters are ASCII: they need no pattern.
	if (code > 127) return /[\p{L}\p{N}]/u.test(line.charAt(at));
	return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57);
}

/** Whether a place has a visible character: marks touch the text that they belong to. */
function isInkAt(line: string, at: number): boolean {
	const code = line.charCodeAt(at);
	return code > 127 ? line.charAt(at).trim() !== '' : code > 32;
}

/** Reads the run of marks from one place of a line to another. */
export function runOf(line: string, start: number, end: number, blanks: number): Run {
	const mark = line[start] as Mark;
	const [isBehindWord, isBeforeWord] = [isWordAt(line, start - 1), isWordAt(line, end)];
	const isMark = (mark !== '~' || end - start === 2) && !isOfProgram(line, start, end);
	// 2*3*4 and snake_case have no marks; super**bold**ly has, though WhatsApp cannot show them.
	const mayBeInWord = mark !== '_' && end - start >= 2;
	return {
		mark,
		left: end - start,
		// A single mark before a dot or slash begins a pattern, such as *.txt.
		canOpen:
			isMark && isInkAt(line, end) && (mayBeInWord || !(isBehindWord || isPatternAt(line, end))),
		canClose: isMark && isInkAt(line, start - 1) && (mayBeInWord || !isBeforeWord),
		isBehindWord,
		isBeforeWord,
		blanks,
		closes: NONE,
		opens: NONE,
	};
}

const isPatternAt = (line: string, at: number) => './\\'.includes(line[at] ?? ' ');

/** Powers, paths and arguments: x**2, src/**\/*.ts, f(*). */
function isOfProgram(line: string, start: number, end: number): boolean {
	if (line[start] !== '*') return false;
	const [before, after] = [line[start - 1] ?? ' ', line[end] ?? ' '];
	return (
		(/\d/.test(after) && isWordAt(line, start - 1)) ||
		(/[/\\]/.test(before) && /[/\\.]/.test(after)) ||
		(/[([{]/.test(before) && /[)\]},]/.test(after))
	);
}

/** Finds the pairs from the inside out. Marks without a partner inside a pair stay text. */
export function pairUp(runs: readonly Run[]): void {
	const open = { '*': [] as number[], _: [] as number[], '~': [] as number[] };
	const stacks = Object.values(open);
	for (let at = 0; at < runs.length; at++) {
		const closer = runs[at];
		const stack = open[closer.mark];
		while (closer.canClose && closer.left > 0 && stack.length > 0) {
			const place = stack[stack.length - 1];
			if (!join(runs[place], closer)) break;
			for (const other of stacks) {
				while (other.length > 0 && other[other.length - 1] > place) other.pop();
			}
			if (runs[place].left === 0) stack.pop();
		}
		if (closer.canOpen && closer.left > 0) stack.push(at);
	}
}

/** @returns whether the two runs have marks that make a pair */
function join(opener: Run, closer: Run): boolean {
	const length = lengthOfPair(opener, closer);
	// f(a**b, c**d): emphasis that begins and ends within words contains no blank.
	const isInWords = opener.isBehindWord && closer.isBeforeWord;
	if (length === 0 || (isInWords && opener.blanks < closer.blanks)) return false;
	const kind = closer.mark === '~' ? 'strike' : length === 2 ? 'bold' : 'italic';
	const found: Pair = { kind, isShown: !opener.isBehindWord && !closer.isBeforeWord };
	opener.opens = opener.opens === NONE ? [found] : [found, ...opener.opens];
	closer.closes = closer.closes === NONE ? [found] : [...closer.closes, found];
	opener.left -= length;
	closer.left -= length;
	return true;
}

/** Two marks make bold and one makes italic; of three, the inner one is italic. Tildes need two. */
function lengthOfPair(opener: Run, closer: Run): number {
	const most = Math.min(opener.left, closer.left);
	if (closer.mark === '~') return most >= 2 ? 2 : 0;
	if (opener.left >= 3 && closer.left >= 3) return 1;
	return Math.min(most, 2);
}

/** The line with WhatsApp's marks in place of the pairs. */
export function write(tokens: ReadonlyArray<string | Run>, isBold: boolean): string {
	const depth = { bold: isBold ? 1 : 0, italic: 0, strike: 0 };
	let text = '';
	for (const token of tokens) {
		if (typeof token === 'string') {
			text += token;
			continue;
		}
		for (const one of token.closes) text += writePair(one, depth, -1);
		text += token.mark.repeat(token.left);
		for (const one of token.opens) text += writePair(one, depth, 1);
	}
	return text;
}

/** Bold within bold is written once, at the outermost place. */
function writePair(one: Pair, depth: Record<Kind, number>, step: 1 | -1): string {
	if (step === 1 && depth[one.kind] > 0) one.isShown = false;
	if (!one.isShown) return '';
	depth[one.kind] += step;
	return WHATSAPP[one.kind];
}
