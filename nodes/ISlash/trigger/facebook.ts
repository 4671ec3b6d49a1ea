import type { TriggerEvent } from './event';
import {
	asRecord,
	entriesIn,
	field,
	idIn,
	known,
	momentIn,
	recordIn,
	textIn,
	type JsonRecord,
} from './values';

/** What Facebook tells of a page, in its own form, which iSlash passes on as it is. */
export function readFacebook(body: JsonRecord): readonly TriggerEvent[] {
	return entriesIn(body, 'entry').flatMap((raw) => {
		const messaging = entriesIn(asRecord(raw), 'messaging');
		return messaging.length > 0 ? messaging.map(readMessaging) : [{ event: 'other', raw }];
	});
}

/** An echo is what the page itself has written: a bot that answers it would answer for ever. */
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
	return known({
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
