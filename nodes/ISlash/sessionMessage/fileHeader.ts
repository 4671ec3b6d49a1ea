import { InvalidInput } from '../invalidInput';
import { ending, toFileName } from './fileName';
import { mediaTypeOf } from './mediaTypes';

/** Name and media type of a file, safe in the header of its part of the request. */
export interface FileHeader {
	readonly name: string;
	readonly type: string;
}

/** What is known of a file before it is sent. */
export interface FileFacts {
	/** 'File Name' in Options. */
	readonly typedName?: string | undefined;
	/** 'MIME Type' in Options. */
	readonly typedType?: string | undefined;
	/** What the file itself says. */
	readonly file: { readonly name?: string | undefined; readonly type?: string | undefined };
}

const UNKNOWN = 'application/octet-stream';

/** Types that programs give when they know none. */
const SAYS_NOTHING =
	/^(?:(?:application|binary)\/octet-stream|application\/(?:force-download|x-download|unknown))\s*(?:;|$)/i;

/** type/subtype as RFC 6838 has it, and parameters such as ; charset=utf-8. */
const MEDIA_TYPE = /^[a-z0-9][\w!#$&^.+-]*\/[a-z0-9][\w!#$&^.+-]* *(?:;[ -~]*)?$/i;

/**
 * Name and media type that a file is sent with. What was typed in Options counts before what the
 * file says; what is missing of one is taken from the other.
 *
 * @throws InvalidInput when a name is too long or a media type is none
 */
export function toFileHeader({ typedName, typedType, file }: FileFacts): FileHeader {
	const type = checkedType(typedType) ?? ownType(file.type);
	const isVague = type === undefined || (isUnset(typedType) && SAYS_NOTHING.test(type));
	const known = isVague ? undefined : type;
	const name = toFileName(typedName, file.name, known);
	const extension = ending(name, known)?.split('.').at(-1) ?? '';
	return { name, type: known ?? mediaTypeOf(extension) ?? type ?? UNKNOWN };
}

function isUnset(text: string | undefined): boolean {
	return text === undefined || text.trim() === '';
}

function checkedType(typed: string | undefined): string | undefined {
	if (typed === undefined || isUnset(typed)) return undefined;
	const type = typed.trim();
	if (MEDIA_TYPE.test(type)) return type;
	throw new InvalidInput(
		'MIME Type',
		`is '${type.slice(0, 60)}', which is not a media type`,
		'Enter one such as image/png or application/pdf, or remove the option to use that of the file.',
	);
}

/** A control character would end or split the header line that the type stands in. */
function ownType(type: string | undefined): string | undefined {
	if (type === undefined || isUnset(type)) return undefined;
	if (!/\p{Control}/u.test(type)) return type.trim();
	throw new InvalidInput(
		'Input Data Field Name',
		'names a file whose media type contains a line break or another control character',
		"Correct the file's MIME type in the node that provides it, such as image/png, or set 'MIME Type' in Options.",
	);
}
