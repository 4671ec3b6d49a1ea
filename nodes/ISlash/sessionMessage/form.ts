import type { Attachment, SessionMessage } from './message';

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
	open: () => AsyncIterable<Uint8Array>,
): File {
	return Object.defineProperties(new File([], ''), {
		name: { value: name },
		type: { value: type },
		size: { value: size },
		// The encoders iterate over it, which an async iterable and a ReadableStream both allow.
		stream: { value: open },
	});
}

/** The message as `POST /send-session-message` takes it. Fields that are not set are left out. */
export function toForm(message: SessionMessage): FormData {
	const form = new FormData();
	form.append('session', message.session);
	form.append('identity', message.identity);
	if (message.text !== undefined) form.append('text', textPart(message.text));
	appendAttachment(form, message.attachment);
	if (message.quotedMessageId !== undefined) {
		form.append('quoted_message_id', message.quotedMessageId);
	}
	return form;
}

function appendAttachment(form: FormData, attachment: Attachment): void {
	switch (attachment.kind) {
		case 'none':
			return;
		case 'binaryFile': {
			const { name, type, size, open } = attachment.file;
			form.append('file', part(name, type, size, open));
			return;
		}
		case 'fileUrl':
			form.append('file_url', attachment.url);
			return;
		case 'sticker':
			form.append('sticker_id', attachment.id);
	}
}

function textPart(text: string): File {
	const bytes = new TextEncoder().encode(text);
	return part('', 'text/plain;charset=utf-8', bytes.byteLength, async function* () {
		yield bytes;
	});
}
