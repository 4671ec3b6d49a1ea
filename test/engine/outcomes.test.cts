import { setTimeout as wait } from 'node:timers/promises';
import { acceptAnyCertificate } from '../support/anyCertificate.cts';
import {
	startBreakingServer,
	type BreakingServer,
	type Point,
} from '../support/breakingServer.cts';
import { startFullServer } from '../support/fullServer.cts';
import type { SourceItem } from '../support/items.cts';
import { afterLastByte } from '../support/lastByte.cts';
import { CONTINUE, endOf, message, send } from '../support/send.cts';

/** What becomes of a message when its connection breaks, seen against real sockets. */

const TEXT = message('85256872847', 'Hello');
const content = Buffer.alloc(20 * 1024 * 1024, 'x');
const FILE: SourceItem = { ...TEXT, files: { data: { content, fileName: 'a.bin' } } };

const uncertain = (code: string) => ({ outcome: 'uncertain', code });
const notSent = (code: string) => ({ outcome: 'notSent', code });

async function endAt(host: string, item: SourceItem, timeout = 20_000) {
	const attachment = item.files ? 'binaryFile' : 'none';
	const run = await send(
		{ host, parameters: { attachment }, options: { timeout }, node: CONTINUE },
		[item],
		{ binaryMode: 'filesystem' },
	);
	return endOf(run);
}

/** The address of a server that is gone. */
async function refusingHost(): Promise<string> {
	const server = await startBreakingServer({ at: 'end', then: 'reset' });
	await server.close();
	return server.host;
}

describe('without a connection a message is not sent', () => {
	test.each(['text', 'file'])('refused: %s', async (kind) => {
		const end = await endAt(await refusingHost(), kind === 'text' ? TEXT : FILE);
		expect(end).toEqual(notSent('ECONNREFUSED'));
	});

	test.each(['text', 'file'])('a host without an address: %s', async (kind) => {
		const end = await endAt('nobody.invalid', kind === 'text' ? TEXT : FILE);
		// EAI_AGAIN where no name server answers.
		expect(['ENOTFOUND', 'EAI_AGAIN']).toContain(end.code);
		expect(end).toEqual(notSent(String(end.code)));
	});

	test.each(['http', 'https'])('nobody accepts the connection in time: %s', async (scheme) => {
		const full = await startFullServer();
		try {
			const host = full.host.replace('http', scheme);
			expect(await endAt(host, TEXT, 250)).toEqual(notSent('ETIMEDOUT'));
			expect(await endAt(host, FILE, 250)).toEqual(notSent('ETIMEDOUT'));
		} finally {
			await full.close();
		}
	});
});

describe('without an encrypted connection a message is not sent', () => {
	let server: BreakingServer;
	afterEach(async () => await server.close());

	test.each([
		['text', TEXT],
		['file', FILE],
	])('a certificate nobody vouches for: %s', async (_kind, item) => {
		server = await startBreakingServer({ tls: true, at: 'end', then: 'reset' });
		expect(await endAt(server.host, item)).toEqual(notSent('DEPTH_ZERO_SELF_SIGNED_CERT'));
		expect(server.received).toEqual(['']);
	});

	test.each([
		['text', TEXT],
		['file', FILE],
	])('a handshake that never ends: %s', async (_kind, item) => {
		server = await startBreakingServer({ tls: true, at: 'connection', then: 'silence' });
		expect(await endAt(server.host, item, 400)).toEqual(notSent('ETIMEDOUT'));
	});

	test('a handshake that is broken off', async () => {
		server = await startBreakingServer({ tls: true, at: 'connection', then: 'reset' });
		expect(await endAt(server.host, TEXT)).toEqual(notSent('ECONNRESET'));
		expect(await endAt(server.host, FILE)).toEqual(notSent('ECONNRESET'));
	});

	test('a server that speaks plain text', async () => {
		server = await startBreakingServer({
			at: 'connection',
			then: (socket) => socket.write('220 not what you think\r\n'),
		});
		const host = server.host.replace('http:', 'https:');
		expect(await endAt(host, TEXT)).toEqual(notSent('EPROTO'));
		expect(await endAt(host, FILE)).toEqual(notSent('EPROTO'));
	});
});

describe.each([
	['http', false],
	['https', true],
])('a connection that breaks: %s', (_scheme, tls) => {
	let server: BreakingServer;
	let restore = () => {};
	beforeAll(() => {
		restore = acceptAnyCertificate();
	});
	afterEach(async () => await server.close());
	afterAll(() => restore());

	const broken = async (at: Point, item: SourceItem) => {
		server = await startBreakingServer({ tls, at, then: 'reset' });
		return await endAt(server.host, item);
	};
	const silent = async (at: Point, item: SourceItem, timeout: number) => {
		server = await startBreakingServer({ tls, at, then: 'silence' });
		return await endAt(server.host, item, timeout);
	};

	test.each<Point>(['headers', 'end'])('a text, reset at: %s', async (at) => {
		expect(await broken(at, TEXT)).toEqual(uncertain('ECONNRESET'));
	});

	test('a text, reset before it was read, is uncertain if the system had taken it', async () => {
		const { outcome, code } = await broken('connection', TEXT);
		expect(['notSent', 'uncertain']).toContain(outcome);
		expect(['ECONNRESET', 'EPIPE']).toContain(code);
	});

	test.each<[Point, string]>([
		['connection', 'notSent'],
		['headers', 'notSent'],
		['half', 'notSent'],
		['end', 'uncertain'],
	])('a file of 20 MB, reset at: %s', async (at, outcome) => {
		expect(await broken(at, FILE)).toEqual({ outcome, code: 'ECONNRESET' });
	});

	test('a text that is never answered', async () => {
		expect(await silent('end', TEXT, 500)).toEqual(uncertain('ETIMEDOUT'));
	});

	test.each<[Point, string, number]>([
		['headers', 'notSent', 1000],
		['half', 'notSent', 1000],
		['end', 'uncertain', 4000],
	])('a file of 20 MB, silence from: %s', async (at, outcome, timeout) => {
		expect(await silent(at, FILE, timeout)).toEqual({ outcome, code: 'ETIMEDOUT' });
	});
});

describe('what was written over TLS may have arrived before Node says so', () => {
	const files = { data: { content: Buffer.alloc(900_000), fileName: 'a.bin' } };
	const item = { ...TEXT, files };
	let server: BreakingServer;
	let hasArrived = false;
	let restore = () => {};
	beforeEach(async () => {
		restore = acceptAnyCertificate();
		hasArrived = false;
		server = await startBreakingServer({ tls: true, at: 'end', then: () => (hasArrived = true) });
	});
	afterEach(async () => {
		jest.restoreAllMocks();
		restore();
		await server.close();
	});

	test('a connection that breaks in that moment leaves it uncertain', async () => {
		afterLastByte(({ socket }) => socket?.destroy(new Error('broken in a test')));
		expect(await endAt(server.host, item)).toEqual({ outcome: 'uncertain' });
		await wait(100);
		expect(hasArrived).toBe(true);
	});

	test('and so does a stop in that moment', async () => {
		const stop = new AbortController();
		afterLastByte(() => stop.abort());
		const { runExecutionData } = await send(
			{ host: server.host, parameters: { attachment: 'binaryFile' }, node: CONTINUE },
			[item],
			{ binaryMode: 'filesystem', signal: stop.signal },
		);
		expect(runExecutionData.executionData?.contextData['node:iSlash']).toMatchObject({
			messages: { entries: { 0: { verdict: { outcome: 'uncertain' } } } },
		});
		await wait(100);
		expect(hasArrived).toBe(true);
	});
});
