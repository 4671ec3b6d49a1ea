/**
 * The media types that people send, with their extensions, the usual extension first.
 * Phones open a file by its extension, and iSlash goes by the media type.
 */
const TYPES: Readonly<Record<string, readonly [string, ...string[]]>> = {
	'application/json': ['json'],
	'application/msword': ['doc'],
	'application/pdf': ['pdf'],
	'application/rtf': ['rtf'],
	'application/vnd.ms-excel': ['xls'],
	'application/vnd.ms-powerpoint': ['ppt'],
	'application/vnd.oasis.opendocument.spreadsheet': ['ods'],
	'application/vnd.oasis.opendocument.text': ['odt'],
	'application/vnd.openxmlformats-officedocument.presentationml.presentation': ['pptx'],
	'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': ['xlsx'],
	'application/vnd.openxmlformats-officedocument.wordprocessingml.document': ['docx'],
	'application/xml': ['xml'],
	'application/zip': ['zip'],
	'audio/aac': ['aac'],
	'audio/amr': ['amr'],
	'audio/mp4': ['m4a'],
	'audio/mpeg': ['mp3'],
	'audio/ogg': ['ogg', 'oga', 'opus'],
	'audio/wav': ['wav'],
	'image/gif': ['gif'],
	'image/heic': ['heic'],
	'image/jpeg': ['jpg', 'jpeg'],
	'image/png': ['png'],
	'image/svg+xml': ['svg'],
	'image/tiff': ['tif', 'tiff'],
	'image/webp': ['webp'],
	'text/calendar': ['ics'],
	'text/csv': ['csv'],
	'text/html': ['html', 'htm'],
	'text/markdown': ['md'],
	'text/plain': ['txt'],
	'text/vcard': ['vcf'],
	'video/3gpp': ['3gp'],
	'video/mp4': ['mp4'],
	'video/quicktime': ['mov'],
	'video/webm': ['webm'],
};

/** @returns the usual extension of a media type, without its dot; parameters of the type do not count */
export function extensionOf(type: string): string | undefined {
	const essence = type.split(';', 1)[0].trim().toLowerCase();
	return Object.hasOwn(TYPES, essence) ? TYPES[essence][0] : undefined;
}

/** @returns the media type of an extension, if it is one of the common ones */
export function typeOf(extension: string): string | undefined {
	const wanted = extension.toLowerCase();
	return Object.keys(TYPES).find((type) => TYPES[type].includes(wanted));
}
