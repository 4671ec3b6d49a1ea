import type { INodeParameters } from 'n8n-workflow';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../sandbox/server.cts';
import type { SourceFile, SourceItem } from '../support/items.cts';
import { message, send } from '../support/send.cts';

/** The form of an item's request. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false, sessionKeys: ['another-session'] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const photo: SourceFile = {
	content: Buffer.from('photo'),
	fileName: 'photo.jpg',
	mimeType: 'image/jpeg',
};
const withFile = (file: SourceFile, json = {}): SourceItem => ({ json, files: { data: file } });

async function sent(parameters: INodeParameters, item: SourceItem, options?: INodeParameters) {
	const run = await send({ host: sandbox.url, parameters, options }, [item]);
	expect(run.error()).toBeUndefined();
	expect(sandbox.requests).toHaveLength(1);
	return sandbox.requests[0];
}

const BASE = { session: 'sandbox-session-9b2e5a', identity: '85256872847' };
const TO = { identity: '85256872847', text: '' };

describe('the fields of a request are those that are set', () => {
	test.each<[string, INodeParameters, INodeParameters, Record<string, string>]>([
		['a text', { text: 'Hello' }, {}, { text: 'Hello' }],
		[
			'a reply',
			{ text: 'Yes' },
			{ quotedMessageId: '9007199254740993' },
			{ text: 'Yes', quoted_message_id: '9007199254740993' },
		],
		[
			'a file from the web',
			{ attachment: 'fileUrl', fileUrl: 'https://example.com/a.png?b=c&d' },
			{},
			{ file_url: 'https://example.com/a.png?b=c&d' },
		],
		[
			'a file from the web with a caption',
			{ text: 'Look', attachment: 'fileUrl', fileUrl: 'http://example.com/' },
			{},
			{ text: 'Look', file_url: 'http://example.com/' },
		],
		[
			'a sticker by its ID',
			{ attachment: 'sticker', stickerId: { __rl: true, mode: 'id', value: '66' } },
			{},
			{ sticker_id: '66' },
		],
		[
			'a sticker from the list',
			{ attachment: 'sticker', stickerId: { __rl: true, mode: 'list', value: 66 } },
			{ quotedMessageId: '7' },
			{ sticker_id: '66', quoted_message_id: '7' },
		],
		['options left empty', { text: 'a' }, { quotedMessageId: '', sessionKey: '' }, { text: 'a' }],
	])('of %s', async (_, parameters, options, fields) => {
		const request = await sent({ ...TO, ...parameters }, { json: {} }, options);
		expect(request?.fields).toEqual({ ...BASE, ...fields });
		expect(request?.parts).toHaveLength(Object.keys(fields).length + 2);
		expect(request?.file).toBeUndefined();
	});

	test('of a file with a caption', async () => {
		const request = await sent({ ...TO, text: 'Look', attachment: 'binaryFile' }, withFile(photo));
		expect(request?.fields).toEqual({ ...BASE, text: 'Look' });
		expect(request?.parts.map(({ name }) => name)).toEqual(['session', 'identity', 'text', 'file']);
		expect(request?.file).toMatchObject({ name: 'photo.jpg', type: 'image/jpeg', size: 5 });
	});

	test("of an item with a session key are that one's, not the credential's", async () => {
		const own = await sent({ ...TO, text: 'a' }, { json: {} }, { sessionKey: 'another-session' });
		expect(own?.fields.session).toBe('another-session');
		expect(own?.headers['x-user-token']).toBe(SANDBOX_TOKEN);
	});
});

describe('the text of a message arrives byte for byte', () => {
	test.each([
		'two\nlines',
		'two\r\nlines',
		'\ra',
		'\n\n ends with blanks \t\n',
		'👩‍👩‍👧‍👦 🇭🇰 𝒳',
		'\u202bשלום\u202c \u200f\u2066مرحبا\u2069',
		'\ufeff\u0000\u2028',
		'--form-data-boundary',
		'={{ $json.secret }}',
		'0',
	])('%j', async (text) => {
		const request = await sent({}, message('85256872847', text));
		expect(Buffer.from(request?.fields.text ?? '').equals(Buffer.from(text))).toBe(true);
	});
});

describe('the name and media type of a file', () => {
	test.each<[Partial<SourceFile>, INodeParameters, readonly [name: string, type: string]]>([
		[
			{ fileName: '請求書 🎉.pdf', mimeType: 'application/pdf' },
			{},
			['請求書 🎉.pdf', 'application/pdf'],
		],
		[
			{ fileName: "o'hara; a=b.txt", mimeType: 'text/plain' },
			{},
			["o'hara; a=b.txt", 'text/plain'],
		],
		[{ fileName: 'a"b".txt', mimeType: 'text/plain' }, {}, ["a'b'.txt", 'text/plain']],
		[{ fileName: 'old.pdf', mimeType: 'a/b' }, { fileName: 'new.pdf' }, ['new.pdf', 'a/b']],
		[{ fileName: 'old.pdf', mimeType: 'a/b' }, { fileName: '' }, ['old.pdf', 'a/b']],
		[{ fileName: 'a', mimeType: 'a/b' }, { fileName: '../../up.sh' }, ['..-..-up.sh', 'a/b']],
		[{ fileName: '../../etc/passwd', mimeType: 'a/b' }, {}, ['passwd', 'a/b']],
		[{ fileName: 'C:\\mary\\cv.doc', mimeType: 'a/b' }, {}, ['cv.doc', 'a/b']],
		[{ fileName: 'a\r\nX-Evil: 1\r\n\r\n.txt', mimeType: 'a/b' }, {}, ['aX-Evil: 1.txt', 'a/b']],
		[{ fileName: 'a\u0000b\u007f.txt', mimeType: 'a/b' }, {}, ['ab.txt', 'a/b']],
		[{ fileName: undefined, mimeType: 'a/b' }, {}, ['file', 'a/b']],
		[{ fileName: '..', mimeType: '' }, {}, ['file', 'application/octet-stream']],
	])('%j with %j', async (about, options, [name, type]) => {
		const file = withFile({ ...photo, ...about });
		const request = await sent({ ...TO, attachment: 'binaryFile' }, file, options);
		expect(request?.file).toMatchObject({ name, type, size: 5 });
		expect(request?.parts).toHaveLength(3);
	});

	test('of the input data field that is named', async () => {
		const item = { json: {}, files: { first: { ...photo, fileName: '1' }, second: photo } };
		const named = { ...TO, attachment: 'binaryFile', binaryPropertyName: 'second' };
		expect((await sent(named, item))?.file?.name).toBe('photo.jpg');
	});
});
