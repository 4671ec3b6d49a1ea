import { randomUUID } from 'node:crypto';
import { STICKERS, stickerById } from './stickers.cts';
import { TEMPLATES } from './templates.cts';
import type { ReceivedMessage } from './types.cts';

export type RefusalCode =
	| 'RESP_INVALID_PARAMETERS'
	| 'RESP_UNAUTHORIZED'
	| 'RESP_SESSION_NOT_FOUND'
	| 'RESP_LABEL_NOT_FOUND'
	| 'RESP_NOT_FOUND'
	| 'RESP_METHOD_NOT_ALLOWED'
	| 'RESP_LENGTH_REQUIRED'
	| 'RESP_UNSUPPORTED_MEDIA_TYPE'
	| 'RESP_ERROR';

interface Media {
	readonly media_type: string;
	readonly media_url: string;
	readonly media_filename: string;
}

const OKAY = { code: 'RESP_OKAY', message: 'Success' } as const;

/** The envelope of everything that is not a success. */
export function refusal(code: RefusalCode, message: string): object {
	return { meta: { code, message, trace_id: randomUUID() } };
}

/** Where the sandbox serves the attachment of a message. */
export function mediaPath(message: ReceivedMessage): string {
	return `/media/${message.id}/${message.startedAt}`;
}

/** The file name in an address: the last part of its path, readable. */
export function nameOfUrl(fileUrl: string): string {
	const name = fileUrl.split(/[?#]/, 1)[0]?.split('/').at(-1) || 'file';
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}

function media(message: ReceivedMessage, url: string): Media | undefined {
	const { file, fileUrl, stickerId } = message;
	const media_url = url + mediaPath(message);
	if (file) return { media_type: file.type, media_url, media_filename: file.name };
	if (fileUrl !== undefined) {
		return {
			media_type: 'application/octet-stream',
			media_url: fileUrl,
			media_filename: nameOfUrl(fileUrl),
		};
	}
	if (stickerId === undefined) return undefined;
	const name = stickerById(stickerId)?.name ?? `sticker${stickerId}`;
	return { media_type: 'image/webp', media_url, media_filename: `${name}.webp` };
}

function mediaFields(message: ReceivedMessage, url: string): object {
	const found = media(message, url);
	const isPicture = found?.media_type.startsWith('image/') ?? false;
	return {
		media_thumbnail: found && isPicture ? found.media_url : null,
		media_filename: found?.media_filename ?? null,
		media_status: found ? 'ready' : null,
		media_resolution_x: isPicture ? 0 : null,
		media_resolution_y: isPicture ? 0 : null,
	};
}

function quoted(message: ReceivedMessage | undefined, url: string): object | null {
	if (!message) return null;
	const { id, text } = message;
	return { id, body: text ?? null, media_type: media(message, url)?.media_type ?? null };
}

export interface SentContext {
	readonly url: string;
	readonly conversationId: number;
	readonly quotedMessage: ReceivedMessage | undefined;
}

/** The answer to a message that was sent, key for key as in the vendor's samples. */
export function sent(message: ReceivedMessage, context: SentContext): object {
	const found = media(message, context.url);
	const seconds = Math.floor(message.finishedAt / 1000);
	const answer = {
		id: message.id,
		conversation_id: context.conversationId,
		user: null,
		user_id: null,
		contact: null,
		status: 'sent',
		body: message.text ?? null,
		media_type: found?.media_type ?? null,
		media_url: found?.media_url ?? null,
		sid: message.sid,
		direction: 'outbound',
		is_auto_message: true,
		is_forwarded: false,
		is_template_message: false,
		is_sticker: message.stickerId !== undefined,
		is_cloned: false,
		quoted_message: quoted(context.quotedMessage, context.url),
		...mediaFields(message, context.url),
		message_at: seconds,
		sent_at: seconds,
		delivered_at: null,
		received_at: null,
		read_at: null,
		read_by: null,
		read_by_user: null,
		revoked_at: null,
	};
	return { meta: OKAY, data: { message: answer } };
}

/** The answer to GET /sticker. */
function stickerList(): object {
	const stickers = STICKERS.map(({ id, name }) => ({
		id,
		name,
		type: 'image/webp',
		width: 512,
		height: 512,
	}));
	return { meta: OKAY, data: { stickers } };
}

/** Made up for this sandbox; the colors are those of its chat page. */
export const LABELS = [
	{ id: 1, text: 'Unassigned', color: 'grey' },
	{ id: 2, text: 'Pending Payment', color: 'blue' },
	{ id: 3, text: 'Paid', color: 'green' },
];

/** The answer to a success that has a trace ID, as the vendor's samples of some operations have. */
export function traced(data: object): object {
	return { meta: { ...OKAY, trace_id: '040a6b96021b42e3' }, data };
}

/** The answer to a template that was taken: no id of a message. A later time has a list instead. */
export function taken(message: ReceivedMessage): object {
	return message.sendAt === undefined ? { meta: OKAY, data: {} } : traced([]);
}

/** The records that a healthy server has, by the operation that asks for them. */
export const LISTS = {
	listStickers: stickerList,
	listLabels: () => traced({ labels: LABELS }),
	listTemplates: () => ({ meta: OKAY, data: { templates: TEMPLATES } }),
} as const;
