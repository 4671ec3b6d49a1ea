import fc from 'fast-check';
import { anyMessage, type AnyMessage } from './anyMessage.cts';
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

/** Each message has another contact, so that a request shows which message it is. */
const identityOf = (index: number) => String(85_200_000_000 + index);

function itemOf({ text, attachment, quoted }: AnyMessage, index: number) {
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

function formOf({ text, attachment, quoted }: AnyMessage, index: number): PlainForm {
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

/** A field of the item: as it stands, or in an expression that n8n has to evaluate. */
const fieldOf = (name: string, evaluated: boolean) =>
	evaluated ? `={{ [$json.${name}][0] }}` : `={{ $json.${name} }}`;

async function send(
	messages: readonly AnyMessage[],
	binaryMode: 'default' | 'filesystem',
	evaluated: boolean,
) {
	const parameters = {
		identity: fieldOf('identity', evaluated),
		text: fieldOf('text', evaluated),
		attachment: fieldOf('attachment', evaluated),
		fileUrl: fieldOf('value', evaluated),
		stickerId: { __rl: true, mode: 'id', value: fieldOf('value', evaluated) },
		options: { quotedMessageId: fieldOf('quoted', evaluated), maxConcurrency: 50, maxRetries: 0 },
	};
	const host = server.url;
	const credentials = { iSlashApi: { host, token: 'token', sessionKey: 'key' } };
	const run = await runNode(parameters, messages.map(itemOf), { credentials, binaryMode });
	expect(run.error()).toBeUndefined();
	expect(run.data('iSlash')).toHaveLength(messages.length);
}

const inOrder = (fields: PlainForm['fields']) => [...fields].sort(([a], [b]) => (a < b ? -1 : 1));

/** What the request and the reference both mean, as their one parser reads them. */
async function compare(message: AnyMessage, index: number): Promise<void> {
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
	const binaryMode = fc.constantFrom('default', 'filesystem');
	const messages = fc.array(anyMessage, {
		minLength: MESSAGES_PER_RUN,
		maxLength: MESSAGES_PER_RUN,
	});
	await fc.assert(
		fc.asyncProperty(messages, binaryMode, fc.boolean(), async (batch, mode, evaluated) => {
			server.reset();
			await send(batch, mode, evaluated);
			expect(server.requests).toHaveLength(batch.length);
			expect(server.violations).toEqual([]);
			for (const [index, message] of batch.entries()) await compare(message, index);
			compared += batch.length;
		}),
		// Making the counterexample smaller takes minutes with a server in between.
		{ numRuns: RUNS, endOnFailure: true },
	);
	expect(compared).toBeGreaterThanOrEqual(1_000);
}, 120_000);
