// Most characters are ASCII, and regular expressions for all scripts take many times as long.
const ASCII_WORD = /[A-Za-z0-9]/;
const isAscii = (character: string) => character < '\u0080';
/** Blank, or the end of the text. */
export const isBlank = (character: string) =>
	character === '' || character === ' ' || /\s/.test(character);
/** Part of a word; the variation selector behind an emoji is not. */
export const isWord = (character: string) =>
	isAscii(character)
		? ASCII_WORD.test(character)
		: character !== '\ufe0f' && /[\p{L}\p{N}\p{Mn}\p{Mc}]/u.test(character);
export const isDigit = (character: string) =>
	isAscii(character) ? character >= '0' && character <= '9' : /\p{Nd}/u.test(character);
