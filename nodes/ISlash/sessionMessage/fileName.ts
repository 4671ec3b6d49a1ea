import { InvalidInput } from '../invalidInput';
import { extensionOf, mediaTypeOf } from './mediaTypes';

/** No system takes names nearly as long, and servers refuse the whole message over one. */
const LONGEST_NAME = 1000;

/**
 * The name a file is sent with. Phones choose the app by the extension, so it always has one, if
 * there is any way to know it.
 *
 * @param typed 'File Name'
 * @param own the name the file has
 * @param type its media type, if it says anything
 * @throws InvalidInput when it is too long
 */
export function toFileName(
	typed: string | undefined,
	own: string | undefined,
	type: string | undefined,
): string {
	const ownName = clean((own ?? '').split(/[/\\]/).at(-1) ?? '');
	// A slash that was typed is part of a date or number, as in 01/02/2026, and no folder.
	const name = clean((typed ?? '').replace(/[/\\]/g, '-')) || ownName;
	if (name.length > LONGEST_NAME) {
		throw new InvalidInput(
			'File Name',
			`is longer than ${LONGEST_NAME} characters`,
			"Set 'File Name' in Options to a short one, such as invoice.pdf.",
		);
	}
	return complete(name, ending(ownName, type) ?? extensionOf(type ?? ''), type);
}

/**
 * Without what could end or leave the header line a name stands in. `"` would be sent as %22. Empty
 * when nothing is left that names anything.
 */
function clean(name: string): string {
	const safe = name.replace(/\p{Control}|\p{Surrogate}/gu, '').replace(/"/g, "'");
	const trimmed = safe.trim();
	return trimmed === '.' || trimmed === '..' ? '' : trimmed;
}

function complete(name: string, extension: string | undefined, type: string | undefined): string {
	// Of an expression such as {{ $json.title }}.pdf without a title only the extension is left.
	if (name.startsWith('.') && mediaTypeOf(name.slice(1)) !== undefined) return `file${name}`;
	// .env and .htaccess are whole names.
	if (/^\.[^.]/.test(name) || ending(name, type) !== undefined) return name;
	if (extension === undefined) return name === '' ? 'file' : name;
	return `${name.replace(/[.\s]+$/, '') || 'file'}.${extension}`;
}

/**
 * The extension of a name, without its dot. `tar.gz` is one.
 *
 * What is behind the last dot need not be one: `Invoice 01.02.2026`, `v1.2`, `Dr. Smith`, `Anna.Meier`.
 * It is, if it is a common one. Any other is believed if it looks like one, a letter and up to seven
 * letters or digits, and the media type is none whose extension is known, or one that holds anything.
 */
export function ending(name: string, type: string | undefined): string | undefined {
	const [, archive] = /[^.]\.(tar\.[a-z0-9]{2,4})$/i.exec(name) ?? [];
	if (archive !== undefined) return archive;
	const dot = name.lastIndexOf('.');
	const last = dot > 0 ? name.slice(dot + 1) : '';
	if (mediaTypeOf(last) !== undefined) return last;
	const isVague = extensionOf(type ?? '') === undefined || HOLDS_ANYTHING.test(type ?? '');
	return isVague && /^[a-z][a-z0-9]{0,7}$/i.test(last) ? last : undefined;
}

/** Types of files that have hundreds of extensions: programs, settings, archives. */
const HOLDS_ANYTHING = /^(?:text\/(?:plain|xml)|application\/(?:json|xml|zip|gzip|x-gzip))\b/i;
