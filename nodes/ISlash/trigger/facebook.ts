import type { TriggerEvent } from './event';
import {
	asRecord,
	entriesIn,
	field,
	idIn,
	withoutUndefined,
	momentIn,
	recordIn,
	textIn,
	type JsonRecord,
} from './values';

/** The events of a Facebook page. iSlash passes them on unchanged, in Facebook's own form. */
export function readFacebook(body: JsonRecord): readonly TriggerEvent[] {
	return entriesIn(body, 'entry').flatMap((raw) => {
		const messaging = entriesIn(asRecord(raw), 'messaging');
		return messaging.length > 0 ? messaging.map(readMessaging) : [{ event: 'other', raw }];
	});
}

/** An echo is a message that the page itself wrote: a bot that answers echoes would never stop. */
function readMessaging(raw: unknown): TriggerEvent {
	const entry = asRecord(raw);
	const message = recordIn(entry, 'message');
	const contactNumber = idIn(recordIn(entry, 'sender'), 'id');
	const messageId = idIn(message, 'mid');
	const isEcho = Boolean(field(message, 'is_echo'));
	if (contactNumber === undefined || messageId === undefined || isEcho) {
		return { event: 'other', raw };
	}
	const text = textIn(message, 'text');
	const [attachment] = entriesIn(message, 'attachments').map(asRecord);
	return withoutUndefined({
		event: 'message',
		channel: 'facebook',
		contactNumber,
		messageId,
		type: text === undefined ? (idIn(attachment, 'type') ?? 'unknown') : 'text',
		text: text ?? '',
		timestamp: momentIn(entry, 'timestamp', 'milliseconds'),
		sessionId: `facebook:${contactNumber}`,
		chatInput: text ?? '',
		raw,
	});
}
