import { field, idIn, withoutUndefined, recordIn, textIn, type JsonRecord } from './values';

/** A file that a contact sent. iSlash documents no way to download it by its ID. */
export interface Media {
	readonly id: string;
	readonly mimeType?: string;
	readonly sha256?: string;
	readonly caption?: string;
	readonly fileName?: string;
}

export interface Content {
	readonly type: string;
	/** What a person would read; empty where there is nothing to read. */
	readonly text: string;
	readonly media?: Media;
}

const MEDIA_TYPES = ['audio', 'document', 'image', 'sticker', 'video', 'voice'];

/** iSlash documents 'text' and 'image'. The others come from Meta's pages, which iSlash links to. */
const TYPES = [
	'text',
	...MEDIA_TYPES,
	'button',
	'contacts',
	'interactive',
	'location',
	'order',
	'reaction',
	'system',
	'unsupported',
];

/** The content of a WhatsApp message. Only the fields of its type are read. */
export function readContent(message: JsonRecord): Content {
	const type = idIn(message, 'type') ?? TYPES.find((one) => field(message, one)) ?? 'unknown';
	const content = recordIn(message, type);
	return withoutUndefined({ type, text: textOf(type, content), media: mediaOf(type, content) });
}

function textOf(type: string, content: JsonRecord | undefined): string {
	return textOrNone(type, content) ?? '';
}

function textOrNone(type: string, content: JsonRecord | undefined): string | undefined {
	if (type === 'text') return textIn(content, 'body');
	if (type === 'button') return textIn(content, 'text');
	if (type === 'interactive') return titleOf(content);
	return MEDIA_TYPES.includes(type) ? textIn(content, 'caption') : undefined;
}

/** The title of the pressed button, or of the row chosen from a list. */
function titleOf(content: JsonRecord | undefined): string | undefined {
	const chosen = recordIn(content, 'button_reply') ?? recordIn(content, 'list_reply');
	return textIn(chosen, 'title');
}

function mediaOf(type: string, content: JsonRecord | undefined): Media | undefined {
	const id = MEDIA_TYPES.includes(type) ? idIn(content, 'id') : undefined;
	if (id === undefined) return undefined;
	return withoutUndefined({
		id,
		mimeType: textIn(content, 'mime_type'),
		sha256: textIn(content, 'sha256'),
		caption: textIn(content, 'caption'),
		fileName: textIn(content, 'filename'),
	});
}
