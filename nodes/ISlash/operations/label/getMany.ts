import { asObject, hasId } from '../../api/envelope';
import { limitFields, readLimit } from '../../fields/limit';
import { optionsOf, sessionKey } from '../../fields/sendingOptions';
import type { ReadOperation } from '../operation';

/**
 * The vendor's pages give three methods and paths for this list; `GET /label` is that of the newest.
 */
export const getManyLabels: ReadOperation = {
	kind: 'read',
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many labels',
	description: 'List the labels that contacts can have',
	plural: 'labels',
	fields: [...limitFields, optionsOf([sessionKey])],
	read: (item, session) => ({
		request: { method: 'GET', path: '/label', query: { session } },
		limit: readLimit(item),
	}),
	records: (envelope) => {
		const labels = asObject(envelope.data)?.labels;
		return Array.isArray(labels) ? labels.map(asObject).filter(hasId) : undefined;
	},
};
