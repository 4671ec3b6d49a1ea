/** What a `data:` address holds: base64 that is still to be checked, or the bytes. */
export type DataAddress = { readonly type: string | undefined } & (
	{ readonly base64: string } | { readonly bytes: Uint8Array }
);

const PERCENT = 37;

/** The value of each hexadecimal digit, by its code. */
const HEXADECIMAL: readonly (number | undefined)[] = Array.from({ length: 256 }, (_, code) => {
	const value = Number.parseInt(String.fromCharCode(code), 16);
	return Number.isNaN(value) ? undefined : value;
});

/**
 * Reads `data:image/png;base64,iVBOR…` and `data:text/plain;charset=utf-8,Hello%20there` (RFC 2397).
 *
 * @returns `undefined` when it is no `data:` address
 */
export function readDataAddress(text: string): DataAddress | undefined {
	const start = text.slice(0, 100).search(/\S/);
	if (start === -1 || !/^data:/i.test(text.slice(start, start + 5))) return undefined;
	const comma = text.indexOf(',', start);
	if (comma === -1) return undefined;

	const facts = text.slice(start + 'data:'.length, comma).trim();
	const type = mediaType(facts.replace(/;\s*base64$/i, '').trim());
	const content = text.slice(comma + 1);
	if (!/;\s*base64$/i.test(facts)) return { type, bytes: unescaped(content) };
	const base64 = content.includes('%') ? Buffer.from(unescaped(content)).toString() : content;
	return { type, base64 };
}

/** `;charset=utf-8` alone means text; without anything the file's own type counts. */
function mediaType(facts: string): string | undefined {
	if (facts === '') return undefined;
	return facts.startsWith(';') ? `text/plain${facts}` : facts;
}

/**
 * The bytes of a text with %20 and the like. Like a browser, it leaves a % that escapes nothing; but
 * it keeps what follows a #, for pictures in SVG have colours there, and half a file is of no use.
 */
function unescaped(text: string): Uint8Array {
	const bytes = Buffer.from(text);
	let length = 0;
	for (let from = 0; from < bytes.length; from++, length++) {
		const escaped = bytes[from] === PERCENT ? hexadecimal(bytes, from + 1) : undefined;
		bytes[length] = escaped ?? bytes[from];
		if (escaped !== undefined) from += 2;
	}
	return bytes.subarray(0, length);
}

/** The value of the two digits at `from`; `undefined` when they are none. */
function hexadecimal(bytes: Uint8Array, from: number): number | undefined {
	const [high, low] = [HEXADECIMAL[bytes[from]], HEXADECIMAL[bytes[from + 1]]];
	return high === undefined || low === undefined ? undefined : high * 16 + low;
}
