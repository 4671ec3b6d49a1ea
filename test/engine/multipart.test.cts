import fc from 'fast-check';
import { startCaptureServer, type CaptureServer } from '../support/captureServer.cts';
import { decode, encodeForReference, type PlainForm } from '../support/multipart.cts';
import { runNode } from '../support/runWorkflow.cts';

const MESSAGES_PER_RUN = 50;
const RUNS = 21;

let server: CaptureServer;

beforeAll(async () => {
	server = await startCaptureServer();
});

afterAll(() => server.close());

// Text as people and programs write it. Half a surrogate pair is refused: see parameters.test.cts.
const anyText = fc.oneof(
	{ weight: 3, arbitrary: fc.string({ unit: 'binary' }) },
	{ weight: 3, arbitrary: fc.string({ unit: 'grapheme' }) },
	{
		weight: 3,
		arbitrary: fc
			.array(
				fc.constantFrom(
					...['\n', '\r\n', '\r', '\n\r', '\t', ' ', '\u0000', '\u2028', '\ufeff', '👩‍👩‍👧‍👦', '🇭🇰'],
					...['\u202b', '\u200f', '\u2066', 'שלום', 'مرحبا', '𝒳', 'e\u0301', '--', '{{ 1 }}', '"'],
				),
				{ minLength: 1 },
			)
			.map((pieces) => pieces.join('')),
	},
	{ weight: 1, arbitrary: fc.string({ minLength: 5_000, maxLength: 20_000 }) },
);

const isCleanName = (name: string) =>
	name === name.trim() && !/[/\\\p{Control}]/u.test(name) && !['', '.', '..'].includes(name);

// Any name that stays as it is. What is cleaned has its table: see request.test.cts.
const anyFileName = fc
	.oneof(
		fc.string({ unit: 'grapheme', minLength: 1 }),
		fc.string({ unit: 'binary', minLength: 1 }),
		fc.constantFrom('photo.jpg', '請求書.pdf', 'a "b"; c=d%22.txt', "o'hara & co, (1).png", '🎉'),
		fc.string({ minLength: 200, maxLength: 255 }),
	)
	.map((name) => name.replace(/[/\\\p{Control}]/gu, '_').trim())
	.filter(isCleanName);

