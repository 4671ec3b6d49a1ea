import { limitFields, readLimit } from '../fields/limit';
import type { ListSource } from '../fields/picker';
import { optionsOf, sessionKey } from '../fields/sendingOptions';
import type { RepeatableOperation } from './operation';

/** 'Get Many' of a list that iSlash gives in one answer; the node itself applies the limit. */
export function getMany(
	{ failed, request, records }: ListSource,
	texts: Pick<RepeatableOperation, 'action' | 'description'>,
): RepeatableOperation {
	return {
		kind: 'repeatable',
		name: 'Get Many',
		value: 'getAll',
		...texts,
		failed,
		fields: [...limitFields, optionsOf([sessionKey])],
		read: (item, session) => ({ request: request(session), records, limit: readLimit(item) }),
	};
}
