import { readFileSync } from 'node:fs';
import { encoded, jsonOf, messageTo, sendRaw, statusOf } from './rawClient.cts';
import { SANDBOX_SESSION_KEY, startSandbox, type Sandbox } from './server.cts';

const HELLO = { bytes: Buffer.from('hello'), name: 'hello.txt', type: 'text/plain' };
const HELLO_SHA256 = '2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ keepFiles: true });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

it('keeps texts byte for byte', async () => {
	const text = 'a\nb\r\nc\rd\t \u{1F600} \u200F\u05E9\u202E \uFEFFend\n';
	await sendRaw(sandbox.url, messageTo('85250000001', { text }));
	expect(sandbox.messages).toMatchObject([{ identity: '85250000001', text }]);
});

it('keeps a text of 2 MB whole', async () => {
	const text = 'é'.repeat(1_000_000);
	await sendRaw(sandbox.url, messageTo('85250000001', { text }));
	expect(sandbox.messages[0]?.text?.length).toBe(1_000_000);
	expect(sandbox.messages[0]?.text === text).toBe(true);
});

it('keeps a file on disk with its name, type, size and hash', async () => {
	await sendRaw(sandbox.url, messageTo('85250000001', { file: HELLO }));
	const file = sandbox.messages[0]?.file;
	expect(file).toMatchObject({ name: 'hello.txt', type: 'text/plain', size: 5 });
	expect(file?.sha256).toBe(HELLO_SHA256);
	expect(readFileSync(file?.path ?? '', 'utf8')).toBe('hello');
});

it('hashes and drops files unless told to keep them', async () => {
	const forgetful = await startSandbox();
	await sendRaw(forgetful.url, messageTo('85250000001', { file: HELLO }));
	await forgetful.close();
	expect(forgetful.messages[0]?.file).toEqual({
		name: 'hello.txt',
		type: 'text/plain',
		size: 5,
		sha256: HELLO_SHA256,
		path: undefined,
	});
});

it('records repeated and unknown fields as they came', async () => {
	const fields = { text: ['a', 'b'], colour: 'red', __proto__x: 'y' };
	await sendRaw(sandbox.url, messageTo('85250000001', fields));
	expect(sandbox.requests[0]?.parts.slice(2)).toEqual([
		{ name: 'text', type: 'text/plain', value: 'a' },
		{ name: 'text', type: 'text/plain', value: 'b' },
		{ name: 'colour', type: 'text/plain', value: 'red' },
		{ name: '__proto__x', type: 'text/plain', value: 'y' },
	]);
	expect(sandbox.requests[0]?.fields.colour).toBe('red');
});

it('accepts unknown fields and sends the message regardless', async () => {
	const seen = await sendRaw(sandbox.url, messageTo('1', { text: 'a', colour: 'red' }));
	expect(statusOf(seen)).toBe(200);
	expect(sandbox.messages).toHaveLength(1);
});

it('wants a Content-Length', async () => {
	const form = messageTo('1', { text: 'a' });
	const chunk = `${form.body.length.toString(16)}\r\n`;
	const body = Buffer.concat([Buffer.from(chunk), form.body, Buffer.from('\r\n0\r\n\r\n')]);
	const headers = { 'Content-Length': undefined, 'Transfer-Encoding': 'chunked' };
	const seen = await sendRaw(sandbox.url, { ...form, body }, { headers });
	expect([statusOf(seen), jsonOf(seen).meta.code]).toEqual([411, 'RESP_LENGTH_REQUIRED']);
	expect(sandbox.messages).toEqual([]);
});

it('sends nothing while fewer bytes came than announced', async () => {
	const form = messageTo('1', { text: 'a' });
	const headers = { 'Content-Length': String(form.body.length + 1) };
	const seen = await sendRaw(sandbox.url, form, { headers, patienceMs: 150 });
	expect(seen).toMatchObject({ reply: '', end: 'still open' });
	expect(sandbox.requests).toMatchObject([{ bodyBytes: form.body.length }]);
	expect(sandbox.messages).toEqual([]);
});

it('refuses a body cut short by its Content-Length, and the rest as garbage', async () => {
	const form = messageTo('1', { text: 'a' });
	const headers = { 'Content-Length': String(form.body.length - 10), Connection: 'keep-alive' };
	const seen = await sendRaw(sandbox.url, form, { headers });
	expect(statusOf(seen)).toBe(400);
	expect(sandbox.requests).toMatchObject([
		{ method: 'POST', bodyBytes: form.body.length - 10 },
		{ method: 'UNREADABLE', status: 400 },
	]);
	expect(sandbox.messages).toEqual([]);
});

it.each([
	['the end', `--x\r\nContent-Disposition: form-data; name="text"\r\n\r\na`],
	['a part header', `--x\r\nContent-Disposition; : form-data\r\n\r\na\r\n--x--\r\n`],
	[
		'a part header after a file',
		`--x\r\nContent-Disposition: form-data; name="file"; filename="a"\r\n\r\na\r\n--x\r\nx y\r\n\r\na\r\n--x--\r\n`,
	],
	['a boundary', 'text=a'],
])('refuses a form with %s broken', async (_what, body) => {
	const form = { body: Buffer.from(body), type: 'multipart/form-data; boundary=x' };
	const seen = await sendRaw(sandbox.url, form);
	expect([statusOf(seen), jsonOf(seen).meta.code]).toEqual([400, 'RESP_INVALID_PARAMETERS']);
});

it('knows further sessions when told', async () => {
	const two = await startSandbox({ sessionKeys: ['second'] });
	for (const session of [SANDBOX_SESSION_KEY, 'second', 'third']) {
		await sendRaw(two.url, encoded({ session, identity: '1', text: 'a' }));
	}
	await two.close();
	expect(two.messages.map(({ session }) => session)).toEqual([SANDBOX_SESSION_KEY, 'second']);
});
