import { jsonOf, messageTo, sendRaw, statusOf, type SeenByClient } from './rawClient.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox, type Sandbox } from './server.cts';

const MEGABYTE = 1024 * 1024;
/** More than the buffers of a loopback connection hold, so that a reader who stops is felt. */
const LARGE = { bytes: Buffer.alloc(32 * MEGABYTE), name: 'large.bin', type: 'video/mp4' };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const say = (text: string, identity = '85250000001', patienceMs = 400) =>
	sendRaw(sandbox.url, messageTo(identity, { text }), { patienceMs });
const upload = (patienceMs = 2000) =>
	sendRaw(sandbox.url, messageTo('85250000001', { file: LARGE }), { patienceMs });
const wasCutOff = ({ bytesTaken, bytesToSend }: SeenByClient) => bytesTaken < bytesToSend;
const BROKEN = expect.stringMatching(/^(ECONNRESET|EPIPE)$/);

describe('A broken connection', () => {
	it('resetBefore without a matcher ends the connection before a request is read', async () => {
		sandbox.misbehave({ fault: { kind: 'resetBefore' } });
		expect(await say('a')).toMatchObject({ reply: '', end: BROKEN });
		expect(sandbox.requests).toMatchObject([{ method: '', bodyBytes: 0, fault: 'resetBefore' }]);
		expect(statusOf(await say('b'))).toBe(200);
		expect(sandbox.messages).toMatchObject([{ text: 'b' }]);
	});

	it('resetBefore for one contact breaks as soon as the number is read', async () => {
		sandbox.misbehave({ fault: { kind: 'resetBefore' }, identity: '85250000001' });
		expect(statusOf(await say('a', '85250000002'))).toBe(200);
		const seen = await upload();
		expect(seen).toMatchObject({ reply: '', end: BROKEN });
		expect(wasCutOff(seen)).toBe(true);
		expect(sandbox.requests[1]?.bodyBytes).toBeLessThanOrEqual(2 * 64 * 1024);
		expect(sandbox.messages).toHaveLength(1);
	});

	it('resetDuring breaks in the middle of a large upload', async () => {
		sandbox.misbehave({ fault: { kind: 'resetDuring' } });
		const seen = await upload();
		expect(seen).toMatchObject({ reply: '', end: BROKEN });
		expect(wasCutOff(seen)).toBe(true);
		expect(seen.bytesTaken).toBeGreaterThan(64 * 1024);
		expect(sandbox.requests[0]?.bodyBytes).toBeGreaterThanOrEqual(64 * 1024);
		expect(sandbox.requests[0]?.bodyBytes).toBeLessThan(MEGABYTE);
		expect(sandbox.messages).toEqual([]);
	});

	it.each([true, false])('resetAfter breaks when all arrived, accept: %s', async (accept) => {
		sandbox.misbehave({ fault: { kind: 'resetAfter', accept } });
		const seen = await say('a');
		expect(seen).toMatchObject({ reply: '', end: 'ECONNRESET' });
		expect(wasCutOff(seen)).toBe(false);
		expect(sandbox.messages).toHaveLength(accept ? 1 : 0);
	});

	it.each(['resetBefore', 'resetDuring'] as const)('%s can count the message too', async (kind) => {
		sandbox.misbehave({ fault: { kind, accept: true } });
		expect(await say('a')).toMatchObject({ reply: '', end: BROKEN });
		expect(sandbox.messages).toMatchObject([{ identity: '85250000001', text: 'a' }]);
	});
});

describe('Silence', () => {
	it('during the upload: the server stops reading', async () => {
		sandbox.misbehave({ fault: { kind: 'silent', when: 'upload' } });
		const seen = await upload(300);
		expect(seen).toMatchObject({ reply: '', end: 'still open' });
		expect(wasCutOff(seen)).toBe(true);
		expect(sandbox.messages).toEqual([]);
	});

	it.each([true, false])('instead of a reply, accept: %s', async (accept) => {
		sandbox.misbehave({ fault: { kind: 'silent', when: 'reply', accept } });
		const seen = await say('a');
		expect(seen).toMatchObject({ reply: '', end: 'still open' });
		expect(wasCutOff(seen)).toBe(false);
		expect(sandbox.messages).toHaveLength(accept ? 1 : 0);
	});
});

