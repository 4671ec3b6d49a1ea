import { createHash } from 'node:crypto';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { useFileStore, type FileStore, type StoredFile } from '../support/fileStore.cts';
import type { SourceItem } from '../support/items.cts';
import { runNode, type NodeRunOptions } from '../support/runWorkflow.cts';

let store: FileStore;
let sandbox: Sandbox;

beforeAll(async () => {
	sandbox = await startSandbox();
});

beforeEach(() => {
	store = useFileStore();
	sandbox.reset();
});

afterAll(() => sandbox.close());

const bytes = Buffer.alloc(700_001, 'two tries, the same bytes ');
const sha256 = createHash('sha256').update(bytes).digest('hex');

async function sendFile(item: SourceItem, options: NodeRunOptions = {}) {
	const credentials = {
		iSlashApi: { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY },
	};
	const parameters = { identity: '85256872847', text: 'a', attachment: 'binaryFile' };
	return await runNode(parameters, [item], { credentials, ...options });
}

const again = { kind: 'status', status: 429, headers: { 'retry-after': '0' } } as const;

describe('a file is sent again, whole, after iSlash asked to wait', () => {
	test.each(['default', 'filesystem'] as const)('in mode %s', async (binaryMode) => {
		sandbox.misbehave({ fault: again, times: 2 });
		const file = { content: bytes, fileName: 'a.bin', mimeType: 'application/x-a' };
		const run = await sendFile({ json: {}, files: { data: file } }, { binaryMode });
		expect(run.error()).toBeUndefined();
		expect(sandbox.requests.map((request) => [request.status, request.file?.sha256])).toEqual([
			[429, sha256],
			[429, sha256],
			[200, sha256],
		]);
		expect(sandbox.messages).toMatchObject([{ file: { name: 'a.bin', size: 700_001, sha256 } }]);
	});

	test('from another store, opened anew for each try', async () => {
		sandbox.misbehave({ fault: again, times: 2 });
		await sendFile(store.add({ announcedSize: bytes.length, content: () => [bytes] }));
		expect(sandbox.messages).toMatchObject([{ file: { size: 700_001, sha256 } }]);
		expect(store).toMatchObject({ opened: 3, readWhole: 0 });
	});
});

describe('a file without content', () => {
	test.each(['default', 'filesystem'] as const)('is refused in mode %s', async (binaryMode) => {
		const file = { content: Buffer.alloc(0), fileName: 'empty.txt', mimeType: 'text/plain' };
		const run = await sendFile({ json: {}, files: { data: file } }, { binaryMode });
		expect(run.error()?.message).toMatch(/^'Input Data Field Name' names a file of 0 bytes/);
		expect(sandbox.requests).toEqual([]);
	});
});

describe('a file in memory in other forms of Base64', () => {
	test.each([
		['with line breaks', '+/+/\r\nYQ==\r\n', '+/+/YQ=='],
		['with the alphabet for addresses', '-_-_YQ', '+/+/YQ=='],
		['without padding', 'YQ', 'YQ=='],
	])('%s is the same file', async (_, data, base64) => {
		await sendFile({ json: {}, binary: { data: { data, mimeType: 'a/b', fileName: 'a' } } });
		const wanted = Buffer.from(base64, 'base64');
		const hash = createHash('sha256').update(wanted).digest('hex');
		expect(sandbox.messages).toMatchObject([{ file: { size: wanted.length, sha256: hash } }]);
	});
});

/** The error of a node that could not read its file, which always says what to do. */
async function errorFor(item: SourceItem): Promise<string> {
	const error = (await sendFile(item)).error();
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		description: expect.stringMatching(
			/^(?:Retry the execution: .* If that does not help, r|R)un the workflow again from the node that provides the file\./,
		),
		context: { itemIndex: 0 },
	});
	return error?.message ?? '';
}

describe("a file whose size differs from n8n's storage", () => {
	const announced = (announcedSize: number): StoredFile => ({
		announcedSize,
		content: () => [bytes],
	});

	test.each([
		['shorter', announced(bytes.length + 1)],
		['much shorter', announced(bytes.length * 100)],
		['longer', announced(bytes.length - 1)],
		['empty', { announcedSize: 10, content: () => [] }],
	])('%s is told, and no message is sent', async (_, file) => {
		const message = await errorFor(store.add(file));
		expect(message).toBe(
			"'Input Data Field Name' names a file that changed its size while it was being sent [item 0]",
		);
		expect(sandbox.messages).toEqual([]);
		expect(store.opened).toBe(1);
	});

	test('that is gone is reported before any request', async () => {
		const item = store.add(announced(bytes.length));
		store.removeAll();
		const message = await errorFor(item);
		expect(message).toBe(
			"'Input Data Field Name' names a file that is no longer in n8n's storage [item 0]",
		);
		expect(sandbox.requests).toEqual([]);
	});

	test('that breaks off is reported, and no message is sent', async () => {
		async function* breaking() {
			yield bytes;
			throw new Error('EIO: i/o error, read');
		}
		const message = await errorFor(
			store.add({ announcedSize: bytes.length * 2, content: breaking }),
		);
		expect(message).toBe(
			"'Input Data Field Name' names a file that could not be read from n8n's storage [item 0]",
		);
		expect(sandbox.messages).toEqual([]);
	});

	test('gone between two tries is reported, and no message is sent', async () => {
		const content = () => {
			store.removeAll();
			return [bytes];
		};
		sandbox.misbehave({ fault: again });
		const message = await errorFor(store.add({ announcedSize: bytes.length, content }));
		expect(message).toMatch(/could not be read from n8n's storage \[item 0\]$/);
		expect(sandbox.requests[0]?.status).toBe(429);
		expect(sandbox.messages).toEqual([]);
	});
});
