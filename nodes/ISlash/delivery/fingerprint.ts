import type { SessionMessage } from '../sessionMessage/message';
import type { Parts } from '../sessionMessage/parameters';

/** A digest of each part that says something. */
export type Fingerprint = Readonly<Partial<Parts<string>>>;

/**
 * All that a message says, to notice when a workflow was edited between two tries. The
 * credential's session key is left out: who mends it does not mean to send again what went out.
 */
export function partsOf(
	message: SessionMessage,
	ownSessionKey: string | undefined,
	binaryPropertyName: string | undefined,
): Partial<Parts<unknown>> {
	const { identity, text, attachment, quotedMessageId } = message;
	const said = { sessionKey: ownSessionKey, identity, text, quotedMessageId };
	if (attachment.kind === 'none') return said;
	if (attachment.kind !== 'binaryFile') return { ...said, attachment };
	const { name, ...file } = attachment.file;
	return { ...said, attachment: { ...file, binaryPropertyName }, fileName: name };
}

/** Takes the fingerprint of what is JSON; what is `undefined` has none. */
export async function fingerprintOf(parts: Partial<Parts<unknown>>): Promise<Fingerprint> {
	const said = Object.entries(parts).filter(([, part]) => part !== undefined);
	const digests = said.map(async ([name, part]) => [name, await digest(part)] as const);
	return Object.fromEntries(await Promise.all(digests));
}

async function digest(value: unknown): Promise<string> {
	const bytes = new TextEncoder().encode(JSON.stringify(value));
	const hash = await crypto.subtle.digest('SHA-256', bytes);
	return btoa(String.fromCharCode(...new Uint8Array(hash)));
}
