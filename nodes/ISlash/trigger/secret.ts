/** Secrets are always compared over this many bytes. URLs are hardly longer. */
const COMPARED = 4096;

/**
 * Whether a call carries the secret. The duration of the comparison reveals nothing about the secret.
 *
 * @param expected the value of the node's option; if it is empty, every call is refused
 * @param given the value in the URL of the call; a list if the URL has it twice
 */
export function isSecret(expected: unknown, given: unknown): boolean {
	const secret = Number.isSafeInteger(expected) ? String(expected) : expected;
	if (typeof secret !== 'string' || secret.trim() === '' || typeof given !== 'string') return false;
	const [one, other] = [padded(secret.trim()), padded(given)];
	if (!one || !other) return false;
	let difference = 0;
	for (let index = 0; index < one.length; index++) {
		difference |= (one[index] ?? 0) ^ (other[index] ?? 0);
	}
	return difference === 0;
}

/** The text's length and bytes, filled up with zeros to COMPARED. `undefined` if it is too long. */
function padded(text: string): Uint8Array | undefined {
	const bytes = new Uint8Array(COMPARED);
	const encoded = new TextEncoder().encode(text);
	if (encoded.length > COMPARED - 2) return undefined;
	bytes[0] = encoded.length >> 8;
	bytes[1] = encoded.length & 0xff;
	bytes.set(encoded, 2);
	return bytes;
}
