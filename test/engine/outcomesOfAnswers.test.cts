import { startBreakingServer } from '../support/breakingServer.cts';
import { CONTINUE, endOf, message, outcomesOf, send } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** The outcome of a message for each answer of the server. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const HELLO = message('85256872847', 'Hello');
const NO = { meta: { code: 'RESP_NO', message: 'Not like this', trace_id: 't-1' } };
const HTML = '<html><body><h1>Bad Gateway</h1></body></html>';
const OKAY = { code: 'RESP_OKAY', message: 'Success' };

const said = { code: 'RESP_NO', traceId: 't-1' };

async function endUnder(fault: Fault, timeout = 10_000) {
	sandbox.misbehave({ fault });
	const run = await send({ host: sandbox.url, options: { timeout }, node: CONTINUE }, [HELLO]);
	return endOf(run);
}

test('a message with a readable answer is sent', async () => {
	const run = await send({ host: sandbox.url }, [HELLO]);
	expect(outcomesOf(run)).toEqual(['sent']);
	expect(sandbox.messages).toHaveLength(1);
});

describe('statuses', () => {
	const HEADER = { 'retry-after': '7' };
	const DATE = { 'retry-after': 'Wed, 21 Oct 2099 07:28:00 GMT' };

	test.each<[number, string, Record<string, string>?]>([
		[400, 'rejected'],
		[401, 'rejected'],
		[402, 'rejected'],
		[403, 'rejected'],
		[404, 'rejected'],
		[405, 'rejected'],
		[408, 'rejected'],
		[409, 'rejected'],
		[413, 'rejected'],
		[415, 'rejected'],
		[422, 'rejected'],
		[429, 'notSent'],
		[429, 'notSent', HEADER],
		[429, 'notSent', DATE],
		[500, 'uncertain'],
		[501, 'uncertain'],
		[502, 'uncertain'],
		[503, 'uncertain'],
		[503, 'notSent', HEADER],
		[503, 'notSent', DATE],
		[504, 'uncertain'],
		[599, 'uncertain'],
	])('%d is %s, whatever the body: %j', async (status, outcome, headers = {}) => {
		const httpCode = String(status);
		const json = await endUnder({ kind: 'status', status, body: NO, headers });
		expect(json).toEqual({ outcome, httpCode, ...said });
		const html = await endUnder({ kind: 'status', status, body: HTML, headers });
		expect(html).toEqual({ outcome, httpCode });
		expect(sandbox.messages).toEqual([]);
	});

	test('an answer of 500 says nothing about a message that was sent', async () => {
		const end = await endUnder({ kind: 'status', status: 500, body: NO, accept: true });
		expect(end).toEqual({ outcome: 'uncertain', httpCode: '500', ...said });
		expect(sandbox.messages).toHaveLength(1);
	});
});

describe('redirects are not followed', () => {
	test.each<301 | 302 | 303 | 307 | 308>([301, 302, 303, 307, 308])('%d', async (status) => {
		const elsewhere = await startSandbox();
		try {
			const location = `${elsewhere.url}/api/public/send-session-message`;
			const end = await endUnder({ kind: 'redirect', status, location });
			expect(end).toEqual({ outcome: 'rejected', httpCode: String(status) });
			expect(elsewhere.requests).toEqual([]);
			expect(sandbox.requests).toHaveLength(1);
		} finally {
			await elsewhere.close();
		}
	});
});

describe('a success is RESP_OKAY with the ID of a message', () => {
	test.each<[string, string]>([
		['a page', HTML],
		['nothing', ''],
		['broken JSON', '{"meta":{"code":"RESP_OKAY"},"data":{"mess'],
		['a list', '[]'],
		['null', 'null'],
		['no meta', JSON.stringify({ data: { message: { id: 1 } } })],
		['no message', JSON.stringify({ meta: OKAY })],
		['no message ID', JSON.stringify({ meta: OKAY, data: { message: { body: 'Hello' } } })],
		['an empty ID', JSON.stringify({ meta: OKAY, data: { message: { id: '' } } })],
		['an ID that is none', JSON.stringify({ meta: OKAY, data: { message: { id: null } } })],
		['a code that is a number', JSON.stringify({ meta: { code: 200 }, data: {} })],
	])('%s: uncertain', async (_what, body) => {
		expect(await endUnder({ kind: 'reply', body })).toEqual({
			outcome: 'uncertain',
			httpCode: '200',
		});
	});

	test('another code: rejected', async () => {
		const body = JSON.stringify({ ...NO, data: { message: { id: 1 } } });
		const end = await endUnder({ kind: 'reply', body });
		expect(end).toEqual({ outcome: 'rejected', httpCode: '200', ...said });
	});
});

describe('answers that take too much', () => {
	test('50 MB: uncertain, and the rest is not read', async () => {
		const fault: Fault = { kind: 'hugeReply', bytes: 50 * 1024 * 1024, accept: true };
		expect(await endUnder(fault)).toEqual({ outcome: 'uncertain', httpCode: '200' });
		expect(sandbox.messages).toHaveLength(1);
	});

	test('one byte a second: uncertain when the time is over', async () => {
		const begin = Date.now();
		const end = await endUnder({ kind: 'dripReply', everyMs: 1000, accept: true }, 1500);
		expect(end).toEqual({ outcome: 'uncertain', httpCode: '200' });
		expect(Date.now() - begin).toBeLessThan(3000);
		expect(sandbox.messages).toHaveLength(1);
	});

	test('headers that drip are as good as none: uncertain', async () => {
		const letters = 'HTTP/1.1 200 OK\r\n'[Symbol.iterator]();
		let timer: NodeJS.Timeout | undefined;
		const server = await startBreakingServer({
			at: 'end',
			then: (socket) => {
				timer = setInterval(() => socket.write(letters.next().value ?? ''), 100);
			},
		});
		try {
			const run = await send({ host: server.host, options: { timeout: 500 }, node: CONTINUE }, [
				HELLO,
			]);
			expect(endOf(run)).toEqual({ outcome: 'uncertain', code: 'ETIMEDOUT' });
		} finally {
			clearInterval(timer);
			await server.close();
		}
	});

	test('an answer that breaks off: uncertain', async () => {
		const server = await startBreakingServer({
			at: 'end',
			then: (socket) => {
				socket.write('HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{"meta":');
				setTimeout(() => socket.destroy(), 50);
			},
		});
		try {
			const run = await send({ host: server.host, node: CONTINUE }, [HELLO]);
			expect(endOf(run)).toEqual({ outcome: 'uncertain', httpCode: '200' });
		} finally {
			await server.close();
		}
	});

	test('an answer that is not HTTP: uncertain', async () => {
		const server = await startBreakingServer({
			at: 'end',
			then: (socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n'),
		});
		try {
			const run = await send({ host: server.host, node: CONTINUE }, [HELLO]);
			expect(endOf(run)).toEqual({ outcome: 'uncertain', code: 'HPE_INVALID_CONSTANT' });
		} finally {
			await server.close();
		}
	});
});
