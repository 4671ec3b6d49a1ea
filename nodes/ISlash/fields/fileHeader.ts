import { InvalidInput } from '../errors/invalidInput';
import { extensionOf, typeOf } from './mediaTypes';

/** No system allows names nearly as long, and servers refuse the whole message because of one. */
const LONGEST_NAME = 1000;

/** The name and media type that a file has, and those typed instead. */
export interface FileFacts {
	readonly name: string | undefined;
	readonly type: string | undefined;
	/** 'File Name' and 'MIME Type' of the options. */
	readonly typedName: string | undefined;
	readonly typedType: string | undefined;
}

/** A name and a media type that are safe in a part's header. */
export interface FileHeader {
	readonly name: string;
	readonly type: string;
}

/**
 * The name and media type to send. Phones need an extension to open a file, so the name gets one. A
 * media type that is missing or says nothing is replaced by the media type of the extension.
 *
 * @throws InvalidInput when the name is too long, or the media type could inject a header
 */
export function toFileHeader({ name, type, typedName, typedType }: FileFacts): FileHeader {
	const own = toPlainName((name ?? '').split(/[/\\]/).at(-1) ?? '');
	const known = toMediaType(type, typedType);
	const isKnown = known !== undefined && !/^application\/octet-stream\b/i.test(known);
	const base = notTooLong(toPlainName((typedName ?? '').replace(/[/\\]/g, '-')) || own || 'file');
	const usual = isKnown ? extensionOf(known) : undefined;
	const extension = extensionIn(own, usual) ?? usual;
	const isComplete = extensionIn(base, usual) !== undefined || extension === undefined;
	const full = isComplete ? base : `${base}.${extension}`;
	const guessed = typeOf(extensionIn(full, usual) ?? '');
	return { name: full, type: (isKnown ? known : guessed) ?? known ?? 'application/octet-stream' };
}

/** Removes everything that would end or split the header line with the name. */
function toPlainName(name: string): string {
	const clean = name
		.replace(/\p{Control}|\p{Surrogate}/gu, '')
		.replaceAll('"', "'")
		.trim();
	return clean === '.' || clean === '..' ? '' : clean;
}

function notTooLong(name: string): string {
	if (name.length <= LONGEST_NAME) return name;
	throw new InvalidInput(
		'File Name',
		`is longer than ${LONGEST_NAME} characters`,
		"Set 'File Name' in Options to a shorter name, such as invoice.pdf.",
	);
}

/** Extensions of formats that hundreds of other extensions share: programs, settings, archives. */
const KINDS_OF_MANY = ['json', 'txt', 'xml', 'zip'];

/**
 * The extension of a name, without its dot. `Invoice 01.02.2026` and `anna.meier` have none: an
 * uncommon extension has a letter and no blank, and its media type has no usual extension.
 */
function extensionIn(name: string, usual: string | undefined): string | undefined {
	const [, extension] = /[^]\.([\p{L}\p{N}_-]{1,10})$/u.exec(name) ?? [];
	if (extension === undefined || typeOf(extension) !== undefined) return extension;
	const mayBeOther = usual === undefined || KINDS_OF_MANY.includes(usual);
	return mayBeOther && /\p{L}/u.test(extension) ? extension : undefined;
}

/** @returns the media type that was typed, or else the one that n8n knows; `undefined` without either */
function toMediaType(type: string | undefined, typed: string | undefined): string | undefined {
	if (typed !== undefined && typed.trim() !== '') {
		if (/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+(?:\s*;[^\p{Control}]*)?$/u.test(typed.trim()))
			return typed.trim();
		throw new InvalidInput(
			'MIME Type',
			`is '${typed.trim().slice(0, 60)}', which is not a media type`,
			'Enter a type and a subtype, such as image/png or application/pdf.',
		);
	}
	if (!/\p{Control}/u.test(type ?? '')) return type?.trim() || undefined;
	throw new InvalidInput(
		'Input Data Field Name',
		'names a file whose media type contains a line break or another control character',
		"Set 'MIME Type' in Options, for example to image/png, or correct it in the node that provides the file.",
	);
}
