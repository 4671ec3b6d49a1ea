import { InvalidInput } from '../invalidInput';

/** Invisible marks that come along when an address is copied from a chat or a document. */
const AROUND = /^[\s\p{Format}]+|[\s\p{Format}]+$/gu;

/** What no address has as it is: blanks, letters beyond ASCII, and what a browser escapes besides. */
const TO_BE_ESCAPED = /[^!-~]|["<>\\^`{|}]/;

const NOT_ABSOLUTE = 'is not an absolute http or https address';

/**
 * The address of a file on the web. Blanks and letters beyond ASCII are escaped as a browser does;
 * an address that needs none of it stays as typed, for some servers sign every letter of it.
 *
 * @throws InvalidInput when it is not one whole http or https address that everybody may know
 */
export function toFileUrl(fileUrl: string | undefined): string {
	const url = trimmed(fileUrl ?? '');
	if (url === '') throw refused('is empty');
	if (/[\r\n\t\v\f\u2028\u2029]/.test(url)) throw refused('has more than one line');
	if (!/^https?:\/\//i.test(url)) throw refused(NOT_ABSOLUTE);
	// Within a query or path, as in ?url=https://…, an address follows another character.
	if (/[\s,;|]https?:\/\//i.test(url)) throw refused('has more than one address');
	if (!URL.canParse(url)) throw refused(NOT_ABSOLUTE);
	const { href, username, password } = new URL(url);
	if (username !== '' || password !== '') throw withPassword();
	return TO_BE_ESCAPED.test(url) ? href : url;
}

function trimmed(text: string): string {
	return text.trim().replace(AROUND, '');
}

function refused(problem: string): InvalidInput {
	return new InvalidInput(
		'File URL',
		problem,
		"Enter the whole address of one file, such as https://example.com/image.png, or set 'Attachment' to 'None'.",
	);
}

/** iSlash keeps the address with the message, where everybody who sees the chat could read it. */
function withPassword(): InvalidInput {
	return new InvalidInput(
		'File URL',
		'contains a user name or password',
		"Use an address that works without them, or download the file in an HTTP Request node and set 'Attachment' to its binary file.",
	);
}
