import type { ReceivedMessage } from '../sandbox/server.cts';
import type { AnyParameters } from './anyParameters.cts';

/** The text that a value has, as people would say it. */
export function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	const isInexact =
		typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
	if (isInexact) return 'never sent, as its last digits are lost';
	// In a resource locator n8n itself makes a text of a date of luxon.
	if (typeof value === 'object' && 'isLuxonDateTime' in value) return String(value);
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	return typeof value === 'object' ? '' : String(value);
}

/** A list of texts is joined, as some AI models answer in pieces; blanks only are no text. */
function messageTextOf(value: unknown): string | undefined {
	const isPieces = Array.isArray(value) && value.every((piece) => typeof piece === 'string');
	const text = isPieces ? value.join('') : textOf(value);
	return text.trim() === '' ? undefined : text;
}

/** The message that arrived matches the parameters exactly. */
export function expectAsTold(
	message: ReceivedMessage | undefined,
	{ values }: AnyParameters,
	defaultSession: string,
): void {
	const contact = textOf(values.identity);
	const isFormatted = textOf(values.formatIdentity) !== 'false';
	const only = (attachment: string, value: unknown) =>
		values.attachment === attachment ? value : undefined;
	const { session, identity, text, quotedMessageId, fileUrl, stickerId, file } = message ?? {};
	const arrived = {
		session,
		identity,
		text,
		quotedMessageId,
		fileUrl,
		stickerId,
		size: file?.size,
	};
	expect(arrived).toEqual({
		session: textOf(values.sessionKey).trim() || defaultSession,
		identity: isFormatted ? contact.replace(/\D/g, '').replace(/^00/, '') : contact,
		text: messageTextOf(values.text),
		quotedMessageId: textOf(values.quotedMessageId).trim() || undefined,
		fileUrl: only('fileUrl', textOf(values.fileUrl).trim()),
		stickerId: only('sticker', textOf(values.stickerId).trim()),
		size: only('binaryFile', 3),
	});
}
