import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { FormFile } from '../api/form';
import { InvalidInput } from '../errors/invalidInput';
import { binaryPropertyName } from './binaryFile';
import { fileFromInput, readFile } from './file';
import type { ItemReader } from './reader';
import { locatorValue, toChoice, toText } from './values';

/**
 * What is sent with the text or instead of it. At most one attachment, because the API does not say
 * what happens with two.
 */
export type Attachment =
	| { readonly kind: 'none' }
	| { readonly kind: 'binaryFile'; readonly file: FormFile }
	| { readonly kind: 'fileUrl'; readonly url: string }
	| { readonly kind: 'sticker'; readonly id: string };

type Kind = Attachment['kind'];

const KINDS: INodePropertyOptions[] = [
	fileFromInput,
	{
		name: 'File From URL',
		value: 'fileUrl',
		description: 'A publicly reachable file, which iSlash fetches',
	},
	{ name: 'None', value: 'none', description: 'Only the text' },
	{ name: 'Sticker', value: 'sticker', description: 'One of the stickers that iSlash offers' },
];

const attachment: INodeProperties = {
	displayName: 'Attachment',
	name: 'attachment',
	type: 'options',
	options: KINDS,
	default: 'none',
	description: 'What to send along with the text, or instead of it',
};

const CHOICES = ['none', 'binaryFile', 'fileUrl', 'sticker'] as const;

const shownFor = (kind: Kind) => ({ show: { attachment: [kind] } });

const fileUrl: INodeProperties = {
	displayName: 'File URL',
	name: 'fileUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://example.com/image.png',
	description:
		'The full address of the file. It must be publicly reachable, because iSlash fetches the file.',
	displayOptions: shownFor('fileUrl'),
};

const sticker: INodeProperties = {
	displayName: 'Sticker',
	name: 'stickerId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	description: 'The sticker to send',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a sticker...',
			typeOptions: { searchListMethod: 'searchStickers', searchable: true },
		},
		{ displayName: 'By ID', name: 'id', type: 'string', placeholder: 'e.g. 66' },
	],
	displayOptions: shownFor('sticker'),
};

/** 'Attachment' and the fields that belong to its choices. */
export const attachmentFields: readonly INodeProperties[] = [
	attachment,
	binaryPropertyName,
	fileUrl,
	sticker,
];

/**
 * Reads the attachment, and only the fields of its kind. The editor hides the other fields, and an
 * expression left in them may fail for this item.
 *
 * @throws InvalidInput when the chosen attachment is missing or invalid, or n8n's storage has lost it
 */
export async function readAttachment(item: ItemReader): Promise<Attachment> {
	const chosen = item.text(attachment);
	const kind = toChoice(attachment.displayName, chosen, CHOICES);
	switch (kind) {
		case 'none':
			return { kind };
		case 'binaryFile':
			return { kind, file: await readFile(item) };
		case 'fileUrl':
			return { kind, url: toFileUrl(item.text(fileUrl)) };
		case 'sticker':
			return {
				kind,
				id: toStickerId(toText(sticker.displayName, locatorValue(item.value(sticker)))),
			};
	}
}

/**
 * Escapes blanks and non-ASCII letters, as browsers do: people paste addresses that contain them.
 *
 * @throws InvalidInput when it is not one absolute http or https address
 */
function toFileUrl(entered: string | undefined): string {
	// Invisible marks come along when an address is copied from a chat.
	const url = (entered ?? '').replace(/^[\s\p{Format}]+|[\s\p{Format}]+$/gu, '');
	// A second address follows a blank, comma or semicolon. One within the query of the first is fine.
	const isOne = !/[\s,;]https?:\/\//i.test(url) && !/[\r\n]/.test(url);
	if (isOne && /^https?:\/\/[^\s/]/i.test(url) && URL.canParse(url)) {
		const { href, username, password } = new URL(url);
		if (username !== '' || password !== '') throw withPassword();
		return /^[!-~]+$/.test(url) && !/["<>\\^`{|}]/.test(url) ? url : href;
	}
	throw new InvalidInput(
		fileUrl.displayName,
		url === ''
			? 'is empty'
			: isOne
				? 'is not an absolute http or https address'
				: 'is more than one address',
		"Enter the full address of one file, such as https://example.com/image.png, or set 'Attachment' to 'None'.",
	);
}

/** iSlash keeps the address with the message, so everybody who sees the chat could read the password. */
function withPassword(): InvalidInput {
	return new InvalidInput(
		fileUrl.displayName,
		'contains a user name or a password',
		"Use an address that works without them, or fetch the file with an HTTP Request node and set 'Attachment' to 'File From Input'.",
	);
}

function toStickerId(entered: string | undefined): string {
	const id = entered?.trim() ?? '';
	if (id !== '') return id;
	throw new InvalidInput(
		sticker.displayName,
		'is empty',
		"Pick a sticker from the list or enter its ID, or set 'Attachment' to 'None'.",
	);
}
