import { isBlank, isDigit, isWord } from './characters';

/** One to three of the same sign, that may begin or end emphasis. */
export interface Run {
	readonly kind: 'run';
	readonly text: string;
	/** Where it stands in the text. */
	readonly start: number;
	readonly end: number;
	/** The characters on both sides; empty at the ends of the text. */
	readonly before: string;
	readonly after: string;
}

/** What WhatsApp calls bold, italic and strike-through. */
export type Mark = '*' | '_' | '~';

/** What a run becomes: it ends some marks, and begins others. */
export interface Resolved {
	readonly closes: readonly Emphasis[];
	/** Signs that belong to nothing. */
	readonly rest: string;
	readonly opens: readonly Emphasis[];
}

export interface Emphasis {
	readonly mark: Mark;
	/** Within a word WhatsApp shows the sign instead of the emphasis: better without both. */
	readonly isDropped: boolean;
}

/** A run that may still begin emphasis. */
interface Opener {
	readonly run: Run;
	/** Which of the runs it is. */
	readonly number: number;
	/** Signs that are not used yet. */
	readonly left: number;
	readonly opens: readonly Emphasis[];
}

/**
 * Finds out which runs belong together, and what each of them becomes; `undefined` when it stays.
 * As emphasis of the same kind is useless within itself, at most one of each kind is open, and the
 * time this takes grows with the number of runs only.
 */
export function resolveRuns(text: string, runs: readonly Run[]): readonly (Resolved | undefined)[] {
	const resolved: (Resolved | undefined)[] = runs.map(() => undefined);
	const open: Opener[] = [];
	for (const [number, run] of runs.entries()) {
		if (open.length > 0 && canClose(run)) {
			resolved[number] = close(text, run, open, resolved);
			if (resolved[number] !== undefined) continue;
		}
		if (!canOpen(run)) continue;
		const alike = open.findIndex((opener) => isAlike(opener, run));
		if (alike !== -1) open.splice(alike, 1);
		open.push({ run, number, left: run.text.length, opens: NONE });
	}
	return resolved;
}

function isAlike({ run, left }: Opener, { text }: Run): boolean {
	return left === text.length && run.text[0] === text[0];
}

/** Ends what a run can end; returns what that makes of it, `undefined` when it ends nothing. */
function close(
	text: string,
	run: Run,
	open: Opener[],
	resolved: (Resolved | undefined)[],
): Resolved | undefined {
	let closes = NONE;
	let left = run.text.length;
	while (left > 0) {
		const at = lastThatFits(open, run, left);
		if (at === -1 || !isPair(text, open[at].run, run)) break;
		const opener = open[at];
		const signs = Math.min(opener.left, left);
		const { opens, ends } = emphases(opener.run, run, signs);
		const opened = { ...opener, left: opener.left - signs, opens: joined(opens, opener.opens) };
		const rest = restOf(opener.run, opened.left);
		resolved[opener.number] = { closes: NONE, rest, opens: opened.opens };
		open.length = at;
		if (opened.left > 0) open.push(opened);
		closes = joined(closes, ends);
		left -= signs;
	}
	return closes === NONE ? undefined : { closes, rest: restOf(run, left), opens: NONE };
}

const NONE: readonly Emphasis[] = [];

function joined(first: readonly Emphasis[], second: readonly Emphasis[]): readonly Emphasis[] {
	if (first.length === 0) return second;
	return second.length === 0 ? first : [...first, ...second];
}

const restOf = ({ text }: Run, left: number) => (left === 0 ? '' : text.slice(0, left));

/** `***` at the beginning can be ended by any number of signs, all others by as many. */
function lastThatFits(open: readonly Opener[], { text }: Run, signs: number): number {
	for (let at = open.length - 1; at >= 0; at--) {
		const { run, left } = open[at];
		if (run.text[0] === text[0] && (left === signs || left === 3 || signs === 3)) return at;
	}
	return -1;
}

/** What begins at one run, from the outermost, and ends at the other, from the innermost. */
interface Emphases {
	readonly opens: readonly Emphasis[];
	readonly ends: readonly Emphasis[];
}

function emphasesOf(...marks: readonly Mark[]): readonly [kept: Emphases, dropped: Emphases] {
	const [kept, dropped] = [false, true].map((isDropped) => {
		const opens = marks.map((mark) => ({ mark, isDropped }));
		return { opens, ends: [...opens].reverse() };
	});
	return [kept, dropped];
}

const STRIKE = emphasesOf('~');
/** By the number of signs. */
const EMPHASES = [emphasesOf('_'), emphasesOf('*'), emphasesOf('*', '_')] as const;

function emphases(from: Run, to: Run, signs: number): Emphases {
	const [kept, dropped] = from.text[0] === '~' ? STRIKE : EMPHASES[signs - 1];
	return isWord(from.before) || isWord(to.after) ? dropped : kept;
}

function canOpen({ text, before, after }: Run): boolean {
	if (isBlank(after) || isPath(before, after)) return false;
	const isWithinWord = isWord(before);
	if (text[0] === '_') return !isWithinWord;
	// *.txt, /*…, f(*) are no emphasis.
	if (text === '*') return !isWithinWord && !/[.,;:!?/\\)=]/.test(after);
	// 2**3 and x**2 are powers.
	return !isWithinWord || (!isDigit(before) && !isDigit(after));
}

function canClose({ text, before, after }: Run): boolean {
	if (isBlank(before) || /[([{]/.test(before) || isPath(before, after)) return false;
	if (text[0] === '_' || text === '*') return !isWord(after);
	return !(isDigit(before) && isDigit(after));
}

/** As in src/**\/*.ts. */
function isPath(before: string, after: string): boolean {
	return /[/\\]/.test(before) && /[/\\.]/.test(after);
}

/** Whether what stands between two runs is emphasis, and no program. */
function isPair(text: string, from: Run, to: Run): boolean {
	// __init__ is a name.
	const mayBeName = from.text.length > 1 && from.text[0] === '_';
	if (mayBeName && /^\w+$/.test(text.slice(from.end, to.start))) return false;
	const isCode = /\w/.test(from.before) && /\w/.test(to.after);
	return !(isCode && /\s/.test(text.slice(from.end, to.start)));
}
