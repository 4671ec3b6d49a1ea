import { asObject, asText, hasId, type JsonObject } from '../../api/envelope';
import type { ApiRequest } from '../../api/request';
import type { Picker } from '../../fields/picker';

/** https://api-docs.islash.io/sticker-list/get-sticker-list */
export const requestStickers = (session: string): ApiRequest => ({
	method: 'GET',
	path: '/sticker',
	query: { session },
});

/** The stickers of an answer; `undefined` when it has none. */
export function readStickers(envelope: JsonObject): readonly JsonObject[] | undefined {
	const stickers = asObject(envelope.data)?.stickers;
	return Array.isArray(stickers) ? stickers.map(asObject).filter(hasId) : undefined;
}

/** The list of 'Sticker' in the editor. */
export const stickerPicker: Picker = {
	plural: 'stickers',
	request: requestStickers,
	records: readStickers,
	// The API has the ID as a number, and takes it as text. A sticker may be without a name.
	entry: ({ id, name }) => ({ name: asText(name) ?? String(id), value: String(id) }),
};
