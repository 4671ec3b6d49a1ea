import { asText, hasId, recordsOf } from '../../api/envelope';
import type { Picker } from '../../fields/picker';

/**
 * The stickers that iSlash offers.
 * https://api-docs.islash.io/sticker-list/get-sticker-list
 */
export const stickers: Picker = {
	failed: 'The stickers could not be loaded',
	request: (session) => ({ method: 'GET', path: '/sticker', query: { session } }),
	records: (envelope) => recordsOf(envelope, 'stickers')?.filter(hasId),
	// The API gives the ID as a number, but takes it as a text. A sticker may have no name.
	entry: ({ id, name }) => ({ name: asText(name) ?? String(id), value: String(id) }),
};
