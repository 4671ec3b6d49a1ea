import dns from 'node:dns';
import net from 'node:net';
import type { INode, NodeApiError } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';
import { startBreakingServer, type BreakingServer } from '../support/breakingServer.cts';
import { startCaptureServer, type CaptureServer } from '../support/captureServer.cts';
import { testCredential } from '../support/credentialTest.cts';
import type { SourceItem } from '../support/items.cts';
import { loadPackage } from '../support/loadPackage.cts';
import { listenToLog, type LogLine } from '../support/logLines.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { searchList } from '../support/searchList.cts';
import { everythingIn, formsOf, leaksOf, tracesOf } from '../support/secretSearch.cts';
import { CONTINUE, outcomesOf, send } from '../support/send.cts';

/** Who may see the User Token and the Session Keys: the API Endpoint, and nobody else. */

// With signs that every encoding writes differently.
const TOKEN = 'tok/7f4d 1c+=?&%9b>>>~';
const SESSION_KEY = 'ses/2e5a é+=?&9b>>>~x';
const OWN_KEY = 'own/c3d1 ü+=?&77aa>>>~';
const SECRETS = [TOKEN, SESSION_KEY, OWN_KEY];

let sandbox: Sandbox;
beforeAll(async () => {
	const sessions = { sessionKey: SESSION_KEY, sessionKeys: [OWN_KEY] };
	sandbox = await startSandbox({ page: false, token: TOKEN, ...sessions });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const credentialAt = (host: string) => ({ host, token: TOKEN, sessionKey: SESSION_KEY });

/** One item through the channel of the credential, one through its own. */
const reversed = [...OWN_KEY].reverse().join('');
const files = { data: { content: Buffer.alloc(1_000_000, 'x'), fileName: 'a.bin' } };
const items: SourceItem[] = [
	{ json: { identity: '10001', text: 'a', reversed: '' }, files },
	{ json: { identity: '10002', text: 'b', reversed }, files },
];
// The workflow and its items hold the key backwards, so that finding it anywhere is a leak.
const sessionKey = "={{ [...$json.reversed].reverse().join('') }}";

const STOP: Partial<INode> = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };

interface Told {
	readonly run: WorkflowRun;
	readonly traces: Record<string, string>;
}

async function runAt(
	host: string,
	node: Partial<INode>,
	{ timeout = 5000, of = items }: { timeout?: number; of?: readonly SourceItem[] } = {},
): Promise<Told> {
	const log: LogLine[] = [];
	const options = { sessionKey, timeout, maxRetries: 0, maxConcurrency: 1 };
	const parameters = { attachment: 'binaryFile' };
	const credentials = { iSlashApi: credentialAt(host) };
	const run = await send({ host, parameters, options, node }, of, { credentials, log });
	return { run, traces: tracesOf(run, log) };
}

const STATUSES = [301, 307, 400, 401, 403, 404, 409, 413, 422, 429, 500, 502, 503, 504];

/** Answers of a server that says back, wherever it can, what it was told in confidence. */
function echoes(secrets: readonly string[]): Array<[string, Fault]> {
	const echo = secrets.flatMap(formsOf).join(' | ');
	const meta = { message: `No: ${echo}`, code: `RESP ${echo}`, trace_id: `t-${echo}` };
	const headers = { 'retry-after': TOKEN, 'x-echo': TOKEN, location: `/?t=${TOKEN}` };
	const page = `<html><body>${echo}</body></html>`;
	const withoutId = {
		meta: { code: 'RESP_OKAY', message: echo },
		data: { message: { body: echo } },
	};
	return [
		...STATUSES.flatMap((status): Array<[string, Fault]> => [
			[`${status} with JSON`, { kind: 'status', status, headers, body: { meta } }],
			[`${status} with a page`, { kind: 'status', status, headers, body: page }],
		]),
		['200 that refuses', { kind: 'reply', headers, body: JSON.stringify({ meta }) }],
		['200 with a page', { kind: 'reply', headers, body: page }],
		['200 with broken JSON', { kind: 'reply', body: JSON.stringify({ meta }).slice(0, -1) }],
		['200 without an ID', { kind: 'reply', body: JSON.stringify(withoutId) }],
	];
}

const BREAKS: ReadonlyArray<[string, Fault]> = [
	['too long an answer', { kind: 'hugeReply', bytes: 11 * 1024 * 1024 }],
	['a dripping answer', { kind: 'dripReply', everyMs: 100 }],
	['reset before', { kind: 'resetBefore' }],
	['reset during', { kind: 'resetDuring' }],
	['reset after', { kind: 'resetAfter' }],
	['silence during', { kind: 'silent', when: 'upload' }],
	['silence after', { kind: 'silent', when: 'reply' }],
];

describe('the search', () => {
	test.each(formsOf(OWN_KEY))('finds %s in a hidden cause', (form) => {
		const error = new Error('a', { cause: Object.defineProperty({}, 'b', { value: [form] }) });
		expect(leaksOf(SECRETS, { error: everythingIn(error) })).not.toEqual([]);
	});

	test('would find the keys if the item held them as they are', async () => {
		const item = { json: { identity: 'x', text: 'a', note: OWN_KEY } };
		const run = await send({ host: sandbox.url }, [item]);
		expect(leaksOf(SECRETS, tracesOf(run, []))).toEqual([`saved: ${OWN_KEY}`]);
	});
});

describe('no secret is in an error, an output item, the log or the saved execution', () => {
	test('of what was sent', async () => {
		const { run, traces } = await runAt(sandbox.url, CONTINUE);
		expect(outcomesOf(run)).toEqual(['sent', 'sent']);
		expect(sandbox.messages.map(({ session }) => session)).toEqual([SESSION_KEY, OWN_KEY]);
		expect(traces.log).toContain('iSlash');
		expect(leaksOf(SECRETS, traces)).toEqual([]);
	});

	test.each([...echoes(SECRETS), ...BREAKS])('after %s', async (_what, fault) => {
		const timeout = fault.kind === 'silent' || fault.kind === 'dripReply' ? 300 : 5000;
		sandbox.misbehave({ fault, times: Infinity });
		for (const node of [STOP, CONTINUE]) {
			const { run, traces } = await runAt(sandbox.url, node, { timeout, of: items.slice(1) });
			const failure = node.onError ? run.data('iSlash')[0]?.error : run.error();
			expect(failure).toMatchObject({ name: 'NodeApiError' });
			expect(leaksOf(SECRETS, traces)).toEqual([]);
		}
		expect(sandbox.messages).toEqual([]);
		expect(sandbox.requests.map(({ fields }) => fields.session)).not.toContain(SESSION_KEY);
	});

	test('which says what iSlash said, without them', async () => {
		const fault: Fault = {
			kind: 'status',
			status: 400,
			body: { meta: { code: 'NO', message: `The token ${TOKEN} is old` } },
		};
		sandbox.misbehave({ fault });
		const { run } = await runAt(sandbox.url, {});
		expect(run.error()?.message).toBe('iSlash refused the message: The token *** is old [item 0]');
	});

	test.each(['refused', 'nobody.invalid', 'untrusted'])(
		'without a connection: %s',
		async (kind) => {
			const tls = kind === 'untrusted';
			const server = await startBreakingServer({ tls, at: 'end', then: 'reset' });
			if (kind === 'refused') await server.close();
			const host = kind === 'nobody.invalid' ? kind : server.host;
			for (const node of [STOP, CONTINUE]) {
				const { traces } = await runAt(host, node);
				expect(traces[node.onError ? 'output' : 'error']).toContain('NodeApiError');
				expect(leaksOf(SECRETS, traces)).toEqual([]);
			}
			if (tls) await server.close();
		},
	);
});

describe('no secret is in what the editor shows', () => {
	const editorFaults = echoes([TOKEN, SESSION_KEY]);

	test.each(editorFaults)('when the stickers meet %s', async (_what, fault) => {
		sandbox.misbehave({ fault, path: '/sticker' });
		const asked = searchList({ method: 'searchStickers', credential: credentialAt(sandbox.url) });
		const error: unknown = await asked.catch((reason: unknown) => reason);
		expect(error).toMatchObject({ name: 'NodeApiError' });
		expect(leaksOf(SECRETS, { error: everythingIn(error) })).toEqual([]);
		expect(sandbox.requests).toHaveLength(1);
	});

	test("when the stickers are asked for with the node's own key", async () => {
		const [[, fault]] = echoes([OWN_KEY]).filter(([what]) => what === '400 with JSON') as [
			[string, Fault],
		];
		sandbox.misbehave({ fault, path: '/sticker' });
		const parameters = { options: { sessionKey: OWN_KEY } };
		const credential = credentialAt(sandbox.url);
		const asked = searchList({ method: 'searchStickers', credential, parameters });
		const error = (await asked.catch((reason: unknown) => reason)) as NodeApiError;
		// The node itself holds its own key by its user's doing, and an error holds its node.
		const { message, description, context, stack, cause } = error;
		expect(description).toContain('***');
		const said = everythingIn([message, description, context, stack, cause]);
		expect(leaksOf(SECRETS, { said })).toEqual([]);
	});

	test.each(editorFaults)('when the test of the credential meets %s', async (_what, fault) => {
		sandbox.misbehave({ fault, path: '/sticker' });
		const log: LogLine[] = [];
		const stop = listenToLog((line) => log.push(line));
		const shown = everythingIn(await testCredential(credentialAt(sandbox.url)));
		stop();
		expect(leaksOf(SECRETS, { shown, log: everythingIn(log) })).toEqual([]);
		expect(sandbox.requests).toHaveLength(1);
	});
});

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
					"'API Endpoint' starts with http://, which would send the User Token unencrypted [item 0]",
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
		const item = { json: { identity: '10001', text: '', name: option }, files: { data: file } };
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
