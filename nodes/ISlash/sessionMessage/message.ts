import { InvalidInput } from '../invalidInput';
import type { FileSource } from './attachment';
import { toContactNumber } from './contactNumber';
import { toFileHeader } from './fileHeader';
import { toFileUrl } from './fileUrl';
import type { Parameters } from './parameters';

/**
 * What goes along with the text, or instead of it: one at most, as the API does not say what becomes
 * of two.
 */
export type Attachment =
	| { readonly kind: 'none' }
	| { readonly kind: 'binaryFile'; readonly file: NamedFile }
	| { readonly kind: 'fileUrl'; readonly url: string }
	| { readonly kind: 'sticker'; readonly id: string };

/** A file with a name and media type that are safe in a part header. */
export interface NamedFile extends FileSource {
	readonly name: string;
	readonly type: string;
}

/** A message that can be sent. There is no other way to one than createMessage(). */
export interface SessionMessage {
	readonly session: string;
	readonly identity: string;
	readonly text: string | undefined;
	readonly attachment: Attachment;
	readonly quotedMessageId: string | undefined;
}

/**
 * Makes a message of what an item's parameters say.
 *
 * @param file the item's file, when the attachment is one
 * @param session the credential's session key, used unless the item has its own
 * @throws InvalidInput with the label of the parameter that needs a change
 */
export function createMessage(
	parameters: Parameters,
	file: FileSource | undefined,
	session: string,
): SessionMessage {
	const attachment = toAttachment(parameters, file);
	if (parameters.text === undefined && attachment.kind === 'none') {
		throw new InvalidInput(
			'Text',
			'is empty and there is no attachment, so there is nothing to send',
			'Enter a text or choose an attachment. If the text is an expression, check that the field has a value for this item.',
		);
	}
	return {
		session: parameters.sessionKey ?? session,
		identity: toContactNumber(parameters.identity, parameters.formatIdentity),
		text: parameters.text,
		attachment,
		quotedMessageId: toQuotedMessageId(parameters.quotedMessageId),
	};
}

function toAttachment(parameters: Parameters, file: FileSource | undefined): Attachment {
	switch (parameters.attachment) {
		case undefined:
		case 'none':
			return { kind: 'none' };
		case 'binaryFile':
			return { kind: 'binaryFile', file: toNamedFile(parameters.fileName, file) };
		case 'fileUrl':
			return { kind: 'fileUrl', url: toFileUrl(parameters.fileUrl) };
		case 'sticker':
			return { kind: 'sticker', id: toStickerId(parameters.stickerId) };
		default:
			throw new InvalidInput(
				'Attachment',
				`is '${parameters.attachment.slice(0, 60)}', which is not one of its options`,
				'Use none, binaryFile, fileUrl or sticker.',
			);
	}
}

function toNamedFile(fileName: string | undefined, file: FileSource | undefined): NamedFile {
	if (file === undefined) {
		throw new InvalidInput(
			'Input Data Field Name',
			'is empty',
			'Enter the name of the input field that holds the file, usually data.',
		);
	}
	return { ...file, ...toFileHeader({ typedName: fileName, file }) };
}

function toStickerId(stickerId: string | undefined): string {
	const id = stickerId?.trim() ?? '';
	if (id !== '') return id;
	throw new InvalidInput(
		'Sticker',
		'is empty',
		"Pick a sticker from the list or enter its ID, or set 'Attachment' to 'None'.",
	);
}

function toQuotedMessageId(quotedMessageId: string | undefined): string | undefined {
	const id = quotedMessageId?.trim();
	if (id === undefined || /^\d+$/.test(id)) return id;
	throw new InvalidInput(
		'Quoted Message ID',
		'must have digits only',
		"Use the 'id' of a message, as an earlier iSlash node puts it out.",
	);
}
