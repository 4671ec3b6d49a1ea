import { asText, hasId, recordsOf } from '../../api/envelope';
import type { Picker } from '../../fields/picker';

/**
 * The labels of an account. The vendor's pages give three methods and paths for this list;
 * `GET /label` is that of the newest.
 */
export const labels: Picker = {
	failed: 'The labels could not be loaded',
	request: (session) => ({ method: 'GET', path: '/label', query: { session } }),
	records: (envelope) => recordsOf(envelope, 'labels')?.filter(hasId),
	entry: ({ id, text }) => ({ name: asText(text) ?? String(id), value: String(id) }),
};

/** The same list where the API takes the text of a label instead of its ID. */
export const labelsByText: Picker = {
	...labels,
	entry: ({ id, text }) => ({ name: asText(text) ?? String(id), value: asText(text) ?? '' }),
};
