/**
 * The longest answer that is read, in bytes. A message comes back with its text, which JSON may
 * write six times as long; no real answer comes near this.
 */
const LONGEST = 10 * 1024 * 1024;

/** The body as text; `undefined` when it broke off, was stopped, or is longer than any real answer. */
export async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<string | undefined> {
	const decoder = new TextDecoder();
	let length = 0;
	let text = '';
	try {
		for await (const chunk of chunks) {
			length += chunk.byteLength;
			// Leaving the loop closes the connection.
			if (length > LONGEST) return undefined;
			text += decoder.decode(chunk, { stream: true });
		}
		return text + decoder.decode();
	} catch {
		return undefined;
	}
}
