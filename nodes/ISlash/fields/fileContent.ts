/** The bytes of a file that is a text in memory; they are decoded piece by piece while they are sent. */
export interface FileContent {
	/** Length in bytes. */
	readonly size: number;
	/** Of a `data:` address, which names it. */
	readonly type: string | undefined;
	read(): Iterable<Uint8Array>;
}

/** Characters per piece: a multiple of four, which are three bytes. */
const PIECE = 256 * 1024;

/** What n8n writes in place of the content while it keeps a file elsewhere. */
const PLACEHOLDERS = ['filesystem', 'filesystem-v2', 's3', 'database', 'default', 'azure-blob'];

/**
 * Understands what stands where n8n keeps base64: base64 itself, also with line breaks, without
 * padding or in the alphabet for URLs, and a `data:` address (RFC 2397), as Code nodes often give it.
 *
 * @returns `undefined` when it is neither, or n8n's placeholder for a file that it keeps elsewhere
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
	// Mail breaks base64 into lines. With blanks within a line it is a sentence.
	const base64 = /\s/.test(text) ? text.trim().replace(/[ \t]*[\r\n]+[ \t]*/g, '') : text;
	const isPlain = /^[A-Za-z0-9+/]*={0,2}$/.test(base64);
	if (!isPlain && !/^[A-Za-z0-9_-]*={0,2}$/.test(base64)) return undefined;
	const digits = base64.length - (/=*$/.exec(base64)?.[0].length ?? 0);
	const isWhole = digits === base64.length ? digits % 4 !== 1 : base64.length % 4 === 0;
	if (!isWhole || !endsInFull(base64.slice(0, digits))) return undefined;
	const read = function* () {
		for (let start = 0; start < base64.length; start += PIECE) {
			// Buffer understands the alphabet for URLs as well.
			yield Buffer.from(base64.slice(start, start + PIECE), 'base64');
		}
	};
	return { size: Math.floor((digits * 3) / 4), type, read };
}

/** The bits of the last digit that belong to no byte are 0; those of a word such as Helloworld are not. */
function endsInFull(digits: string): boolean {
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