const token = fc.stringMatching(/^[A-Za-z0-9!#$&^_.+-]{1,20}$/);
const anyMediaType = fc.oneof(
	fc.constantFrom('image/jpeg', 'application/pdf', 'text/plain', 'application/octet-stream'),
	fc.tuple(token, token).map(([type, subtype]) => `${type}/${subtype}`),
	fc
		.tuple(token, token, token)
		.map(([type, subtype, value]) => `${type}/${subtype}; charset="${value}"`),
	// Not a media type at all, but what n8n may hold.
	fc
		.string({ unit: 'grapheme', minLength: 1, maxLength: 40 })
		.map((type) => type.replace(/\p{Control}/gu, ' ').trim())
		.filter((type) => type !== ''),
);

const content = (most: number) =>
	fc
		.tuple(fc.nat(most), fc.uint8Array({ minLength: 1, maxLength: 60 }))
		.map(([size, pattern]) => Buffer.alloc(size, pattern));
const anyContent = fc.oneof(
	{ weight: 2, arbitrary: fc.constant(Buffer.alloc(0)) },
	{
		weight: 2,
		arbitrary: fc
			.constantFrom('\r\n', '--', '\r\n--\r\n', '\n', '\0')
			.map((text) => Buffer.from(text)),
	},
	{ weight: 15, arbitrary: content(5_000) },
	{ weight: 2, arbitrary: content(1_048_576) },
	{ weight: 1, arbitrary: fc.constant(Buffer.alloc(1_048_576, 'x\r\n--')) },
);

const anyFile = fc.record({ name: anyFileName, type: anyMediaType, bytes: anyContent });
const anyAttachment = fc.oneof(
	{ weight: 4, arbitrary: fc.record({ kind: fc.constant('binaryFile' as const), file: anyFile }) },
	{
		weight: 1,
		arbitrary: fc.record({ kind: fc.constant('fileUrl' as const), value: fc.webUrl() }),
	},
	{
		weight: 1,
		arbitrary: fc.record({
			kind: fc.constant('sticker' as const),
			value: fc.stringMatching(/^[1-9]\d{0,25}$/),
		}),
	},
);
const quotedMessageId = fc.option(fc.stringMatching(/^[1-9][0-9]{0,30}$/), { nil: '' });

const anyMessage = fc
	.oneof(
		fc.record({
			text: anyText.filter((text) => text !== ''),
			attachment: fc.option(anyAttachment),
		}),
		fc.record({ text: anyText, attachment: anyAttachment }),
	)
	.chain((message) => quotedMessageId.map((quoted) => ({ ...message, quoted })));

type Message = typeof anyMessage extends fc.Arbitrary<infer T> ? T : never;

/** One contact each, so that a request tells which message it is. */
const identityOf = (index: number) => String(85_200_000_000 + index);

function itemOf({ text, attachment, quoted }: Message, index: number) {
	const json = {
		identity: identityOf(index),
		text,
		attachment: attachment?.kind ?? 'none',
		value: attachment && 'value' in attachment ? attachment.value : '',
		quoted,
	};
	if (attachment?.kind !== 'binaryFile') return { json };
	const { name, type, bytes } = attachment.file;
	return { json, files: { data: { content: bytes, fileName: name, mimeType: type } } };
}

function formOf({ text, attachment, quoted }: Message, index: number): PlainForm {
	const value = attachment && 'value' in attachment ? attachment.value : '';
	const name = attachment?.kind === 'sticker' ? 'sticker_id' : 'file_url';
	const fields = [
		['session', 'key'],
		['identity', identityOf(index)],
		['text', text],
		[name, value],
		['quoted_message_id', quoted],
	] as const;
	const set = fields.filter(([, entered]) => entered !== '');
	return { fields: set, ...(attachment && 'file' in attachment ? { file: attachment.file } : {}) };
}

async function send(messages: readonly Message[], binaryMode: 'default' | 'filesystem') {
	const parameters = {
		identity: '={{ $json.identity }}',
		text: '={{ $json.text }}',
		attachment: '={{ $json.attachment }}',
		fileUrl: '={{ $json.value }}',
		stickerId: { __rl: true, mode: 'id', value: '={{ $json.value }}' },
		options: { quotedMessageId: '={{ $json.quoted }}', maxConcurrency: 50, maxRetries: 0 },
	};
	const host = server.url;
	const credentials = { iSlashApi: { host, token: 'token', sessionKey: 'key' } };
	const run = await runNode(parameters, messages.map(itemOf), { credentials, binaryMode });
	expect(run.error()).toBeUndefined();
	expect(run.data('iSlash')).toHaveLength(messages.length);
}

const inOrder = (fields: PlainForm['fields']) => [...fields].sort(([a], [b]) => (a < b ? -1 : 1));

/** What the request and the reference both mean, as their one parser reads them. */
async function compare(message: Message, index: number): Promise<void> {
	const expected = formOf(message, index);
	const reference = encodeForReference(expected);
	const wanted = await decode(reference.contentType, reference.body);
	const request = server.requests.find(({ body }) =>
		body.includes(`\r\n\r\n${identityOf(index)}\r\n`),
	);
	if (!request) throw new Error(`Message ${index} did not arrive.`);
	const got = await decode(request.headers['content-type'] ?? '', request.body);

	expect(request.headers['content-length']).toBe(String(request.body.length));
	expect(reference.contentLength).toBe(reference.body.length);
	expect(inOrder(got.fields)).toEqual(inOrder(wanted.fields));
	expect(inOrder(got.fields)).toEqual(inOrder(expected.fields));
	expect(got.fileTypeHeaders).toEqual(wanted.fileTypeHeaders);
	expect(got.files.map(([field, { name, type }]) => [field, name, type])).toEqual(
		wanted.files.map(([field, { name, type }]) => [field, name, type]),
	);
	if (expected.file === undefined) return;
	const [, file] = got.files[0] ?? [];
	// A quote would end the name: the web standard and form-data write %22.
	expect(file?.name).toBe(expected.file.name.replaceAll('"', '%22'));
	expect(got.fileTypeHeaders).toEqual([expected.file.type]);
	expect(file?.bytes.equals(expected.file.bytes)).toBe(true);
}

test('any message arrives as the form-data package would send it, byte for byte', async () => {
	let compared = 0;
	const messages = fc.array(anyMessage, {
		minLength: MESSAGES_PER_RUN,
		maxLength: MESSAGES_PER_RUN,
	});
	await fc.assert(
		fc.asyncProperty(messages, fc.constantFrom('default', 'filesystem'), async (batch, mode) => {
			server.reset();
			await send(batch, mode);
			expect(server.requests).toHaveLength(batch.length);
			expect(server.violations).toEqual([]);
			for (const [index, message] of batch.entries()) await compare(message, index);
			compared += batch.length;
		}),
		{ numRuns: RUNS },
	);
	expect(compared).toBeGreaterThanOrEqual(1_000);
}, 120_000);