describe('A reply', () => {
	it('has the status, body and headers of the rule', async () => {
		const fault = { kind: 'status', status: 503, headers: { 'Retry-After': '7' } } as const;
		sandbox.misbehave({ fault }, { fault: { ...fault, body: '<h1>Busy</h1>', accept: true } });
		const [first, second] = [await say('a'), await say('b')];
		expect([statusOf(first), jsonOf(first).meta.code]).toEqual([503, 'RESP_ERROR']);
		expect(second.reply).toMatch(/^HTTP\/1\.1 503 .*retry-after: 7\r\n.*<h1>Busy<\/h1>$/is);
		expect(sandbox.messages).toMatchObject([{ text: 'b' }]);
	});

	it('is 200 with any text', async () => {
		sandbox.misbehave({ fault: { kind: 'reply', body: '{"meta":' } });
		expect((await say('a')).reply).toMatch(/^HTTP\/1\.1 200 OK\r\n.*\r\n\r\n\{"meta":$/is);
	});

	it.each([301, 302, 303, 307, 308] as const)('is the redirect %s', async (status) => {
		sandbox.misbehave({ fault: { kind: 'redirect', status, location: 'http://b.example/' } });
		const seen = await say('a');
		expect(statusOf(seen)).toBe(status);
		expect(seen.reply).toContain('location: http://b.example/\r\n');
		expect(sandbox.messages).toEqual([]);
	});

	it('comes late, and the message counts although the client hung up', async () => {
		sandbox.misbehave({ fault: { kind: 'delay', ms: 300 } });
		expect(await say('a', '1', 100)).toMatchObject({ reply: '', end: 'still open' });
		expect(sandbox.messages).toEqual([]);
		await new Promise((resolve) => setTimeout(resolve, 400));
		expect(sandbox.messages).toMatchObject([{ text: 'a' }]);
	});

	it('is as many bytes of JSON as wanted', async () => {
		sandbox.misbehave({ fault: { kind: 'hugeReply', bytes: 5_000_000, accept: true } });
		const { body, type } = messageTo('1', { text: 'a' });
		const answer = await fetch(`${sandbox.url}/api/public/send-session-message`, {
			method: 'POST',
			body,
			headers: { 'content-type': type, 'x-user-token': SANDBOX_TOKEN },
		});
		const text = await answer.text();
		expect(text.length).toBe(5_000_000);
		expect(JSON.parse(text).data.message.id).toBe(9126);
	});

	it('drips byte by byte', async () => {
		sandbox.misbehave({ fault: { kind: 'dripReply', everyMs: 20 } });
		const { reply, end } = await say('a');
		// HTTP chunks of one byte each, at most 400 ms / 20 ms of them.
		expect(reply).toMatch(/\r\n\r\n1\r\n\{\r\n1\r\n"\r\n(1\r\n.\r\n){0,19}$/s);
		expect(end).toBe('still open');
	});
});

describe('A rule', () => {
	const status = (code: number) => ({ kind: 'status', status: code }) as const;

	it('hits the first request it matches, in the order of the rules', async () => {
		sandbox.misbehave(
			{ fault: status(500), identity: '2', text: 'b' },
			{ fault: status(502), identity: '2', times: 2 },
			{ fault: status(504) },
		);
		const seen = [];
		for (const [to, text] of ['1a', '2a', '2b', '2a', '2a'].map((one) => [...one])) {
			seen.push(statusOf(await say(text ?? '', to)));
		}
		expect(seen).toEqual([504, 502, 500, 502, 200]);
		expect(sandbox.requests.map(({ fault }) => fault)).toEqual([
			'status',
			'status',
			'status',
			'status',
			undefined,
		]);
	});

	it('for another path leaves messages alone', async () => {
		sandbox.misbehave({ fault: status(500), path: '/sticker', times: Infinity });
		expect(statusOf(await say('a'))).toBe(200);
		const address = `${sandbox.url}/api/public/sticker?session=${SANDBOX_SESSION_KEY}`;
		const headers = { 'x-user-token': SANDBOX_TOKEN };
		expect((await fetch(address, { headers })).status).toBe(500);
		expect((await fetch(address, { headers })).status).toBe(500);
	});
});

describe('Control from another process', () => {
	const control = async (method: string, path: string, body?: unknown) =>
		(
			await fetch(`${sandbox.url}/_sandbox${path}`, { method, body: JSON.stringify(body) })
		).json() as Promise<unknown>;

	it('sets faults and latency, shows what came and forgets it', async () => {
		await control('POST', '/faults', [{ fault: { kind: 'resetBefore' }, times: -1 }]);
		expect(await say('a')).toMatchObject({ reply: '', end: BROKEN });
		expect(await control('GET', '/requests')).toMatchObject([{ fault: 'resetBefore' }]);
		expect(await control('GET', '/messages')).toEqual([]);
		await control('DELETE', '');
		await control('POST', '/latency', { ms: 120 });
		const startedAt = Date.now();
		expect(statusOf(await say('b'))).toBe(200);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(119);
		await control('POST', '/latency', { ms: 0 });
		expect(await control('GET', '/messages')).toMatchObject([{ id: 9126, text: 'b' }]);
	});

	it('says what is wrong with a rule', async () => {
		expect(await control('POST', '/faults', { fault: 'status' })).toEqual({
			error: 'send a JSON array of fault rules',
		});
	});
});
