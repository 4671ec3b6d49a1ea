import { sendSessionMessage } from '../../../nodes/ISlash/operations/sessionMessage/send';
import { anItem } from '../anItem.cts';
import { laterRefusalOf } from '../refusal.cts';
import { samples } from '../samples/index.cts';

const nothingSet = { identity: '85256872847', text: '', attachment: 'none' };

const read = async (parameters: Record<string, unknown>) =>
	await sendSessionMessage.read(anItem({ ...nothingSet, ...parameters }), 'the key');

const formOf = async (parameters: Record<string, unknown>) =>
	(await read(parameters)).request.form ?? {};

const refusal = async (parameters: Record<string, unknown>) =>
	await laterRefusalOf(read(parameters));

describe('a message', () => {
	test('of text has the number without decoration and the key of the credential', async () => {
		const { request } = await read({ identity: '+852 5687 2847', text: ' Hello\n' });
		expect(request).toEqual({
			method: 'POST',
			path: '/send-session-message',
			form: { session: 'the key', identity: '85256872847', text: ' Hello\n' },
		});
	});

	test('keeps a contact as typed when it is not to be formatted', async () => {
		const parameters = { text: 'a', identity: '+852 5687', options: { formatIdentity: false } };
		expect((await formOf(parameters)).identity).toBe('+852 5687');
	});

	test('keeps the order with messages to the same contact, however its number is typed', async () => {
		const typed = { text: 'a', identity: '+852 5687 2847', options: { formatIdentity: false } };
		expect((await read(typed)).contact).toBe('85256872847');
		expect((await read({ text: 'a' })).contact).toBe('85256872847');
	});

	test.each([
		['9126', '9126'],
		[' 9126 ', '9126'],
		['9007199254740993', '9007199254740993'],
		[9126, '9126'],
	])('quotes the message %j', async (quotedMessageId, id) => {
		const form = await formOf({ text: 'a', options: { quotedMessageId } });
		expect(form.quoted_message_id).toBe(id);
	});

	test.each(['-1', '1.5', '1e3', '9126a', '9 126', 'last', ' ', '٩'])(
		'cannot quote the message %j',
		async (quotedMessageId) => {
			expect(await refusal({ text: 'a', options: { quotedMessageId } })).toEqual({
				parameter: 'Quoted Message ID',
				problem: 'must consist of digits',
			});
		},
	);

	test.each([
		['', ''],
		['', 'none'],
		[' \n', 'none'],
	])('with the text %j and attachment %j has nothing to send', async (text, attachment) => {
		expect(await refusal({ text, attachment })).toEqual({
			parameter: 'Text',
			problem: 'is empty and there is no attachment, so there is nothing to send',
		});
	});

	test('names the parameter whose expression fails', async () => {
		const text = () => {
			throw new Error('Node "Contacts" has not run');
		};
		expect(await refusal({ text })).toEqual({
			parameter: 'Text',
			problem: 'could not be read: Node "Contacts" has not run',
		});
	});
});

describe('a message with an attachment', () => {
	const data = Buffer.from('abc').toString('base64');
	const photo = { data, mimeType: 'image/jpeg', fileName: 'photo.jpg' };

	test('of a file has its fields and no others, and needs no text', async () => {
		const attached = { attachment: 'binaryFile', binaryPropertyName: 'data' };
		const item = anItem({ ...nothingSet, ...attached }, { files: { data: photo } });
		const { request } = await sendSessionMessage.read(item, 'key');
		expect(request.form).toEqual({
			session: 'key',
			identity: '85256872847',
			file: {
				name: 'photo.jpg',
				type: 'image/jpeg',
				size: 3,
				source: 'YWJj',
				open: expect.any(Function),
			},
		});
	});

	test.each<[string, Record<string, unknown>, Record<string, string>]>([
		[
			'a file from the web with a caption',
			{ text: 'a', attachment: 'fileUrl', fileUrl: 'https://example.com/a.png' },
			{ text: 'a', file_url: 'https://example.com/a.png' },
		],
		['a sticker', { attachment: 'sticker', stickerId: '66' }, { sticker_id: '66' }],
	])('of %s has its fields and no others, and needs no text', async (_, parameters, fields) => {
		expect(await formOf(parameters)).toEqual({
			session: 'the key',
			identity: '85256872847',
			...fields,
		});
	});
});

describe('an answer that proves that a message was taken', () => {
	test.each(Object.entries(samples))(
		"is the vendor's sample of a %s, which is put out unchanged",
		async (_, sample) => {
			const message = await read({ text: 'a' });
			expect(message.prove(sample)).toBe('accepted');
			expect(message.output(sample)).toEqual(sample.data.message);
		},
	);

	test('is put out as a whole when it is asked for', async () => {
		const message = await read({ text: 'a', options: { output: 'response' } });
		expect(message.output(samples.text)).toEqual(samples.text);
	});

	test.each([[1], [0], ['1'], ['018f-a']])('has a message ID, such as %j', async (id) => {
		const { prove } = await read({ text: 'a' });
		expect(prove({ data: { message: { id } } })).toBe('accepted');
	});

	test.each([
		{},
		{ data: null },
		{ data: [] },
		{ data: {} },
		{ data: { message: null } },
		{ data: { message: {} } },
		{ data: { message: { id: null } } },
		{ data: { message: { id: '' } } },
		{ data: { message: { id: true } } },
		{ data: { message: { id: Infinity } } },
	])('is not %j', async (envelope) => {
		const { prove } = await read({ text: 'a' });
		expect(prove(envelope)).toBe('nothing');
	});

	test('is not one whose message has failed', async () => {
		const { prove } = await read({ text: 'a' });
		expect(prove({ data: { message: { id: 1, status: 'failed' } } })).toBe('failed');
		expect(prove({ data: { message: { status: 'failed' } } })).toBe('nothing');
	});
});
