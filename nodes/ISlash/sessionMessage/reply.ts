/**
 * What a body from iSlash says, whatever it looks like. What it should look like:
 * https://api-docs.islash.io/session-message/send-session-message
 * https://api-docs.islash.io/sticker-list/get-sticker-list
 */
export type Reply =
	| { readonly kind: 'message'; readonly message: MessageJson; readonly envelope: Envelope }
	| { readonly kind: 'refusal'; readonly refusal: Refusal }
	| { readonly kind: 'unreadable' };

/** The API's message object, passed on as it came. Its schema and its samples differ. */
export type MessageJson = { readonly id: string | number; readonly [field: string]: unknown };

/** An object that iSlash answered with; as a whole `{ meta: { code, message, trace_id? }, data }`. */
export type Envelope = { readonly [field: string]: unknown };

/** Why iSlash did not do what was asked. The vendor documents no codes. */
export interface Refusal {
	readonly code: string;
	readonly message: string | undefined;
	readonly traceId: string | undefined;
}

/** A sticker to choose from. The API has its ID as a number, and takes it as text. */
export interface Sticker {
	readonly id: string;
	/** What the list shows; the ID, when iSlash gives it no name. */
	readonly name: string;
}

/** Reads the reply to a message. Only RESP_OKAY with a message ID proves that it was taken. */
export function readReply(body: string | undefined): Reply {
	const envelope = parseObject(body);
	const refusal = envelope === undefined ? undefined : readRefusal(envelope);
	if (refusal !== undefined) return { kind: 'refusal', refusal };

	const data = asObject(envelope?.data);
	const message = asObject(data?.message);
	const accepted = asObject(envelope?.meta)?.code === 'RESP_OKAY';
	if (!accepted || envelope === undefined || !hasId(message)) return { kind: 'unreadable' };
	return { kind: 'message', message, envelope };
}

/** Reads the reply to a list of stickers; `undefined` when it is none. */
export function readStickers(body: string | undefined): readonly Sticker[] | undefined {
	const stickers = asObject(parseObject(body)?.data)?.stickers;
	if (!Array.isArray(stickers)) return undefined;
	return stickers
		.map(asObject)
		.filter(hasId)
		.map(({ id, name }) => ({
			id: String(id),
			name: asText(name) ?? String(id),
		}));
}

function readRefusal(envelope: Envelope): Refusal | undefined {
	const meta = asObject(envelope.meta);
	const code = asText(meta?.code);
	if (code === undefined || code === 'RESP_OKAY') return undefined;
	return { code, message: asText(meta?.message), traceId: asText(meta?.trace_id) };
}

/** A text in JSON, so that digits in it are left alone; or digits that stand by themselves. */
const TEXT_OR_DIGITS = /"[^"\\]*(?:\\.[^"\\]*)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

/** A number that JavaScript would round, such as an ID above 2^53, becomes the text of its digits. */
function withoutLoss(json: string): string {
	return json.replace(TEXT_OR_DIGITS, (found) =>
		found.startsWith('"') || Number.isSafeInteger(Number(found)) ? found : `"${found}"`,
	);
}

function parseObject(body = ''): Envelope | undefined {
	try {
		const parsed: unknown = JSON.parse(body);
		// Only what is JSON has texts that end, which the pattern needs to be quick.
		return asObject(/\d{16}/.test(body) ? JSON.parse(withoutLoss(body)) : parsed);
	} catch {
		return undefined;
	}
}

function asObject(value: unknown): Envelope | undefined {
	const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
	return isObject ? (value as Envelope) : undefined;
}

function hasId(value: Envelope | undefined): value is MessageJson {
	return (
		(typeof value?.id === 'number' && Number.isFinite(value.id)) || asText(value?.id) !== undefined
	);
}

/** Only the beginning of a text is ever shown; secrets are taken out of it before it is cut shorter. */
function asText(value: unknown): string | undefined {
	return typeof value === 'string' && value !== '' ? value.slice(0, 5000) : undefined;
}
