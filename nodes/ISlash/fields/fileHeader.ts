import { InvalidInput } from '../errors/invalidInput';

/** Control characters, which would end or split the header line that a name or type stands in. */
const CONTROL = /\p{Control}/u;

/** No system takes names nearly as long, and servers refuse the whole message over one. */
const LONGEST_NAME = 1000;

/**
 * A file name without folders and control characters, so that it can neither leave its folder on
 * the other side nor inject a header. `file` when nothing is left.
 *
 * @throws InvalidInput when it is too long
 */
export function toFileName(name: string | undefined): string {
	const base = (name ?? '').split(/[/\\]/).at(-1) ?? '';
	const clean = base.replace(/\p{Control}|\p{Surrogate}/gu, '').trim();
	if (clean.length > LONGEST_NAME) {
		throw new InvalidInput(
			'File Name',
			`is longer than ${LONGEST_NAME} characters`,
			"Set 'File Name' in Options to a short one, such as invoice.pdf.",
		);
	}
	return clean === '' || clean === '.' || clean === '..' ? 'file' : clean;
}

/**
 * The media type of a file as n8n knows it; `application/octet-stream` when it knows none.
 *
 * @throws InvalidInput when it could inject a header
 */
export function toMediaType(type: string | undefined): string {
	const clean = (type ?? '').trim();
	if (clean === '') return 'application/octet-stream';
	if (!CONTROL.test(type ?? '')) return clean;
	throw new InvalidInput(
		'Input Data Field Name',
		'names a file whose media type contains a line break or another control character',
		"Correct the file's MIME type in the node that provides it, such as image/png.",
	);
}
