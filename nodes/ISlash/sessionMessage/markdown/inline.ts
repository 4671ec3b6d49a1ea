import { resolveRuns } from './emphasis';
import { endOfAddress, findCode, findLinks, type Link, type Links } from './links';
import { Writer, type Piece } from './writer';

interface Protected {
	readonly code: ReadonlyMap<number, number>;
	readonly links: Links;
}

/** What a sign became, and where reading goes on. */
type Read = readonly [piece: Piece, end: number];

/** Shared, as making one for each line takes longer than using it. */
const SIGNS =
	/\\[^]|`+|\*+|_+|~+|!?\[|\]|<(?:https?:\/\/|mailto:|tel:)[^\s<>]+>|https?:\/\/|www\.|\r?\n[ \t]*/gi;

/**
 * Converts the text of a paragraph, heading or cell.
 *
 * @param within 'bold' when it will be bold as a whole, so that nothing within need be
 */
export function convertInline(text: string, within?: 'bold'): string {
	if (!/[\\`*_~[<]/.test(text)) return text;
	const pieces = toPieces(text);
	const runs = pieces.filter((piece) => piece.kind === 'run');
	return new Writer(resolveRuns(text, runs), within === 'bold').write(pieces);
}

function toPieces(text: string): readonly Piece[] {
	const code = findCode(text);
	const known: Protected = { code, links: findLinks(text, code) };
	const pieces: Piece[] = [];
	let done = 0;
	SIGNS.lastIndex = 0;
	for (let sign = SIGNS.exec(text); sign !== null; sign = SIGNS.exec(text)) {
		const [piece, end] = readSign(text, sign[0], sign.index, known);
		if (sign.index > done) pieces.push(asText(text.slice(done, sign.index)));
		pieces.push(piece);
		SIGNS.lastIndex = done = end;
	}
	pieces.push(asText(text.slice(done)));
	return pieces;
}

const asText = (text: string): Piece => ({ kind: 'text', text });

function readSign(text: string, sign: string, at: number, known: Protected): Read {
	const end = at + sign.length;
	switch (sign[0]) {
		case '\\':
			return [asText(unescaped(text, sign, at)), sign === '\\\n' || sign === '\\\r' ? at + 1 : end];
		case '`': {
			const close = known.code.get(at) ?? end;
			return [asText(text.slice(at, close)), close];
		}
		case '*':
		case '_':
		case '~':
			return [toRun(text, sign, at, end), end];
		case '[':
		case '!':
			return linkBegin(text, sign, end, known.links.byOpening.get(end - 1));
		case ']':
			return linkEnd(known.links.byClosing.get(at), end);
		case '<':
			return [asText(sign.slice(1, -1)), end];
		case '\r':
		case '\n':
			return [{ kind: 'lineBreak', text: sign }, end];
		default: {
			const close = Math.max(endOfAddress(text, at, known.links), at + 1);
			return [asText(text.slice(at, close)), close];
		}
	}
}

function toRun(text: string, sign: string, start: number, end: number): Piece {
	const isEmphasis = sign[0] === '~' ? sign.length === 2 : sign.length <= 3;
	if (!isEmphasis) return asText(sign);
	return {
		kind: 'run',
		text: sign,
		start,
		end,
		before: text[start - 1] ?? '',
		after: text[end] ?? '',
	};
}

/** `text (address)`, and the address alone when the text says the same, or nothing. */
function linkBegin(text: string, sign: string, end: number, link: Link | undefined): Read {
	if (link === undefined) return [asText(sign), end];
	const said = text.slice(end, link.close);
	const { address } = link;
	if (said === '' || isSame(said, address)) return [asText(shown(said, address)), link.end];
	return [asText(''), end];
}

function linkEnd(link: Link | undefined, end: number): Read {
	return link === undefined ? [asText(']'), end] : [asText(` (${link.address})`), link.end];
}

function isSame(said: string, address: string): boolean {
	// mailto: and https:// are all that may be missing, and the / behind it.
	if (said.length > address.length || said.length < address.length - 9) return false;
	return [address, address.replace(/^(?:https?:\/\/|mailto:|tel:)/i, '')].some(
		(form) => form === said || form === `${said}/`,
	);
}

/** A mail address or number is recognised by phones without its scheme. */
function shown(said: string, address: string): string {
	return said !== '' && /^(?:mailto|tel):/i.test(address) ? said : address;
}

/**
 * `\*` means an asterisk. Where no sign of Markdown could stand, as in C:\-old, a backslash is a
 * backslash, and so are two, as in \\server.
 */
function unescaped(text: string, sign: string, at: number): string {
	const character = sign[1];
	if (/[*_~`[\]]/.test(character)) return character;
	if (/[\r\n]/.test(character)) return isInPath(text, at) ? '\\' : '';
	const before = text[at - 1] ?? '\n';
	const isMark =
		(/[#>+-]/.test(character) && before === '\n') ||
		(/[.)]/.test(character) && /\d/.test(before)) ||
		(character === '!' && text[at + 2] === '[');
	return isMark ? character : sign;
}

/** Whether the word before a backslash has another, as in C:\files\. */
function isInPath(text: string, at: number): boolean {
	for (let before = at - 1; before >= at - LONGEST_FOLDER; before--) {
		if (text[before] === '\\') return true;
		if (before < 0 || /\s/.test(text[before])) return false;
	}
	return false;
}

/** As far as it is looked back, so that no text takes long. */
const LONGEST_FOLDER = 60;
