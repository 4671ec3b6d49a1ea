import type { FileSource } from '../../nodes/ISlash/sessionMessage/attachment';
import { createMessage } from '../../nodes/ISlash/sessionMessage/message';
import type { Parameters } from '../../nodes/ISlash/sessionMessage/parameters';
import { refusalOf } from './refusal.cts';

const nothingSet: Parameters = {
	identity: '85256872847',
	text: undefined,
	attachment: undefined,
	binaryPropertyName: undefined,
	fileUrl: undefined,
	stickerId: undefined,
	fileName: undefined,
	formatIdentity: true,
	quotedMessageId: undefined,
	sessionKey: undefined,
	deduplicationKey: undefined,
	whenUncertain: undefined,
	maxRetries: 2,
	timeout: 300_000,
	output: undefined,
	outputFields: [],
};

const file: FileSource = {
	name: 'photo.jpg',
	type: 'image/jpeg',
	size: 3,
	id: 'filesystem-v2:1',
	open: async function* () {
		yield new Uint8Array(3);
	},
};

const create = (parameters: Partial<Parameters>, source?: FileSource) =>
	createMessage({ ...nothingSet, ...parameters }, source, "the credential's key");

const refusal = (parameters: Partial<Parameters>, source?: FileSource) =>
	refusalOf(() => create(parameters, source));

describe('a message', () => {
	test('of text has the number without decoration and the key of the credential', () => {
		expect(create({ identity: '+852 5687 2847', text: ' Hello\n' })).toEqual({
			session: "the credential's key",
			identity: '85256872847',
			text: ' Hello\n',
			attachment: { kind: 'none' },
			quotedMessageId: undefined,
		});
	});

	test('goes through the channel of the item when it has one', () => {
		expect(create({ text: 'a', sessionKey: 'own key' }).session).toBe('own key');
	});

	test('keeps a contact as typed when it is not to be formatted', () => {
		const { identity } = create({ text: 'a', identity: '+852 5687', formatIdentity: false });
		expect(identity).toBe('+852 5687');
	});

	test.each(['9126', ' 9126 ', '9007199254740993'])('quotes the message %j', (quotedMessageId) => {
		expect(create({ text: 'a', quotedMessageId }).quotedMessageId).toBe(quotedMessageId.trim());
	});

	test.each(['-1', '1.5', '1e3', '9126a', '9 126', 'last', ' ', '٩'])(
		'cannot quote the message %j',
		(quotedMessageId) => {
			expect(refusal({ text: 'a', quotedMessageId })).toEqual({
				parameter: 'Quoted Message ID',
				problem: 'must have digits only',
			});
		},
	);

	test.each([undefined, 'none'])('with attachment %j needs a text', (attachment) => {
		expect(refusal({ attachment })).toEqual({
			parameter: 'Text',
			problem: 'is empty and there is no attachment, so there is nothing to send',
		});
	});

	test('with an attachment that is none of the options is refused', () => {
		expect(refusal({ text: 'a', attachment: 'voice' })).toEqual({
			parameter: 'Attachment',
			problem: "is 'voice', which is not one of its options",
		});
	});
});

describe('a message with a file', () => {
	test('needs no text', () => {
		const { text, attachment } = create({ attachment: 'binaryFile' }, file);
		expect(text).toBeUndefined();
		expect(attachment).toEqual({ kind: 'binaryFile', file });
	});

	test('has the file name of the options instead of its own, cleaned as well', () => {
		const named = (fileName: string) => create({ attachment: 'binaryFile', fileName }, file);
		expect(named('a.pdf').attachment).toMatchObject({ file: { name: 'a.pdf' } });
		expect(named('../b.pdf').attachment).toMatchObject({ file: { name: '..-b.pdf' } });
	});

	test('without name and type still has both', () => {
		const bare = create(
			{ attachment: 'binaryFile' },
			{ ...file, name: undefined, type: undefined },
		);
		expect(bare.attachment).toMatchObject({
			file: { name: 'file', type: 'application/octet-stream' },
		});
	});

	test('is refused without one, even when it has a text', () => {
		expect(refusal({ text: 'a', attachment: 'binaryFile' })).toEqual({
			parameter: 'Input Data Field Name',
			problem: 'is empty',
		});
	});
});

describe('a message with a file from the web', () => {
	test('has its address, without the blanks around it', () => {
		const { attachment } = create({ attachment: 'fileUrl', fileUrl: ' https://example.com/a\n' });
		expect(attachment).toEqual({ kind: 'fileUrl', url: 'https://example.com/a' });
	});

	test('is refused without an address, even when it has a text', () => {
		expect(refusal({ text: 'a', attachment: 'fileUrl', fileUrl: ' ' })).toEqual({
			parameter: 'File URL',
			problem: 'is empty',
		});
	});
});

describe('a message with a sticker', () => {
	test('takes its ID', () => {
		expect(create({ attachment: 'sticker', stickerId: ' 66 ' }).attachment).toEqual({
			kind: 'sticker',
			id: '66',
		});
	});

	test.each([undefined, ' '])('refuses %j, even when it has a text', (stickerId) => {
		expect(refusal({ text: 'a', attachment: 'sticker', stickerId })).toEqual({
			parameter: 'Sticker',
			problem: 'is empty',
		});
	});
});
