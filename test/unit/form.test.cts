import { setImmediate as tick } from 'node:timers/promises';
import { type FormFile, openForm } from '../../nodes/ISlash/api/form';

async function bytesOf(part: File | string | null): Promise<Buffer> {
	if (part === null || typeof part === 'string') return Buffer.from(part ?? '');
	const chunks: Uint8Array[] = [];
	for await (const chunk of part.stream() as unknown as AsyncIterable<Uint8Array>) {
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

let opened: number;
let closed: number;
beforeEach(() => {
	opened = 0;
	closed = 0;
});

const photo: FormFile = {
	name: 'photo.jpg',
	type: 'image/jpeg',
	size: 4,
	source: 'x',
	open: async function* () {
		opened += 1;
		try {
			yield Buffer.from('ph');
			yield Buffer.from('to');
		} finally {
			closed += 1;
		}
	},
};

const filePart = (data: FormData) => data.get('file') as File;
const chunksOf = (data: FormData) =>
	(filePart(data).stream() as unknown as AsyncIterable<Uint8Array>)[Symbol.asyncIterator]();

describe('a form', () => {
	test('has the fields that are set, in their order, and leaves out the others', () => {
		const { data } = openForm({ session: 'key', quoted_message_id: undefined, text: 'Hello' });
		expect([...data.entries()]).toEqual([
			['session', 'key'],
			['text', 'Hello'],
		]);
	});

	test.each(['a', 'a\nb', 'a\r\nb', '\r', ' \n', '🎉', '\u202eabc\u202c', '\u0000'])(
		'keeps the text %j byte for byte',
		async (text) => {
			const part = openForm({ text }).data.get('text');
			expect((await bytesOf(part)).equals(Buffer.from(text))).toBe(true);
		},
	);

	test.each([
		['a\nb', 3],
		['🎉\n', 5],
	])('has the text %j as a field without a file name, of %d bytes', (text, size) => {
		const part = openForm({ text }).data.get('text') as File;
		expect([part.name, part.type, part.size]).toEqual(['', 'text/plain;charset=utf-8', size]);
	});

	test('without a file has nothing that is still to be read', () => {
		expect(openForm({ text: 'Hello' }).isRead()).toBe(true);
		expect(() => openForm({ text: 'Hello' }).close()).not.toThrow();
	});
});

describe('a form with a file', () => {
	test('has the file after all texts, wherever it is given', () => {
		const { data } = openForm({ session: 'key', file: photo, text: 'Hello\n' });
		expect([...data.keys()]).toEqual(['session', 'text', 'file']);
	});

	test('gives name, type and size without reading the file', () => {
		const part = filePart(openForm({ file: photo }).data);
		expect(part).toBeInstanceOf(Blob);
		expect([part.name, part.type, part.size]).toEqual(['photo.jpg', 'image/jpeg', 4]);
		expect(opened).toBe(0);
	});

	test('reads the file again each time it is sent', async () => {
		const part = filePart(openForm({ file: photo }).data);
		expect((await bytesOf(part)).toString()).toBe('phto');
		expect((await bytesOf(part)).toString()).toBe('phto');
		expect(opened).toBe(2);
	});

	test('is read once the last byte of the file was taken, and not before', async () => {
		const { data, isRead } = openForm({ file: photo });
		const chunks = chunksOf(data);
		expect(isRead()).toBe(false);
		await chunks.next();
		await chunks.next();
		expect(isRead()).toBe(false);
		await chunks.next();
		expect(isRead()).toBe(true);
	});

	test('closes the file when nobody reads on, and is not read then', async () => {
		const { data, isRead, close } = openForm({ file: photo });
		await chunksOf(data).next();
		close();
		await tick();
		expect(closed).toBe(1);
		expect(isRead()).toBe(false);
	});

	test('leaves a file closed that nobody began to read', () => {
		openForm({ file: photo }).close();
		expect([opened, closed]).toEqual([0, 0]);
	});
});
