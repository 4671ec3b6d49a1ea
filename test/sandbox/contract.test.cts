import { answerProblems } from './contract.cts';
import document from './openapi.json';
import { encoded, jsonOf, messageTo, sendRaw, statusOf, type AnswerJson } from './rawClient.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox, type Sandbox } from './server.cts';

/** The keys of the message in every sample answer of the vendor, in their order. */
const SAMPLE_KEYS =
	'id conversation_id user user_id contact status body media_type media_url sid direction is_auto_message is_forwarded is_template_message is_sticker is_cloned quoted_message media_thumbnail media_filename media_status media_resolution_x media_resolution_y message_at sent_at delivered_at received_at read_at read_by read_by_user revoked_at';
const CAT = { bytes: Buffer.from('cat'), name: 'cat.jpeg', type: 'image/jpeg' };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

async function answerTo(fields: Parameters<typeof encoded>[0]) {
	const seen = await sendRaw(sandbox.url, messageTo('85250000001', fields));
	return { status: statusOf(seen), body: jsonOf(seen) };
}

describe('The document', () => {
	const form =
		document.paths['/send-session-message'].post.requestBody.content['multipart/form-data'];

	it('has the fields, types and required fields of the public API', () => {
		const types = Object.entries(form.schema.properties).map(([name, schema]) => [
			name,
			schema.type,
			'format' in schema ? schema.format : undefined,
		]);
		expect(types).toEqual([
			['session', 'string', undefined],
			['identity', 'string', undefined],
			['text', 'string', undefined],
			['file', 'string', 'binary'],
			['file_url', 'string', undefined],
			['sticker_id', 'string', undefined],
			['quoted_message_id', 'integer', undefined],
		]);
		expect(form.schema.required).toEqual(['session', 'identity']);
	});
});

describe('A message that is sent', () => {
	const messages = [
		['a text', { text: 'Hello Testing' }, { body: 'Hello Testing', media_type: null }],
		['a picture', { file: CAT }, { body: null, media_type: 'image/jpeg', media_resolution_x: 0 }],
		['a sticker', { sticker_id: '66' }, { is_sticker: true, media_filename: 'thumbs up.webp' }],
		['a file by URL', { file_url: 'https://a.example/b%20c.pdf' }, { media_filename: 'b c.pdf' }],
	] as const;

	it.each(messages)('answers %s with the keys of the vendor', async (_kind, fields, expected) => {
		const { status, body } = await answerTo(fields);
		expect(status).toBe(200);
		expect(body.meta).toEqual({ code: 'RESP_OKAY', message: 'Success' });
		expect(Object.keys(body.data.message)).toEqual(SAMPLE_KEYS.split(' '));
		expect(body.data.message).toMatchObject({ id: 9126, status: 'sent', ...expected });
		expect(answerProblems('sendSessionMessage', body, 200)).toEqual([]);
	});

	it('counts ids up and tells what was quoted', async () => {
		await answerTo({ text: 'first' });
		const { body } = await answerTo({ text: 'second', quoted_message_id: '9126' });
		expect(body.data.message).toMatchObject({
			id: 9127,
			conversation_id: 246,
			quoted_message: { id: 9126, body: 'first', media_type: null },
		});
		expect(sandbox.messages[1]).toMatchObject({ quotedMessageId: '9126' });
	});
});

describe('A message that is refused', () => {
	const invalid = [
		['nothing to send', {}, 'at least one of text, file, file_url, sticker_id is needed'],
		['an empty text', { text: '' }, 'at least one of text, file, file_url, sticker_id is needed'],
		[
			'a quoted id that is no number',
			{ text: 'a', quoted_message_id: '1.5' },
			'quoted_message_id must be integer',
		],
		['a text twice', { text: ['a', 'b'] }, 'text must be string'],
		['a file as a plain field', { file: 'abc' }, 'file must be uploaded as a file'],
		['a text as a file', { text: CAT, file: CAT }, 'text must be a plain field, not a file'],
	] as const;

	it.each(invalid)('answers 400 to %s', async (_what, fields, message) => {
		const { status, body } = await answerTo(fields);
		expect(status).toBe(400);
		expect(body).toEqual({
			meta: { code: 'RESP_INVALID_PARAMETERS', message, trace_id: expect.any(String) },
		});
		expect(answerProblems('sendSessionMessage', body, 400)).toEqual([]);
		expect(sandbox.messages).toEqual([]);
	});

	const text = { identity: '85250000001', text: 'a' };
	const others = [
		[
			'a wrong token',
			{ ...text, session: SANDBOX_SESSION_KEY },
			{ 'X-USER-TOKEN': 'x' },
			401,
			'RESP_UNAUTHORIZED',
		],
		[
			'no token',
			{ ...text, session: SANDBOX_SESSION_KEY },
			{ 'X-USER-TOKEN': undefined },
			401,
			'RESP_UNAUTHORIZED',
		],
		['an unknown session', { ...text, session: 'x' }, {}, 404, 'RESP_SESSION_NOT_FOUND'],
		['no session', text, {}, 400, 'RESP_INVALID_PARAMETERS'],
		['JSON', text, { 'Content-Type': 'application/json' }, 415, 'RESP_UNSUPPORTED_MEDIA_TYPE'],
	] as const;

	it.each(others)('says what is wrong with %s', async (_what, fields, headers, status, code) => {
		const seen = await sendRaw(sandbox.url, encoded(fields), { headers });
		expect([statusOf(seen), jsonOf(seen).meta.code]).toEqual([status, code]);
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]?.status).toBe(status);
		expect(sandbox.messages).toEqual([]);
	});
});

describe('GET /sticker', () => {
	const ask = (session: string, token = SANDBOX_TOKEN) =>
		fetch(`${sandbox.url}/api/public/sticker?session=${session}`, {
			headers: { 'X-USER-TOKEN': token },
		});

	it('lists the stickers', async () => {
		const body = (await (await ask(SANDBOX_SESSION_KEY)).json()) as AnswerJson;
		expect(body.data.stickers).toHaveLength(8);
		expect(body.data.stickers[0]).toEqual({
			id: 66,
			name: 'thumbs up',
			type: 'image/webp',
			width: 512,
			height: 512,
		});
		expect(answerProblems('listStickers', body, 200)).toEqual([]);
	});

	it('refuses a wrong token and an unknown session', async () => {
		expect((await ask(SANDBOX_SESSION_KEY, 'x')).status).toBe(401);
		expect((await ask('x')).status).toBe(404);
		expect((await ask('')).status).toBe(400);
	});
});
