import { getMany } from '../getMany';
import { stickers } from './stickers';

/** The same list as for 'Sticker' in the editor. */
export const getManyStickers = getMany(stickers, {
	action: 'Get many stickers',
	description: 'List the stickers that iSlash offers',
});
