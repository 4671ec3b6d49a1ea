import { limitFields, readLimit } from '../../fields/limit';
import { optionsOf, sessionKey } from '../../fields/sendingOptions';
import type { ReadOperation } from '../operation';
import { readStickers, requestStickers } from './picker';

/** The same list as that of 'Sticker' in the editor. */
export const getManyStickers: ReadOperation = {
	kind: 'read',
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many stickers',
	description: 'List the stickers that iSlash offers',
	plural: 'stickers',
	fields: [...limitFields, optionsOf([sessionKey])],
	read: (item, session) => ({
		request: requestStickers(session),
		limit: readLimit(item),
	}),
	records: readStickers,
};
