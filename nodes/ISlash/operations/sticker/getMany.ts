import { limitFields, readLimit } from '../../fields/limit';
import { optionsOf, readSessionKey, sessionKey } from '../../fields/sendingOptions';
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
	read: (item, account) => {
		const session = readSessionKey(item, account);
		return {
			request: requestStickers(session),
			limit: readLimit(item),
			secrets: [account.token, account.sessionKey, session],
		};
	},
	records: readStickers,
};
