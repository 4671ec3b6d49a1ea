import { readDataAddress } from './dataAddress';

/** What n8n's `data` of a file turns out to be. */
export type FileText =
	| FileBytes
	/** n8n's word for the place where the file is, without the ID by which it could be found. */
	| { readonly kind: 'placeholder'; readonly store: string }
	| { readonly kind: 'notBase64' };

/** The file itself. */
export interface FileBytes {
	readonly kind: 'bytes';
	/** The number of bytes, 0 for an empty file. */
	readonly size: number;
	/** The media type that a `data:` address gives, if it is one. */
	readonly type: string | undefined;
	/** Decodes from the beginning, piece by piece. */
	read(): Iterable<Uint8Array>;
}

/**
 * What n8n puts in place of base64 when it keeps a file elsewhere. Some of them are base64 as well,
 * but of a few bytes that are no file anybody has.
 */
const PLACEHOLDERS = ['default', 'filesystem', 'filesystem-v2', 's3', 'azure', 'database'];

/** Characters that are checked and decoded at a time: a multiple of four. */
const PIECE = 256 * 1024;

const CARRIAGE_RETURN = 13;
const LINE_BREAK = 10;
const TAB = 9;
const BLANK = 32;
const EQUALS = 61;

/**
 * Reads the `data` of a file that n8n keeps in memory: base64, or a `data:` address, as Code nodes
 * and some APIs give it. Nothing is decoded before it is read, and no second copy is made.
 */
export function readFileText(data: string): FileText {
	if (PLACEHOLDERS.includes(data.trim())) return { kind: 'placeholder', store: data.trim() };
	const address = readDataAddress(data);
	if (address === undefined) return fromBase64(data, undefined);
	if ('base64' in address) return fromBase64(address.base64, address.type);
	const { bytes, type } = address;
	return { kind: 'bytes', size: bytes.length, type, read: () => [bytes] };
}

function fromBase64(base64: string, type: string | undefined): FileText {
	const { end, padding } = endOfDigits(base64);
	const digits = countDigits(base64, end, padding);
	if (digits === undefined) return { kind: 'notBase64' };
	const size = Math.floor((digits * 3) / 4);
	return { kind: 'bytes', size, type, read: () => decode(base64, end) };
}

/** Where the digits end, and how many `=` follow. */
function endOfDigits(base64: string): { readonly end: number; readonly padding: number } {
	let end = base64.length;
	let padding = 0;
	for (; end > 0; end--) {
		const code = base64.charCodeAt(end - 1);
		const isBreak = code === LINE_BREAK || code === CARRIAGE_RETURN || code === TAB;
		if (code === EQUALS) padding++;
		else if (!isBreak && code !== BLANK) break;
	}
	return { end, padding };
}

/**
 * The number of digits before `end`; `undefined` when it is not base64. Line breaks may stand
 * between digits, as in e-mail, but no blanks: where blanks stand, a web form has turned each + into
 * one, and the file would be another.
 *
 * The alphabet for addresses (- and _ for + and /) is read too, but not both in one file. Padding may
 * be missing as a whole, as some programs leave it out. Then most words would pass for base64, so the
 * bits that the last digit has too many must be 0, as whoever encodes a file makes them.
 */
function countDigits(base64: string, end: number, padding: number): number | undefined {
	let digits = 0;
	let isOrdinary = false;
	let isForAddresses = false;
	for (const piece of pieces(base64, end)) {
		isOrdinary ||= /[+/]/.test(piece);
		const isPlain = !/[^A-Za-z0-9+/]/.test(piece);
		const inLine = isPlain ? piece : withoutLineBreaks(piece);
		if (!isPlain && /[^A-Za-z0-9+/_-]/.test(inLine)) return undefined;
		isForAddresses ||= !isPlain && /[-_]/.test(inLine);
		digits += inLine.length;
	}
	if (isOrdinary && isForAddresses) return undefined;
	if (padding > 0) return padding <= 2 && (digits + padding) % 4 === 0 ? digits : undefined;
	return MAY_BE_LAST[digits % 4].test(base64.slice(end - 1, end)) ? digits : undefined;
}

/** The last digit without padding, by the number of digits beyond a multiple of four. */
const MAY_BE_LAST = [/^/, /$.^/, /[AQgw]/, /[AEIMQUYcgkosw048]/];

/** The text up to `end`, without blanks before it. */
function* pieces(base64: string, end: number): Generator<string> {
	const start = base64.length - base64.trimStart().length;
	for (let from = start; from < end; from += PIECE) {
		yield base64.slice(from, Math.min(from + PIECE, end));
	}
}

function withoutLineBreaks(piece: string): string {
	return piece.replace(/[\r\n\t]+/g, '');
}

/** Four digits are three bytes, so what goes beyond a multiple of four waits for the next piece. */
function* decode(base64: string, end: number): Generator<Uint8Array> {
	let waiting = '';
	for (const piece of pieces(base64, end)) {
		const digits = waiting + withoutLineBreaks(piece);
		const whole = digits.length - (digits.length % 4);
		waiting = digits.slice(whole);
		if (whole > 0) yield Buffer.from(digits.slice(0, whole), 'base64');
	}
	if (waiting !== '') yield Buffer.from(waiting, 'base64');
}
