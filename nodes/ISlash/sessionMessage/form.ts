import type { NamedFile, SessionMessage } from './message';

/**
 * One part of the form. axios and fetch read no more of a file part than its name, type, size and
 * stream(), so a file with these four of its own streams the bytes lazily, and again for every try.
 *
 * A part with an empty name is an ordinary field. Unlike a string, whose line ends the web standard
 * rewrites to CRLF, it arrives byte for byte:
 * https://html.spec.whatwg.org/#multipart-form-data
 */
function part(
	name: string,
	type: string,
	size: number,
	open: () => AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): File {
	return Object.defineProperties(new File([], ''), {
		name: { value: name },
		type: { value: type },
		size: { value: size },
		// The encoders iterate over it, which any iterable allows as well as a ReadableStream.
		stream: { value: open },
	});
}

/** How the form is read by whoever sends it. */
export interface Reading {
	/** Called when the form was read as far as it is streamed; what follows is a few bytes. */
	readonly onRead: () => void;
	/** Aborted when nobody reads on: axios leaves the rest of a broken upload, and the file open. */
	readonly over: AbortSignal;
}

/**
 * The message as `POST /send-session-message` takes it. Fields that are not set are left out.
 * Their names and types: https://api-docs.islash.io/session-message/send-session-message
 *
 * @param reading told of the reading of the form, for a request whose outcome hangs on it
 */
export function toForm(message: SessionMessage, reading?: Reading): FormData {
	const { session, identity, text, attachment, quotedMessageId } = message;
	const form = new FormData();
	form.append('session', session);
	form.append('identity', identity);
	if (quotedMessageId !== undefined) form.append('quoted_message_id', quotedMessageId);
	if (attachment.kind === 'fileUrl') form.append('file_url', attachment.url);
	if (attachment.kind === 'sticker') form.append('sticker_id', attachment.id);
	if (text !== undefined) form.append('text', textPart(text));
	// The file is the last and longest part: as long as it is not read, the form is not.
	if (attachment.kind === 'binaryFile') form.append('file', filePart(attachment.file, reading));
	else reading?.onRead();
	return form;
}

function textPart(text: string): File {
	const bytes = new TextEncoder().encode(text);
	return part('', 'text/plain;charset=utf-8', bytes.byteLength, () => [bytes]);
}

function filePart({ name, type, size, open }: NamedFile, reading?: Reading): File {
	return part(name, type, size, async function* () {
		const bytes = open()[Symbol.asyncIterator]();
		const close = () => void bytes.return?.();
		reading?.over.addEventListener('abort', close, { once: true });
		yield* { [Symbol.asyncIterator]: () => bytes };
		reading?.onRead();
	});
}
