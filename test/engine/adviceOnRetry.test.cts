import { setTimeout as wait } from 'node:timers/promises';
import type { INodeType } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { useFileStore } from '../support/fileStore.cts';
import { describeNode, ITEMS_NODE, type SourceItem } from '../support/items.cts';
import type { NodeRunOptions, WorkflowRun } from '../support/runWorkflow.cts';
import { message, send, type ToSend } from '../support/send.cts';

/** Who follows the advice after a stop, a later edit or a lost file gets every message once. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ITEMS = [message('20001', 'a'), message('20002', 'b')];
const ONE_BY_ONE = { maxConcurrency: 1 };
const SEND_AGAIN = { ...ONE_BY_ONE, whenUncertain: 'sendAgain' };
const ADVICE =
	"Check the chat in iSlash. To send it anyway, set 'If Delivery Is Uncertain' in Options to 'Send Again'.";

async function run(
	settings: Partial<ToSend>,
	items: readonly SourceItem[],
	more: NodeRunOptions | WorkflowRun = {},
): Promise<WorkflowRun> {
	const own = 'run' in more ? { runExecutionData: more.runExecutionData } : more;
	return await send({ host: sandbox.url, options: ONE_BY_ONE, ...settings }, items, own);
}

const received = () => sandbox.messages.map(({ identity, text }) => `${identity} ${text}`);

test('a canceled execution, whose message is not in the chat: the retry sends it again', async () => {
	const stop = new AbortController();
	sandbox.misbehave({ text: 'a', fault: { kind: 'silent', when: 'reply' } });
	const running = run({}, ITEMS, { signal: stop.signal });
	while (sandbox.requests.length === 0) await wait(5);
	await wait(50);
	stop.abort();
	const failed = await run({}, ITEMS, await running);
	expect(failed.error()?.message).toBe(
		'The execution was canceled before iSlash answered [item 0]',
	);
	expect(failed.error()?.description).toContain(ADVICE);
	expect((await run({ options: SEND_AGAIN }, ITEMS, failed)).error()).toBeUndefined();
	expect(received()).toEqual(['20001 a', '20002 b']);
});

test('an uncertain message that was edited since: corrected, the retry sends it', async () => {
	sandbox.misbehave({ text: 'b', fault: { kind: 'resetAfter' } });
	const failed = await run({}, ITEMS);
	const identity = '={{ $json.text === "b" ? "nobody" : $json.identity }}';
	const edited = await run({ parameters: { identity }, options: SEND_AGAIN }, ITEMS, failed);
	expect(edited.error()?.description).toContain(
		"As it is now, the item cannot be sent again: 'Contact Number' is 'nobody', which is not a number of 5 to 20 digits. Enter one number with its country code",
	);
	expect((await run({ options: SEND_AGAIN }, ITEMS, edited)).error()).toBeUndefined();
	expect(received()).toEqual(['20001 a', '20002 b']);
});

describe("a file in n8n's storage", () => {
	const bytes = Buffer.from('a video');
	const WITH_FILE = { parameters: { attachment: 'binaryFile' } };
	const RETRY =
		'Retry the execution: messages that were already sent are not sent again. If that does not help, run the workflow again from the node that provides the file.';

	test.each(['breaks off', 'is longer'])('that %s once: the retry sends it', async (how) => {
		const store = useFileStore();
		let reads = 0;
		const content = function* () {
			yield bytes;
			if (reads++ > 0) return;
			if (how === 'is longer') yield bytes;
			else throw new Error('EIO: i/o error, read');
		};
		const [first, second] = [() => [bytes], content].map((one, at) => ({
			...store.add({ announcedSize: bytes.length, content: one }),
			json: ITEMS[at]!.json,
		}));
		const items = [first!, second!];
		const failed = await run(WITH_FILE, items);
		expect(failed.error()?.description).toContain(RETRY);
		expect((await run(WITH_FILE, items, failed)).error()).toBeUndefined();
		expect(received()).toEqual(['20001 a', '20002 b']);
	});

	test('that is gone: run again from the node that provides it, the message arrives', async () => {
		const store = useFileStore();
		const provide = () => ({
			...store.add({ announcedSize: bytes.length, content: () => [bytes] }),
			json: ITEMS[0]!.json,
		});
		const item = provide();
		store.removeAll();
		const failed = await run(WITH_FILE, [item]);
		expect(failed.error()?.description).toContain(
			'Run the workflow again from the node that provides the file.',
		);
		expect(sandbox.requests).toEqual([]);
		expect((await run(WITH_FILE, [provide()])).error()).toBeUndefined();
		expect(received()).toEqual(['20001 a']);
	});
});

/** Sends a file from a Code node. */
async function sendFromCode(isPrepared: boolean): Promise<WorkflowRun> {
	const code: INodeType = {
		description: describeNode('code', 'Code'),
		async execute() {
			const buffer = Buffer.from('Hello, world!');
			const data = isPrepared
				? await this.helpers.prepareBinaryData(buffer, 'hello.txt')
				: { data: 'Hello, world!', mimeType: 'text/plain', fileName: 'hello.txt' };
			return [[{ ...ITEMS[0]!, binary: { data } }]];
		},
	};
	return await run({ parameters: { attachment: 'binaryFile' } }, [], {
		nodeTypes: { [ITEMS_NODE]: code },
	});
}

test('a file of a Code node without readable content: prepared by n8n, the file arrives', async () => {
	expect((await sendFromCode(false)).error()?.description).toContain(
		"In a Code node, prepare the file with 'await this.helpers.prepareBinaryData(buffer, fileName)'.",
	);
	expect((await sendFromCode(true)).error()).toBeUndefined();
	expect(sandbox.messages).toMatchObject([{ file: { name: 'hello.txt', size: 13 } }]);
});
