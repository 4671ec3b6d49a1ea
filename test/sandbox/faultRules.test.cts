import { messageTo, sendRaw, statusOf } from './rawClient.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox, type Sandbox } from './server.cts';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox();
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const say = (text: string, identity = '85250000001') =>
	sendRaw(sandbox.url, messageTo(identity, { text }));

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
	const control = async (method: string, path: string, body?: unknown): Promise<unknown> => {
		// A new connection each time, as another process would make.
		const request = { method, body: JSON.stringify(body), headers: { connection: 'close' } };
		return (await fetch(`${sandbox.url}/_sandbox${path}`, request)).json();
	};

	it('sets faults and latency, shows what came and forgets it', async () => {
		await control('POST', '/faults', [{ fault: { kind: 'status', status: 500 }, times: -1 }]);
		expect([statusOf(await say('a')), statusOf(await say('a'))]).toEqual([500, 500]);
		expect(await control('GET', '/requests')).toMatchObject([{ status: 500 }, { status: 500 }]);
		expect(await control('GET', '/messages')).toEqual([]);
		await control('DELETE', '');
		await control('POST', '/latency', { ms: 120 });
		const startedAt = Date.now();
		expect(statusOf(await say('b'))).toBe(200);
		expect(Date.now() - startedAt).toBeGreaterThanOrEqual(119);
		await control('POST', '/latency', { ms: 0 });
		expect(await control('GET', '/messages')).toMatchObject([{ id: 9126, text: 'b' }]);
	});

	it('stays reachable while every message is reset', async () => {
		await control('POST', '/faults', [{ fault: { kind: 'resetBefore' }, times: -1 }]);
		expect(await control('GET', '/requests')).toEqual([]);
		expect((await say('a')).end).toMatch(/ECONNRESET|EPIPE/);
		expect(await control('GET', '/requests')).toMatchObject([{ fault: 'resetBefore' }]);
	});

	it('says what is wrong with a rule', async () => {
		expect(await control('POST', '/faults', { fault: 'status' })).toEqual({
			error: 'send a JSON array of fault rules',
		});
	});
});
