import dns from 'node:dns';
import net from 'node:net';
import type { Fault, Sandbox } from '../sandbox/server.cts';
import { startBreakingServer, type BreakingServer } from '../support/breakingServer.cts';
import { startCaptureServer, type CaptureServer } from '../support/captureServer.cts';
import { testCredential } from '../support/credentialTest.cts';
import { loadPackage } from '../support/loadPackage.cts';
import { searchList } from '../support/searchList.cts';
import { leaksOf } from '../support/secretSearch.cts';
import { CONTINUE, outcomesOf, send } from '../support/send.cts';
import { credentialAt, runAt, SECRETS, startSecretSandbox, TOKEN } from './secretRuns.cts';

/** The User Token goes to the API Endpoint and nowhere else, and no file gets among the headers. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSecretSandbox();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('where a redirect leads to, nothing arrives', () => {
	let elsewhere: BreakingServer;
	beforeAll(async () => {
		elsewhere = await startBreakingServer({ at: 'connection', then: 'reset' });
	});
	afterAll(async () => await elsewhere.close());

	test.each([301, 302, 303, 307, 308] as const)('%d', async (status) => {
		const fault: Fault = { kind: 'redirect', status, location: `${elsewhere.host}/api/public/x` };
		const path = '/sticker';
		sandbox.misbehave({ fault, times: Infinity }, { fault, path, times: Infinity });
		const credential = credentialAt(sandbox.url);
		const { run } = await runAt(sandbox.url, CONTINUE);
		expect(outcomesOf(run)).toEqual(['rejected', 'rejected']);
		await expect(searchList({ method: 'searchStickers', credential })).rejects.toThrow();
		expect(await testCredential(credential)).toMatchObject({ status: 'Error' });
		expect(sandbox.requests.map(({ status: answered }) => answered)).toEqual(Array(4).fill(status));
		expect(elsewhere.connections()).toBe(0);
	});
});

describe('the header of the token', () => {
	test('is the one that the credential names', async () => {
		const loader = await loadPackage();
		const { authenticate } = loader.getCredential('iSlashApi').type;
		expect(authenticate).toEqual({
			type: 'generic',
			properties: { headers: { 'X-USER-TOKEN': '={{ $credentials.token }}' } },
		});
		await runAt(sandbox.url, {});
		expect(sandbox.requests.map((request) => request.headers['x-user-token'])).toEqual([
			TOKEN,
			TOKEN,
		]);
	});
});

describe('plain http to another machine', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each(['http://islash.test', 'HTTP://islash.test:8080/api/public', ' http://192.0.2.1'])(
		'%s is refused before any connection',
		async (host) => {
			const lookup = jest.spyOn(dns, 'lookup');
			const connect = jest.spyOn(net.Socket.prototype, 'connect');
			const { run, traces } = await runAt(host, {});
			expect(run.error()).toMatchObject({
				name: 'NodeOperationError',
				message:
					"'API Endpoint' starts with http://, which would send the 'User Token' unencrypted [item 0]",
			});
			const credential = credentialAt(host);
			await expect(searchList({ method: 'searchStickers', credential })).rejects.toMatchObject({
				name: 'NodeOperationError',
				message: expect.stringMatching(/^'API Endpoint' starts with http:/),
			});
			expect(await testCredential(credential)).toMatchObject({ status: 'Error' });
			expect(leaksOf(SECRETS, traces)).toEqual([]);
			expect([lookup.mock.calls, connect.mock.calls]).toEqual([[], []]);
		},
	);

	test('would be seen', async () => {
		const connect = jest.spyOn(net.Socket.prototype, 'connect');
		await runAt(sandbox.url, {});
		expect(connect).toHaveBeenCalledTimes(2);
	});
});

describe('a file cannot write a header', () => {
	let server: CaptureServer;
	beforeAll(async () => {
		server = await startCaptureServer();
	});
	afterEach(() => server.reset());
	afterAll(async () => await server.close());

	const INJECTION = 'X-Evil: 1';
	const breaks = ['\r\n', '\n', '\r', '\r\n\r\n', '"\r\n', '\u0000\r\n', '\u0085', '\u2028'];

	async function partHeaders(fileName: string, mimeType: string, option: string) {
		const file = { content: Buffer.from('body'), fileName, mimeType };
		const item = { json: { identity: '20001', text: '', name: option }, files: { data: file } };
		const run = await send(
			{
				host: server.url,
				parameters: { attachment: 'binaryFile' },
				options: { fileName: '={{ $json.name }}' },
			},
			[item],
		);
		const body = server.requests[0]?.body.toString('utf8');
		const head = /name="file";[^]*?\r\n\r\n/.exec(body ?? '')?.[0];
		return { run, lines: head?.trimEnd().split(/\r\n|\r|\n/) };
	}

	test.each(breaks)('with a name that has %j', async (mark) => {
		const name = `a${mark}${INJECTION}${mark}.txt`;
		for (const option of ['', name]) {
			server.reset();
			const { run, lines } = await partHeaders(name, 'text/plain', option);
			expect(run.error()).toBeUndefined();
			expect(server.requests).toHaveLength(1);
			expect(lines).toEqual([
				expect.stringMatching(/^name="file"; filename="a[^\r\n\0]*\.txt"$/),
				'Content-Type: text/plain',
			]);
			expect(server.requests[0]?.headers).not.toHaveProperty('x-evil');
			expect(server.violations).toEqual([]);
		}
	});

	test.each(breaks.filter((mark) => mark !== '\u2028'))(
		'with a media type that has %j',
		async (mark) => {
			for (const type of [
				`text/plain${mark}${INJECTION}`,
				`${mark}${INJECTION}`,
				`text/plain${mark}`,
			]) {
				const { run } = await partHeaders('a.txt', type, '');
				expect(run.error()).toMatchObject({
					name: 'NodeOperationError',
					message: expect.stringMatching(/^'Input Data Field Name' names a file whose media type /),
				});
			}
			expect(server.requests).toEqual([]);
		},
	);
});
