import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Fault,
	type Sandbox,
} from '../sandbox/server.cts';
import { startBreakingServer } from '../support/breakingServer.cts';
import { startCaptureServer } from '../support/captureServer.cts';
import { testCredential } from '../support/credentialTest.cts';

/** The result that a person sees after saving the credential. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const good = () => ({
	host: sandbox.url,
	token: SANDBOX_TOKEN,
	sessionKey: SANDBOX_SESSION_KEY,
});

const OK = { status: 'OK', message: 'Connection successful!' };
const error = (message: unknown) => ({ status: 'Error', message });
const REFUSES = error("iSlash refuses the request. Check the 'User Token' and the 'Session Key'.");
const NOT_ISLASH = error(
	"The 'API Endpoint' answers, but not like iSlash. Check that it is the host name of your iSlash platform, that no proxy or login page answers in its place, and that the 'User Token' is right.",
);

describe('a credential that is right', () => {
	test('passes by one request for the stickers of its channel', async () => {
		expect(await testCredential(good())).toEqual(OK);
		expect(sandbox.requests).toHaveLength(1);
		expect(sandbox.requests[0]).toMatchObject({
			method: 'GET',
			path: '/api/public/sticker?session=sandbox-session-9b2e5a',
			headers: { 'x-user-token': SANDBOX_TOKEN, accept: 'application/json' },
		});
	});

	test.each(['', '/', '/api/public', '/api/public//'])(
		'passes with %j behind its host',
		async (end) => {
			expect(await testCredential({ ...good(), host: ` ${sandbox.url}${end} ` })).toEqual(OK);
		},
	);

	test('passes when its channel has no stickers', async () => {
		const body = '{"meta":{"code":"RESP_OKAY"},"data":{"stickers":[]}}';
		sandbox.misbehave({ path: '/sticker', fault: { kind: 'reply', body } });
		expect(await testCredential(good())).toEqual(OK);
	});

	test('passes with characters that have a meaning in addresses', async () => {
		const sessionKey = 'a&b=c d#ü+%';
		const other = await startSandbox({ page: false, sessionKey });
		expect(await testCredential({ ...good(), host: other.url, sessionKey })).toEqual(OK);
		await other.close();
	});
});

describe('a credential that iSlash refuses', () => {
	test.each([
		['User Token', { token: 'wrong' }],
		['Session Key', { sessionKey: 'wrong' }],
	])('for its %s fails', async (_, wrong) => {
		expect(await testCredential({ ...good(), ...wrong })).toEqual(REFUSES);
		expect(sandbox.requests).toHaveLength(1);
	});
});

describe('an API Endpoint that is not iSlash', () => {
	const page = (status: number, body: unknown): Fault => ({ kind: 'status', status, body });

	test.each<[string, Fault]>([
		['a web page', page(200, '<html><body>Welcome</body></html>')],
		['a page that is not found', page(404, '<html>')],
		['another API', page(200, { status: 'ok', data: { stickers: [] } })],
		['a gateway', page(502, 'Bad Gateway')],
		['nothing to say', page(204, '')],
		['a login in front of it', page(401, 'Unauthorized')],
	])('because it is %s fails', async (_, fault) => {
		sandbox.misbehave({ path: '/sticker', fault });
		expect(await testCredential(good())).toEqual(NOT_ISLASH);
	});

	test.each([301, 302, 307, 308] as const)(
		'because it redirects with %d fails, and the token stays',
		async (status) => {
			const elsewhere = await startCaptureServer();
			const location = `${elsewhere.url}/api/public/sticker`;
			sandbox.misbehave({ path: '/sticker', fault: { kind: 'redirect', status, location } });
			expect(await testCredential(good())).toEqual(NOT_ISLASH);
			expect(elsewhere.requests).toEqual([]);
			await elsewhere.close();
		},
	);
});

describe('an API Endpoint that would expose the token', () => {
	test.each(['http://127.0.0.1.example.com', 'http://192.0.2.1', 'HTTP://api.example.com'])(
		'%s is refused with the reason before anything leaves',
		async (host) => {
			expect(await testCredential({ ...good(), host })).toEqual(
				error(
					expect.stringMatching(
						/Only the following domains are allowed: addresses that start with https:\/\/ \(http:\/\/ would send the 'User Token' unencrypted\)$/,
					),
				),
			);
		},
	);

	test.each(['api.example.com/v2', 'ftp://api.example.com', 'https://mary@api.example.com'])(
		'%s is refused with an example before anything leaves',
		async (host) => {
			expect(await testCredential({ ...good(), host })).toEqual(
				error(expect.stringMatching(/host names such as api\.example\.com$/)),
			);
		},
	);

	test('with plain http to another host opens no connection at all', async () => {
		let connections = 0;
		const server = createServer(() => (connections += 1)).listen(0, '127.0.0.1');
		await once(server, 'listening');
		const { port } = server.address() as AddressInfo;
		// A name that leads to this machine and does not say so.
		const { status } = await testCredential({ ...good(), host: `http://0.0.0.0:${port}` });
		expect(status).toBe('Error');
		expect(connections).toBe(0);
		server.close();
	});
});

describe('an API Endpoint that cannot be reached', () => {
	// Here n8n shows only the code of the network, not a message of the credential type.
	test('because nobody listens fails with its code', async () => {
		const closed = await startSandbox({ page: false });
		await closed.close();
		const failed = await testCredential({ ...good(), host: closed.url });
		expect(failed).toEqual(error('ECONNREFUSED'));
	});

	test('because it breaks the connection fails with its code', async () => {
		const server = await startBreakingServer({ at: 'headers', then: 'reset' });
		expect(await testCredential({ ...good(), host: server.host })).toEqual(error('ECONNRESET'));
		await server.close();
	});

	test('because its certificate is not trusted fails with its code', async () => {
		const server = await startBreakingServer({ tls: true, at: 'headers', then: 'reset' });
		const failed = await testCredential({ ...good(), host: server.host });
		expect(failed).toEqual(error(expect.stringMatching(/SELF_SIGNED_CERT/)));
		expect(server.received.join('')).not.toContain(SANDBOX_TOKEN);
		await server.close();
	});
});
