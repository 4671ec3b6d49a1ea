import type { Attachment, SessionMessage } from '../../nodes/ISlash/sessionMessage/message';
import { toForm } from '../../nodes/ISlash/api/form';

const message = (parts: Partial<SessionMessage>): SessionMessage => ({
	session: 'key',
	identity: '85256872847',
	text: undefined,
	attachment: { kind: 'none' },
	quotedMessageId: undefined,
	...parts,
});

async function bytesOf(part: File): Promise<Buffer> {
	const chunks: Uint8Array[] = [];
	for await (const chunk of part.stream() as unknown as AsyncIterable<Uint8Array>) {
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

/** The fields of a form as a server would call them; parts without a file name are texts. */
async function fieldsOf(form: FormData): Promise<Record<string, unknown>> {
	const fields: Record<string, unknown> = {};
	for (const [name, value] of form.entries()) {
		const isText = typeof value !== 'string' && value.name === '';
		fields[name] = isText ? (await bytesOf(value)).toString() : value;
	}
	return fields;
}

describe('the form of a message', () => {
	test.each<[string, Partial<SessionMessage>, Record<string, string>]>([
		['a text', { text: 'Hello' }, { text: 'Hello' }],
		['a quoted text', { text: 'a', quotedMessageId: '7' }, { text: 'a', quoted_message_id: '7' }],
		[
			'a file from the web with a caption',
			{ text: 'a', attachment: { kind: 'fileUrl', url: 'https://example.com/a.png' } },
			{ text: 'a', file_url: 'https://example.com/a.png' },
		],
		['a sticker', { attachment: { kind: 'sticker', id: '66' } }, { sticker_id: '66' }],
	])('of %s has its fields and no others', async (_, parts, fields) => {
		expect(await fieldsOf(toForm(message(parts)))).toEqual({
			session: 'key',
			identity: '85256872847',
			...fields,
		});
	});

	test.each(['a\nb', 'a\r\nb', '\r', ' \n', '🎉', '\u202eabc\u202c', '\u0000'])(
		'keeps the text %j byte for byte',
		async (text) => {
			const part = toForm(message({ text })).get('text') as File;
			expect((await bytesOf(part)).equals(Buffer.from(text))).toBe(true);
			expect(part.size).toBe(Buffer.byteLength(text));
		},
	);
});

describe('the form of a message with a file', () => {
	let opened = 0;
	const attachment: Attachment = {
		kind: 'binaryFile',
		file: {
			name: 'photo.jpg',
			type: 'image/jpeg',
			size: 4,
			id: undefined,
			open: async function* () {
				opened += 1;
				yield Buffer.from('ph');
				yield Buffer.from('to');
			},
		},
	};

	test('tells name, type and size without reading it', () => {
		const part = toForm(message({ attachment })).get('file') as File;
		expect(part).toBeInstanceOf(Blob);
		expect([part.name, part.type, part.size]).toEqual(['photo.jpg', 'image/jpeg', 4]);
		expect(opened).toBe(0);
	});

	test('reads it anew as often as it is sent', async () => {
		const part = toForm(message({ attachment })).get('file') as File;
		expect((await bytesOf(part)).toString()).toBe('phto');
		expect((await bytesOf(part)).toString()).toBe('phto');
		expect(opened).toBe(2);
	});
});
