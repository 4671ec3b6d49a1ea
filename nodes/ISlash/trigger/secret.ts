/** Secrets are compared over this many bytes, however long they are. An address is hardly longer. */
const COMPARED = 4096;

/**
 * Whether a call brings the secret. The time it takes says nothing about the secret.
 *
 * @param expected as the node's option gives it; an empty one, or none, lets nobody in
 * @param given as the address of the call has it: a list if it is there twice
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

/** The text's length and its bytes, filled up with zeros to one length. Undefined if it is too long. */
function padded(text: string): Uint8Array | undefined {
	const bytes = new Uint8Array(COMPARED);
	const encoded = new TextEncoder().encode(text);
	if (encoded.length > COMPARED - 2) return undefined;
	bytes[0] = encoded.length >> 8;
	bytes[1] = encoded.length & 0xff;
	bytes.set(encoded, 2);
	return bytes;
}
