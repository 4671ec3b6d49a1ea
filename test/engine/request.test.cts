import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { startCaptureServer } from '../support/captureServer.cts';
import { credentialFor, message, send } from '../support/send.cts';

/** What goes over the wire, and where to. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const one = [message('85256872847', 'Hello')];

describe('a request', () => {
	test('goes to the base address with one exact length and the token in one header', async () => {
		const server = await startCaptureServer();
		await send({ host: `${server.url}/api/public/` }, one);
		await server.close();

		const [request] = server.requests;
		expect(server.requests).toHaveLength(1);
		expect(request).toMatchObject({ method: 'POST', url: '/api/public/send-session-message' });
		const { headers, rawHeaders, body } = request!;
		expect(headers).toMatchObject({
			'x-user-token': SANDBOX_TOKEN,
			accept: 'application/json',
			'content-type': expect.stringMatching(/^multipart\/form-data; boundary=\S+$/),
			'content-length': String(body.length),
		});
		for (const absent of ['transfer-encoding', 'authorization', 'cookie', 'expect']) {
			expect(headers).not.toHaveProperty(absent);
		}
		expect(rawHeaders.filter((part) => part.includes(SANDBOX_TOKEN))).toHaveLength(1);
		expect(rawHeaders.filter((part) => part.includes(SANDBOX_SESSION_KEY))).toEqual([]);
		expect(body.includes(SANDBOX_TOKEN)).toBe(false);
		expect(server.violations).toEqual([]);
	});

	test("is made once per item, with the values of the item's own expressions", async () => {
		const items = [1, 2, 3].map((number) => message(`8525687284${number}`, `Text ${number}`));
		await send({ host: sandbox.url }, items);
		const texts = sandbox.messages.map(({ identity, text }) => [identity, text]);
		expect(texts.sort()).toEqual([
			['85256872841', 'Text 1'],
			['85256872842', 'Text 2'],
			['85256872843', 'Text 3'],
		]);
		expect(sandbox.requests).toHaveLength(3);
	});

	test.each([401, 403, 404, 422, 500])(
		'that is answered with %d is not repeated',
		async (status) => {
			sandbox.misbehave({ fault: { kind: 'status', status } });
			const options = { maxRetries: 10 };
			const run = await send({ host: sandbox.url, options }, one);
			expect(run.error()).toMatchObject({ name: 'NodeApiError', httpCode: String(status) });
			expect(sandbox.requests).toHaveLength(1);
		},
	);
});

describe('a redirect', () => {
	test.each([301, 302, 303, 307, 308] as const)('%d is never followed', async (status) => {
		const elsewhere = await startCaptureServer();
		const location = `${elsewhere.url}/api/public/send-session-message`;
		sandbox.misbehave({ fault: { kind: 'redirect', status, location } });
		const item = {
			json: { identity: '85256872847', text: '' },
			files: { data: { content: Buffer.alloc(2_000_000), fileName: 'a', mimeType: 'a/b' } },
		};
		const parameters = { attachment: 'binaryFile' };
		const run = await send({ host: sandbox.url, parameters }, [item]);
		await elsewhere.close();

		expect(elsewhere.requests).toEqual([]);
		expect(sandbox.messages).toEqual([]);
		expect(run.error()?.message).toMatch(/answered with a redirect/);
	});
});

describe('an API Endpoint that would expose the token', () => {
	test.each(['http://192.0.2.1', 'http://localhost.example.com', 'ftp://127.0.0.1', ''])(
		'%j is refused before anything leaves',
		async (host) => {
			const run = await send({ host }, one, { credentials: credentialFor(host) });
			expect(run.error()).toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/^'API Endpoint' .+ \[item 0\]$/),
				description: expect.stringMatching(/^Open the iSlash API credential and /),
			});
		},
	);
});
