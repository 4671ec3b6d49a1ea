import type { IDataObject } from 'n8n-workflow';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Fault,
	type Sandbox,
} from '../sandbox/server.cts';
import { searchList, type ListSearch } from '../support/searchList.cts';

/** The list that the editor opens for a sticker. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false, sessionKeys: ['another-session'] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const search = (more: Partial<ListSearch> = {}) =>
	searchList({
		method: 'searchStickers',
		credential: { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY },
		...more,
	});

const withOptions = (options: IDataObject) => ({ parameters: { options } as never });

describe('the list of stickers', () => {
	test('has the names and IDs that iSlash gives for the channel of the credential', async () => {
		const { results, paginationToken } = await search();
		expect(results.slice(0, 2)).toEqual([
			{ name: 'thumbs up', value: '66' },
			{ name: 'big smile', value: '67' },
		]);
		expect(results).toHaveLength(8);
		expect(paginationToken).toBeUndefined();
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			'GET /api/public/sticker?session=sandbox-session-9b2e5a',
		]);
		expect(sandbox.requests[0]?.headers['x-user-token']).toBe(SANDBOX_TOKEN);
	});

	test.each([
		['HEART', ['red heart']],
		[' o ', ['good night', 'sorry', 'coffee break', 'party popper', 'thank you']],
		['67', ['big smile']],
		['6', []],
		['nothing like it', []],
		['', 8],
	])('searched for %j has %j', async (filter, found) => {
		const { results } = await search({ filter });
		if (typeof found === 'number') expect(results).toHaveLength(found);
		else expect(results.map(({ name }) => name).sort()).toEqual([...found].sort());
	});

	test("is that of the node's own channel when it has one", async () => {
		await search(withOptions({ sessionKey: 'another-session' }));
		expect(sandbox.requests[0]?.path).toBe('/api/public/sticker?session=another-session');
	});

	test("is that of the credential when the node's channel is an expression", async () => {
		await search(withOptions({ sessionKey: '={{ $json.key }}' }));
		expect(sandbox.requests[0]?.path).toBe('/api/public/sticker?session=sandbox-session-9b2e5a');
	});

	test.each([
		[[{ id: 1 }], [{ name: '1', value: '1' }]],
		[[{ id: '0071', name: '' }, { name: 'no ID' }, null], [{ name: '0071', value: '0071' }]],
		[[], []],
	])('of %j is %j', async (stickers, results) => {
		const body = JSON.stringify({ meta: { code: 'RESP_OKAY' }, data: { stickers } });
		sandbox.misbehave({ path: '/sticker', fault: { kind: 'reply', body } });
		expect(await search()).toEqual({ results });
	});
});

describe('stickers that could not be loaded', () => {
	const FIRST = 'The stickers could not be loaded';
	const again =
		"Try again, or check the 'API Endpoint' and the 'Session Key' in the iSlash API credential.";

	async function failureOf(more: Partial<ListSearch> = {}) {
		const error: unknown = await search(more).then(
			() => undefined,
			(reason: unknown) => reason,
		);
		const text = JSON.stringify(error, Object.getOwnPropertyNames(error ?? {}));
		expect(text).not.toContain(SANDBOX_TOKEN);
		expect(text).not.toContain(SANDBOX_SESSION_KEY);
		return error as { name: string; message: string; description: string };
	}

	test.each<[string, Fault, string]>([
		['a web page', { kind: 'reply', body: '<html>' }, `${again} (HTTP 200)`],
		['no list', { kind: 'reply', body: '{"meta":{"code":"RESP_OKAY"}}' }, `${again} (HTTP 200)`],
		['a failure', { kind: 'status', status: 500, body: 'x' }, `${again} (HTTP 500)`],
		['silence, broken off', { kind: 'resetAfter' }, `${again} (ECONNRESET)`],
		[
			'a refusal that echoes the secrets',
			{
				kind: 'reply',
				body: `{"meta":{"code":"RESP_NO","message":"Not ${SANDBOX_TOKEN} ${SANDBOX_SESSION_KEY}"}}`,
			},
			"Correct what iSlash names. If it names nothing, check the 'Session Key' in Options or in the iSlash API credential. (HTTP 200, RESP_NO)",
		],
	])('for %s are told so', async (_, fault, description) => {
		sandbox.misbehave({ path: '/sticker', fault });
		const error = await failureOf();
		expect(error).toMatchObject({ name: 'NodeApiError', description });
		const said = description.includes('RESP_NO') ? ': Not *** ***' : '';
		expect(error.message).toBe(`${FIRST}${said}`);
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each([301, 307] as const)('for a redirect with %d say so', async (status) => {
		const location = `${sandbox.url}/api/public/sticker`;
		sandbox.misbehave({ path: '/sticker', fault: { kind: 'redirect', status, location } });
		const { message, description } = await failureOf();
		expect(message).toBe(FIRST);
		expect(description).toMatch(/redirect, which is not followed/);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('for a wrong token say so, after one request', async () => {
		const credential = { host: sandbox.url, token: 'wrong', sessionKey: SANDBOX_SESSION_KEY };
		const { description } = await failureOf({ credential });
		expect(description).toMatch(
			/^iSlash refused the 'User Token'\. Open the iSlash API credential/,
		);
		expect(sandbox.requests).toHaveLength(1);
	});

	test.each([
		['http://192.0.2.1', /^'API Endpoint' starts with http:\/\//],
		['', /^'API Endpoint' is empty/],
	])('from the API Endpoint %j are told so before any request', async (host, message) => {
		const credential = { host, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY };
		const error = await failureOf({ credential });
		expect(error.name).toBe('NodeOperationError');
		expect(error.message).toMatch(message);
		// There is no item yet to be named.
		expect(error.message).not.toMatch(/item/);
	});
});
