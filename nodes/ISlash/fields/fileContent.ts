/** The bytes of a file that is a text in memory. They are decoded piece by piece while they are sent. */
export interface FileContent {
	/** Length in bytes. */
	readonly size: number;
	/** The media type, if a `data:` address names it. */
	readonly type: string | undefined;
	read(): Iterable<Uint8Array>;
}

/** Characters per piece: a multiple of four, because four characters are three bytes. */
const PIECE = 256 * 1024;

/** What n8n writes in place of the content when it keeps a file elsewhere. */
const PLACEHOLDERS = ['filesystem', 'filesystem-v2', 's3', 'database', 'default', 'azure-blob'];

/**
 * Reads the field in which n8n keeps base64. It may contain line breaks, lack padding or use the
 * alphabet for URLs. Code nodes often give a `data:` address (RFC 2397) instead.
 *
 * @returns `undefined` for anything else, such as n8n's placeholder for a file that it keeps elsewhere
 */
export function toFileContent(data: string): FileContent | undefined {
	if (PLACEHOLDERS.includes(data)) return undefined;
	const [address, type = '', parameters = ''] = /^\s*data:([^;,]*)([^,]*),/i.exec(data) ?? [];
	if (address === undefined) return fromBase64(data, undefined);
	const body = data.slice(address.length);
	const named = type.trim() === '' ? undefined : type.trim();
	return /;\s*base64\s*$/i.test(parameters) ? fromBase64(body, named) : fromPercents(body, named);
}

function fromBase64(text: string, type: string | undefined): FileContent | undefined {
	// Mail breaks base64 into lines. A text with blanks within a line is a sentence.
	const base64 = /\s/.test(text) ? text.trim().replace(/[ \t]*[\r\n]+[ \t]*/g, '') : text;
	const isPlain = /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
	if (!isPlain && !/^[A-Za-z0-9_-]*={0,2}$/.test(base64)) return undefined;
	const digits = base64.length - (/=*$/.exec(base64)?.[0].length ?? 0);
	const isWhole = digits === base64.length ? digits % 4 !== 1 : base64.length % 4 === 0;
	if (!isWhole || !hasZeroRest(base64.slice(0, digits))) return undefined;
	const read = function* () {
		for (let start = 0; start < base64.length; start += PIECE) {
			// Buffer understands the alphabet for URLs as well.
			yield Buffer.from(base64.slice(start, start + PIECE), 'base64');
		}
	};
	return { size: Math.floor((digits * 3) / 4), type, read };
}

/** In base64, the unused bits of the last digit are 0. In a word such as Helloworld they are not. */
function hasZeroRest(digits: string): boolean {
	const last = digits
		.slice(digits.length - (digits.length % 4))
		.replaceAll('-', '+')
		.replaceAll('_', '/');
	return last === '' || Buffer.from(last, 'base64').toString('base64').startsWith(last);
}

function fromPercents(text: string, type: string | undefined): FileContent | undefined {
	try {
		const bytes = new TextEncoder().encode(decodeURIComponent(text));
		return { size: bytes.byteLength, type, read: () => [bytes] };
	} catch {
		return undefined;
	}
}
