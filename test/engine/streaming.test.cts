import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { Readable } from 'node:stream';
import { BinaryDataService } from 'n8n-core';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../sandbox/server.cts';
import { useFileStore, type FileStore } from '../support/fileStore.cts';
import { startHeldServer, type HeldServer } from '../support/heldServer.cts';
import { Container } from '../support/n8nServices.cts';
import { runNode, type RunOptions } from '../support/runWorkflow.cts';
import type { SourceItem } from '../support/items.cts';

const MB = 1024 * 1024;
const SIZE = 64 * MB;
/** What sockets, streams and the test itself may hold between store and server, generously. */
const BUFFERS = 32 * MB;
/**
 * What this process may hold more than before, in bytes: 8 MB were measured. In memory mode n8n's
 * leftovers of making the file, up to 40 MB, go meanwhile, so a file that is held shows as 18 MB.
 */
const MORE = 12 * MB;

const piece = Buffer.alloc(256 * 1024, 'n8n ');
function* content(size = SIZE): Generator<Buffer> {
	for (let left = size; left > 0; left -= piece.length) {
		yield piece.subarray(0, Math.min(left, piece.length));
	}
}

const digest = createHash('sha256');
for (const chunk of content()) digest.update(chunk);
const SHA256 = digest.digest('hex');

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

/** Bytes that this process keeps in memory, in objects and in buffers. */
function held(): number {
	collectGarbage();
	const { heapUsed, external } = process.memoryUsage();
	return heapUsed + external;
}

/** Buffers that were given back are collected a little later; a file that is held stays. */
async function expectFewHeld(before: number): Promise<void> {
	for (let times = 0; times < 20 && held() - before >= MORE; times++) await wait(100);
	expect(held() - before).toBeLessThan(MORE);
}

const service = Container.get(BinaryDataService);
let store: FileStore;
let server: HeldServer;

beforeAll(async () => {
	store = useFileStore();
	server = await startHeldServer();
});

afterEach(() => {
	jest.restoreAllMocks();
});

afterAll(() => server.close());

/** Counts the bytes that are read from n8n's stores. */
function countReads(): { bytes: number } {
	const read = { bytes: 0 };
	const getAsStream = service.getAsStream.bind(service);
	jest.spyOn(service, 'getAsStream').mockImplementation(async (id, chunkSize) => {
		const stream = await getAsStream(id, chunkSize);
		async function* counting() {
			for await (const chunk of stream as AsyncIterable<Buffer>) {
				read.bytes += chunk.length;
				yield chunk;
			}
		}
		return Readable.from(counting());
	});
	return read;
}

async function untilStill(read: { bytes: number }): Promise<void> {
	for (let before = -1; read.bytes !== before; await wait(300)) before = read.bytes;
}

type Mode = 'memory' | 'filesystem' | 'database';

function sourceOf(mode: Mode): { item: SourceItem; binaryMode: RunOptions['binaryMode'] } {
	if (mode === 'database') {
		return { item: store.add({ announcedSize: SIZE, content }), binaryMode: 'filesystem' };
	}
	const file = {
		content: () => Readable.from(content()),
		fileName: 'a.mp4',
		mimeType: 'video/mp4',
	};
	const binaryMode = mode === 'memory' ? 'default' : 'filesystem';
	return { item: { json: {}, files: { data: file } }, binaryMode };
}

describe.each<Mode>(['memory', 'filesystem', 'database'])('a file of 64 MB in %s', (mode) => {
	test('is read as fast as it is taken, and never held as a whole', async () => {
		const read = countReads();
		const readWhole = jest.spyOn(service, 'getAsBuffer');
		const { item, binaryMode } = sourceOf(mode);
		let before = 0;
		const listener = {
			begins: (name: string) => {
				if (name === 'iSlash') before = held();
			},
		};
		const credentials = {
			iSlashApi: { host: server.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY },
		};
		const parameters = { identity: '85256872847', attachment: 'binaryFile' };
		const arriving = server.next();
		const running = runNode(parameters, [item], { credentials, binaryMode, listener });

		const request = await arriving;
		await untilStill(read);
		expect(read.bytes).toBeLessThan(BUFFERS);
		await expectFewHeld(before);

		const file = await request.read();
		await expectFewHeld(before);
		request.answer();
		expect((await running).error()).toBeUndefined();

		expect(file).toEqual({ name: 'a.mp4', type: 'video/mp4', size: SIZE, sha256: SHA256 });
		expect(read.bytes).toBe(mode === 'memory' ? 0 : SIZE);
		expect(readWhole).not.toHaveBeenCalled();
	}, 60_000);
});
