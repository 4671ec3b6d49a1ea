import { setTimeout as wait } from 'node:timers/promises';
import { jsonOf, messageTo, sendRaw, statusOf, type SeenByClient } from './rawClient.cts';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from './server.cts';

/** What Node takes from a socket at once. */
const ONE_READ = 64 * 1024;
/** More than the buffers of a loopback connection hold, so that the sender notices a reader that stops. */
const LARGE = { bytes: Buffer.alloc(512 * ONE_READ), name: 'large.bin', type: 'video/mp4' };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const say = (text: string, identity = '85250000001', patienceMs = 10_000) =>
	sendRaw(sandbox.url, messageTo(identity, { text }), { patienceMs });
const upload = () => sendRaw(sandbox.url, messageTo('85250000001', { file: LARGE }));
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
		expect(sandbox.requests[1]?.bodyBytes).toBeLessThanOrEqual(ONE_READ);
		expect(sandbox.messages).toHaveLength(1);
	});

	it('resetDuring breaks in the middle of a large upload', async () => {
		sandbox.misbehave({ fault: { kind: 'resetDuring' } });
		const seen = await upload();
		expect(seen).toMatchObject({ reply: '', end: BROKEN });
		expect(wasCutOff(seen)).toBe(true);
		expect(seen.bytesTaken).toBeGreaterThan(ONE_READ);
		expect(sandbox.requests[0]?.bodyBytes).toBeGreaterThanOrEqual(ONE_READ);
		expect(sandbox.requests[0]?.bodyBytes).toBeLessThanOrEqual(3 * ONE_READ);
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

	it('can count a message whose file it never read to the end', async () => {
		sandbox.misbehave({ fault: { kind: 'resetDuring', accept: true } });
		expect(wasCutOff(await upload())).toBe(true);
		expect(sandbox.messages).toMatchObject([{ identity: '85250000001' }]);
	});
});

describe('Silence', () => {
	it.each([
		['from the headers on', undefined, { file: LARGE }, 0],
		['once the number is read, in a file', '1', { file: LARGE }, ONE_READ],
		['once the number is read, in a text', '1', { text: LARGE.bytes.toString() }, ONE_READ],
	])('during the upload: reads nothing more %s', async (_when, identity, fields, mostRead) => {
		sandbox.misbehave({ fault: { kind: 'silent', when: 'upload' }, identity });
		const seen = await sendRaw(sandbox.url, messageTo('1', fields), { patienceMs: 600 });
		expect(seen).toMatchObject({ reply: '', end: 'still open' });
		expect(wasCutOff(seen)).toBe(true);
		expect(sandbox.requests[0]?.bodyBytes).toBeLessThanOrEqual(mostRead);
		expect(sandbox.messages).toEqual([]);
	});

	it('during the upload can count the message too', async () => {
		sandbox.misbehave({ fault: { kind: 'silent', when: 'upload', accept: true } });
		expect(await say('a', '1', 300)).toMatchObject({ reply: '', end: 'still open' });
		expect(sandbox.messages).toMatchObject([{ identity: '1', text: 'a' }]);
	});

	it.each([true, false])('instead of a reply, accept: %s', async (accept) => {
		sandbox.misbehave({ fault: { kind: 'silent', when: 'reply', accept } });
		const seen = await say('a', '1', 300);
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
		await wait(400);
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
		sandbox.misbehave({ fault: { kind: 'dripReply', everyMs: 100 } });
		const { reply, end } = await say('a', '1', 2000);
		// HTTP chunks of one byte each, at most 2000 ms / 100 ms of them.
		expect(reply).toMatch(/\r\n\r\n1\r\n\{\r\n1\r\n"\r\n(1\r\n.\r\n){0,19}$/s);
		expect(end).toBe('still open');
	});
});
