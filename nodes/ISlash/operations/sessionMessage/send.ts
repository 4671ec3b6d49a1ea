import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asObject, hasId, type JsonObject } from '../../api/envelope';
import type { Proof } from '../../api/outcome';
import { InvalidInput } from '../../errors/invalidInput';
import { type Attachment, attachmentFields, readAttachment } from '../../fields/attachment';
import { contactNumber, contactOf, readContactNumber } from '../../fields/contactNumber';
import { fileOptions } from '../../fields/file';
import { outputOptions, readOutput, toJson } from '../../fields/output';
import type { ItemReader } from '../../fields/reader';
import { sendingOptions } from '../../fields/sendingOptions';
import { toChoice, toMessageText } from '../../fields/values';
import type { SendOperation, SendRequest } from '../operation';
import { toWhatsAppMarks } from './markdown';

const text: INodeProperties = {
	displayName: 'Text',
	name: 'text',
	type: 'string',
	typeOptions: { rows: 4 },
	default: '',
	placeholder: 'e.g. Your order is on its way',
	description: 'What to write. With a file, it is the caption. Optional if there is an attachment.',
};

const FORMATS = ['asTyped', 'markdown'] as const;

const textFormat: INodeProperties = {
	displayName: 'Text Format',
	name: 'textFormat',
	type: 'options',
	options: [
		{ name: 'As Typed', value: 'asTyped', description: 'The text arrives byte for byte' },
		{
			name: 'Markdown',
			value: 'markdown',
			description:
				"Converts what AI models write to WhatsApp's marks: bold, italic, strikethrough, code, headings and links",
		},
	],
	default: 'asTyped',
	description: 'How to read the text',
};

const quotedMessageId: INodeProperties = {
	displayName: 'Quoted Message ID',
	name: 'quotedMessageId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 9126',
	description: 'The ID of the message to reply to. It is quoted above the new message.',
	hint: "The 'id' in the output of an earlier iSlash node",
};

/**
 * Writes to a contact who has an open session.
 * https://api-docs.islash.io/session-message/send-session-message
 */
export const sendSessionMessage: SendOperation = {
	kind: 'send',
	name: 'Send',
	value: 'send',
	action: 'Send session message',
	description: 'Send a text, file, sticker or reply to a contact who has an open session',
	fields: [
		contactNumber,
		text,
		...attachmentFields,
		sendingOptions([...fileOptions, ...outputOptions, quotedMessageId, textFormat]),
	],
	read,
};

async function read(item: ItemReader, session: string): Promise<SendRequest> {
	const body = readText(item);
	const output = readOutput(item);
	const quoted = toQuotedMessageId(item.textOption(quotedMessageId));
	const attachment = await readAttachment(item);
	if (body === undefined && attachment.kind === 'none') throw nothingToSend();
	const identity = readContactNumber(item);
	return {
		contact: contactOf(identity),
		request: {
			method: 'POST',
			path: '/send-session-message',
			form: { session, identity, quoted_message_id: quoted, ...partOf(attachment), text: body },
		},
		prove: proveMessage,
		// It came as JSON, which is all that IDataObject asks for.
		output: (envelope) => toJson(output, messageOf(envelope) ?? {}, envelope) as IDataObject,
	};
}

/** The API returns the message that it accepted. If sending it has already failed, its status says so. */
export function proveMessage(envelope: JsonObject): Proof {
	const message = messageOf(envelope);
	if (message === undefined) return 'nothing';
	return message.status === 'failed' ? 'failed' : 'accepted';
}

function readText(item: ItemReader): string | undefined {
	const typed = toMessageText(text.displayName, item.value(text));
	const format = toChoice(textFormat.displayName, item.textOption(textFormat), FORMATS);
	return typed !== undefined && format === 'markdown' ? toWhatsAppMarks(typed) : typed;
}

/** The API's message object, passed on as it came. Its schema and its samples differ. */
function messageOf(envelope: JsonObject): JsonObject | undefined {
	const message = asObject(asObject(envelope.data)?.message);
	return hasId(message) ? message : undefined;
}

function partOf(attachment: Attachment) {
	switch (attachment.kind) {
		case 'none':
			return {};
		case 'binaryFile':
			return { file: attachment.file };
		case 'fileUrl':
			return { file_url: attachment.url };
		case 'sticker':
			return { sticker_id: attachment.id };
	}
}

function nothingToSend(): InvalidInput {
	return new InvalidInput(
		text.displayName,
		'is empty and there is no attachment, so there is nothing to send',
		'Enter a text or choose an attachment. If the text is an expression, check that the field has a value for this item.',
	);
}

function toQuotedMessageId(entered: string | undefined): string | undefined {
	const id = entered?.trim();
	if (id === undefined || /^\d+$/.test(id)) return id;
	throw new InvalidInput(
		quotedMessageId.displayName,
		'must consist of digits',
		"Use the 'id' of a message from the output of an earlier iSlash node.",
	);
}
