import { readContent } from './content';
import type { TriggerEvent } from './event';
import { readFacebook } from './facebook';
import { bySequence } from './sequence';
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

/**
 * The events of one call, one per message or status, the earliest first. A message or status that
 * cannot be read is an 'other' event, and so is a body without any.
 */
export function readEvents(body: JsonRecord): readonly TriggerEvent[] {
	const events = field(body, 'object') === 'page' ? readFacebook(body) : readWhatsApp(body);
	return events.length > 0 ? events : [{ event: 'other', raw: body }];
}

function readWhatsApp(body: JsonRecord): readonly TriggerEvent[] {
	const contacts = entriesIn(body, 'contacts').map(asRecord);
	const messages = entriesIn(body, 'messages').map((entry) => readMessage(entry, contacts));
	const statuses = entriesIn(body, 'statuses').map(readStatus);
	return bySequence([...messages, ...statuses]);
}

type Contacts = ReadonlyArray<JsonRecord | undefined>;

function readMessage(raw: unknown, contacts: Contacts): TriggerEvent {
	const message = asRecord(raw);
	const contactNumber = idIn(message, 'from') ?? idIn(message, 'wa_id');
	const messageId = idIn(message, 'id');
	if (!message || contactNumber === undefined || messageId === undefined) {
		return { event: 'other', raw };
	}
	const content = readContent(message);
	return withoutUndefined({
		event: 'message',
		channel: 'whatsapp',
		contactNumber,
		name: nameOf(message, contactNumber, contacts),
		messageId,
		...content,
		timestamp: momentIn(message, 'timestamp', 'seconds'),
		sessionId: `whatsapp:${contactNumber}`,
		chatInput: content.text,
		raw,
	});
}

/** iSlash puts the name into the message; according to Meta's pages it is in a list beside it. */
function nameOf(
	message: JsonRecord,
	contactNumber: string,
	contacts: Contacts,
): string | undefined {
	const beside = contacts.find((contact) => idIn(contact, 'wa_id') === contactNumber);
	return (
		textIn(recordIn(message, 'profile'), 'name') ?? textIn(recordIn(beside, 'profile'), 'name')
	);
}

function readStatus(raw: unknown): TriggerEvent {
	const entry = asRecord(raw);
	const contactNumber = idIn(entry, 'recipient_id');
	const messageId = idIn(entry, 'id');
	const status = idIn(entry, 'status');
	if (contactNumber === undefined || messageId === undefined || status === undefined) {
		return { event: 'other', raw };
	}
	return withoutUndefined({
		event: 'status',
		channel: 'whatsapp',
		contactNumber,
		messageId,
		status,
		timestamp: momentIn(entry, 'timestamp', 'seconds'),
		errors: field(entry, 'errors'),
		raw,
	});
}
