import { readAttachment } from '../../nodes/ISlash/fields/attachment';
import { anItem } from './anItem.cts';
import { laterRefusalOf } from './refusal.cts';

const data = Buffer.from('abc').toString('base64');
const photo = { data, mimeType: 'image/jpeg', fileName: 'photo.jpg' };

const read = async (parameters: Record<string, unknown>, file: typeof photo | object = photo) =>
	await readAttachment(anItem(parameters, { files: { data: file as typeof photo } }));

const refusal = async (parameters: Record<string, unknown>, file?: object) =>
	await laterRefusalOf(read(parameters, file));

describe('an attachment', () => {
	test.each(['', 'none'])('chosen as %j is none', async (attachment) => {
		expect(await read({ attachment })).toEqual({ kind: 'none' });
	});

	test('that is none of the options is refused', async () => {
		expect(await refusal({ attachment: 'voice' })).toEqual({
			parameter: 'Attachment',
			problem: "is 'voice', which is not one of its options",
		});
	});

	test('does not read the fields of another attachment, whose expressions may fail', async () => {
		const fails = () => {
			throw new Error('must not be evaluated');
		};
		const others = { binaryPropertyName: fails, stickerId: fails, options: { fileName: fails } };
		const url = 'https://example.com/a.png';
		expect(await read({ ...others, attachment: 'fileUrl', fileUrl: url })).toEqual({
			kind: 'fileUrl',
			url: 'https://example.com/a.png',
		});
		expect(await read({ ...others, fileUrl: fails, attachment: 'none' })).toEqual({ kind: 'none' });
	});
});

describe('a file from the input', () => {
	const chosen = { attachment: 'binaryFile', binaryPropertyName: 'data' };

	test('has the name, type and size that n8n knows, and can be read as often as needed', async () => {
		const attachment = await read(chosen);
		expect(attachment).toMatchObject({
			kind: 'binaryFile',
			file: { name: 'photo.jpg', type: 'image/jpeg', size: 3 },
		});
		if (attachment.kind !== 'binaryFile') throw new Error('It is no file.');
		for (const time of ['first', 'second']) {
			const chunks: Uint8Array[] = [];
			for await (const chunk of attachment.file.open()) chunks.push(chunk);
			expect([time, Buffer.concat(chunks).toString()]).toEqual([time, 'abc']);
		}
	});

	test.each([
		['a.pdf', 'a.pdf'],
		['2026/b.pdf', '2026-b.pdf'],
	])('with the option File Name %j is called %j', async (fileName, name) => {
		expect(await read({ ...chosen, options: { fileName } })).toMatchObject({ file: { name } });
	});

	test('without name and type still has both', async () => {
		expect(await read(chosen, { data })).toMatchObject({
			file: { name: 'file', type: 'application/octet-stream' },
		});
	});

	test('is refused when no field is named', async () => {
		expect(await refusal({ ...chosen, binaryPropertyName: '' })).toEqual({
			parameter: 'Input Data Field Name',
			problem: 'is empty',
		});
	});

	test('may be given by an expression itself', async () => {
		const binaryPropertyName = () => photo;
		expect(await read({ ...chosen, binaryPropertyName })).toMatchObject({
			file: { name: 'photo.jpg', type: 'image/jpeg', size: 3 },
		});
	});

	test.each<[string, unknown, string]>([
		['is empty', { data: '' }, 'names a file of 0 bytes'],
		[
			'has no base64',
			{ data: 'no base64!' },
			'names a file without readable content: its data is not base64',
		],
		[
			'has neither content nor ID',
			{ mimeType: 'image/png' },
			"names 'data', but the item has no file there",
		],
	])('is refused when it %s', async (_, file, problem) => {
		expect(await refusal(chosen, file as object)).toEqual({
			parameter: 'Input Data Field Name',
			problem,
		});
	});

	test('is refused when the item has none there', async () => {
		expect(await refusal({ ...chosen, binaryPropertyName: 'photo' })).toEqual({
			parameter: 'Input Data Field Name',
			problem: "names 'photo', but the item has no file there",
		});
	});
});

describe('a file from the web', () => {
	test.each([
		['https://example.com/image.png', 'https://example.com/image.png'],
		['http://example.com', 'http://example.com'],
		['HTTPS://example.com/a%20b?c=d#e', 'HTTPS://example.com/a%20b?c=d#e'],
		['https://example.com/ü b', 'https://example.com/%C3%BC%20b'],
		[
			'https://example.com/?to=https://example.org/',
			'https://example.com/?to=https://example.org/',
		],
		[' https://example.com/a\n', 'https://example.com/a'],
		['\u200ehttps://example.com/a\u2069', 'https://example.com/a'],
		['https://example.com/{a}', 'https://example.com/%7Ba%7D'],
	])('may be at %j, which is passed on as %s', async (fileUrl, url) => {
		expect(await read({ attachment: 'fileUrl', fileUrl })).toEqual({ kind: 'fileUrl', url });
	});

	test.each([
		'example.com/image.png',
		'/image.png',
		'//example.com/image.png',
		'ftp://example.com/a',
		'file:///etc/passwd',
		'data:text/plain,a',
		'https://',
		'https://exa mple.com',
		'https://example.com:99999/',
	])('cannot be at %j', async (fileUrl) => {
		expect(await refusal({ attachment: 'fileUrl', fileUrl })).toEqual({
			parameter: 'File URL',
			problem: 'is not an absolute http or https address',
		});
	});

	test.each([
		'https://example.com/a\nhttps://example.com/b',
		'https://example.com/a, https://example.com/b',
		'https://example.com/a\n/b',
	])('cannot be at %j', async (fileUrl) => {
		expect(await refusal({ attachment: 'fileUrl', fileUrl })).toEqual({
			parameter: 'File URL',
			problem: 'is more than one address',
		});
	});

	test.each(['https://me:secret@example.com/a', 'https://me@example.com/a'])(
		'cannot be at %j, as everybody who sees the chat could read it',
		async (fileUrl) => {
			expect(await refusal({ attachment: 'fileUrl', fileUrl })).toEqual({
				parameter: 'File URL',
				problem: 'contains a user name or a password',
			});
		},
	);

	test.each(['', ' '])('is refused without an address, such as %j', async (fileUrl) => {
		expect(await refusal({ attachment: 'fileUrl', fileUrl })).toEqual({
			parameter: 'File URL',
			problem: 'is empty',
		});
	});
});

describe('a sticker', () => {
	test.each([
		[' 66 ', '66'],
		[66, '66'],
		[{ __rl: true, mode: 'list', value: '66' }, '66'],
	])('chosen as %j has the ID %s', async (stickerId, id) => {
		expect(await read({ attachment: 'sticker', stickerId })).toEqual({ kind: 'sticker', id });
	});

	test.each(['', ' ', { __rl: true, mode: 'list', value: '' }])(
		'is refused without an ID, such as %j',
		async (stickerId) => {
			expect(await refusal({ attachment: 'sticker', stickerId })).toEqual({
				parameter: 'Sticker',
				problem: 'is empty',
			});
		},
	);
});
