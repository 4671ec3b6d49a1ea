/**
 * Common media types with the extensions of their files, the usual one first. WhatsApp's own kinds
 * come first, then office files, texts, archives and what else people send.
 */
const TYPES: ReadonlyArray<readonly [type: string, extensions: string]> = [
	['image/jpeg', 'jpg jpeg jpe jfif'],
	['image/png', 'png'],
	['image/webp', 'webp'],
	['image/gif', 'gif'],
	['image/bmp', 'bmp'],
	['image/tiff', 'tiff tif'],
	['image/svg+xml', 'svg'],
	['image/heic', 'heic'],
	['image/heif', 'heif'],
	['image/avif', 'avif'],
	['image/x-icon', 'ico'],
	['audio/mpeg', 'mp3 mpga'],
	['audio/ogg', 'ogg oga opus'],
	['audio/opus', 'opus'],
	['audio/amr', 'amr'],
	['audio/aac', 'aac'],
	['audio/mp4', 'm4a'],
	['audio/wav', 'wav'],
	['audio/flac', 'flac'],
	['video/mp4', 'mp4 m4v'],
	['video/3gpp', '3gp 3gpp'],
	['audio/3gpp', '3gp'],
	['video/quicktime', 'mov qt'],
	['video/webm', 'webm'],
	['audio/webm', 'webm'],
	['video/mpeg', 'mpeg mpg'],
	['video/x-msvideo', 'avi'],
	['video/x-matroska', 'mkv'],
	['application/pdf', 'pdf'],
	['application/postscript', 'ps eps ai'],
	['application/msword', 'doc dot'],
	['application/vnd.openxmlformats-officedocument.wordprocessingml.document', 'docx'],
	['application/vnd.openxmlformats-officedocument.wordprocessingml.template', 'dotx'],
	['application/vnd.ms-word.document.macroenabled.12', 'docm'],
	['application/vnd.ms-excel', 'xls xlt'],
	['application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'xlsx'],
	['application/vnd.openxmlformats-officedocument.spreadsheetml.template', 'xltx'],
	['application/vnd.ms-excel.sheet.macroenabled.12', 'xlsm'],
	['application/vnd.ms-excel.sheet.binary.macroenabled.12', 'xlsb'],
	['application/vnd.ms-powerpoint', 'ppt pps pot'],
	['application/vnd.openxmlformats-officedocument.presentationml.presentation', 'pptx'],
	['application/vnd.openxmlformats-officedocument.presentationml.slideshow', 'ppsx'],
	['application/vnd.ms-powerpoint.presentation.macroenabled.12', 'pptm'],
	['application/vnd.ms-outlook', 'msg'],
	['application/vnd.oasis.opendocument.text', 'odt'],
	['application/vnd.oasis.opendocument.spreadsheet', 'ods'],
	['application/vnd.oasis.opendocument.presentation', 'odp'],
	['application/vnd.apple.pages', 'pages'],
	['application/vnd.apple.numbers', 'numbers'],
	['application/vnd.apple.keynote', 'key'],
	['application/rtf', 'rtf'],
	['application/epub+zip', 'epub'],
	['text/plain', 'txt text log'],
	['text/csv', 'csv'],
	['text/tab-separated-values', 'tsv'],
	['text/html', 'html htm'],
	['text/markdown', 'md markdown'],
	['text/calendar', 'ics'],
	['text/vcard', 'vcf'],
	['text/css', 'css'],
	['text/javascript', 'js mjs'],
	['application/json', 'json'],
	['application/xml', 'xml'],
	['application/yaml', 'yaml yml'],
	['application/geo+json', 'geojson'],
	['application/gpx+xml', 'gpx'],
	['application/vnd.google-earth.kml+xml', 'kml'],
	['message/rfc822', 'eml'],
	['application/zip', 'zip'],
	['application/gzip', 'gz tgz'],
	['application/x-tar', 'tar'],
	['application/x-7z-compressed', '7z'],
	['application/vnd.rar', 'rar'],
	['application/x-bzip2', 'bz2'],
	['application/x-xz', 'xz'],
	['application/vnd.android.package-archive', 'apk'],
	['application/vnd.apple.pkpass', 'pkpass'],
];

/** Other names that programs give the same types. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
	'image/jpg': 'image/jpeg',
	'image/pjpeg': 'image/jpeg',
	'image/vnd.microsoft.icon': 'image/x-icon',
	'audio/mp3': 'audio/mpeg',
	'audio/m4a': 'audio/mp4',
	'audio/x-m4a': 'audio/mp4',
	'audio/x-wav': 'audio/wav',
	'audio/wave': 'audio/wav',
	'video/x-m4v': 'video/mp4',
	'application/x-pdf': 'application/pdf',
	'application/csv': 'text/csv',
	'text/rtf': 'application/rtf',
	'text/xml': 'application/xml',
	'text/x-markdown': 'text/markdown',
	'text/x-vcard': 'text/vcard',
	'text/directory': 'text/vcard',
	'text/yaml': 'application/yaml',
	'application/x-yaml': 'application/yaml',
	'application/javascript': 'text/javascript',
	'application/x-zip-compressed': 'application/zip',
	'application/x-gzip': 'application/gzip',
	'application/x-rar-compressed': 'application/vnd.rar',
};

const EXTENSION_OF = new Map(
	TYPES.map(([type, extensions]) => [type, extensions.split(' ', 1)[0]] as const),
);

/** An extension that two types share belongs to the first of them. */
const TYPE_OF = new Map(
	[...TYPES]
		.reverse()
		.flatMap(([type, extensions]) => extensions.split(' ').map((known) => [known, type] as const)),
);

/** The usual extension of a media type, without a dot; `undefined` unless it is a common type. */
export function extensionOf(type: string): string | undefined {
	const [essence] = type.split(';', 1);
	const name = essence.trim().toLowerCase();
	return EXTENSION_OF.get(Object.hasOwn(OTHER_NAMES, name) ? OTHER_NAMES[name] : name);
}

/** The media type of files with this extension; `undefined` unless it is a common one. */
export function mediaTypeOf(extension: string): string | undefined {
	return TYPE_OF.get(extension.toLowerCase());
}
