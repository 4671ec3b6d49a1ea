import type { INodeParameters } from 'n8n-workflow';
import type { Row } from './adviceRow.cts';

const asFile = (name: string, more: INodeParameters = {}) => ({
	...{ attachment: 'binaryFile', binaryPropertyName: name },
	...more,
});
const asUrl = (fileUrl: string) => ({ attachment: 'fileUrl', fileUrl });
const asSticker = (value: string) => ({
	attachment: 'sticker',
	stickerId: { __rl: true, mode: 'id', value },
});
const named = (name: string, type = 'image/png') => ({ file: { name, type } });

const GOOD = asFile('photo');
const ARRIVED = named('photo.png');
const NONE = { attachment: 'none' };
const TEXT_ONLY = { text: 'Hello', identity: '85256872847' };
const IMAGE = 'https://example.com/image.png';
const ONE_ADDRESS =
	"Enter the full address of one file, such as https://example.com/image.png, or set 'Attachment' to 'None'.";
const WITHOUT_PASSWORD =
	"Use an address that works without them, or fetch the file with an HTTP Request node and set 'Attachment' to 'File From Input'.";
const PICK_STICKER = "Pick a sticker from the list or enter its ID, or set 'Attachment' to 'None'.";
const OF_OTHER_NODE =
	"Enter the name of the file, such as data, or an expression that gives one file of another node, such as {{ $('Form').item.binary.data }}.";
const SHORTER = "Set 'File Name' in Options to a shorter name, such as invoice.pdf.";

/** 'Attachment' and its fields. */
export const FILE_ADVICE: readonly Row[] = [
	[
		'File URL that is empty: with an address',
		asUrl(''),
		ONE_ADDRESS,
		asUrl(IMAGE),
		{ fileUrl: IMAGE },
	],
	[
		'File URL that is a path: with an address',
		asUrl('/image.png'),
		ONE_ADDRESS,
		asUrl(IMAGE),
		{ fileUrl: IMAGE },
	],
	[
		'File URL with two addresses: with one',
		asUrl(`${IMAGE} ${IMAGE}`),
		ONE_ADDRESS,
		asUrl(IMAGE),
		{ fileUrl: IMAGE },
	],
	['File URL that is empty: without attachment', asUrl(''), ONE_ADDRESS, NONE, TEXT_ONLY],
	[
		'File URL with a password: without it',
		asUrl('https://a:b@example.com/image.png'),
		WITHOUT_PASSWORD,
		asUrl(IMAGE),
		{ fileUrl: IMAGE },
	],
	[
		'File URL with a password: as a file',
		asUrl('https://a:b@example.com/image.png'),
		WITHOUT_PASSWORD,
		GOOD,
		ARRIVED,
	],
	[
		'Sticker that is empty: by its ID',
		asSticker(''),
		PICK_STICKER,
		asSticker('66'),
		{ stickerId: '66' },
	],
	[
		'Sticker that is empty: from the list',
		asSticker('={{ $json.none }}'),
		PICK_STICKER,
		{
			attachment: 'sticker',
			stickerId: { __rl: true, mode: 'list', value: '67', cachedResultName: 'big smile' },
		},
		{ stickerId: '67' },
	],
	['Sticker that is empty: without attachment', asSticker(''), PICK_STICKER, NONE, TEXT_ONLY],
	[
		'Input Data Field Name that is empty: with the usual name',
		asFile(''),
		'Enter the name of the input field that holds the file, usually data.',
		asFile('data'),
		named('data.png'),
	],
	[
		'Input Data Field Name of no file: with the name of one',
		asFile('picture'),
		'Look up the name in the Binary tab of the input, or in the field _files of its JSON. Check that the previous node passes the file on.',
		GOOD,
		ARRIVED,
	],
	[
		'A file of 0 bytes: with a file that has content',
		asFile('empty'),
		'Check the node that provides the file: its file is empty.',
		GOOD,
		ARRIVED,
	],
	[
		'Input Data Field Name that gives all files: with the name of one',
		asFile('={{ $binary }}'),
		OF_OTHER_NODE,
		GOOD,
		ARRIVED,
	],
	[
		'Input Data Field Name that gives all files: with a file of another node',
		asFile('={{ $binary }}'),
		OF_OTHER_NODE,
		asFile("={{ $('Items').item.binary.photo }}"),
		ARRIVED,
	],
	[
		'A name that is too long: with a shorter one',
		asFile('longName'),
		SHORTER,
		asFile('longName', { options: { fileName: 'photo.png' } }),
		ARRIVED,
	],
	[
		'File Name that is too long: with a shorter one',
		{ ...GOOD, options: { fileName: 'a'.repeat(1001) } },
		SHORTER,
		{ ...GOOD, options: { fileName: 'invoice.png' } },
		named('invoice.png'),
	],
	[
		'MIME Type that is none: with a type and a subtype',
		{ ...GOOD, options: { mimeType: 'picture' } },
		'Enter a type and a subtype, such as image/png or application/pdf.',
		{ ...GOOD, options: { mimeType: 'application/pdf' } },
		named('photo.png', 'application/pdf'),
	],
	[
		'A media type with a line break: with MIME Type',
		asFile('twoLines'),
		"Set 'MIME Type' in Options, for example to image/png, or correct it in the node that provides the file.",
		asFile('twoLines', { options: { mimeType: 'image/png' } }),
		named('two.png'),
	],
];
