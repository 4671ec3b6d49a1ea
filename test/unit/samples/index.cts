import image from './image.json';
import sticker from './sticker.json';
import text from './text.json';

/** The sample replies in the vendor's public documentation, word for word. */
export const samples = { text, image, sticker } as const;
