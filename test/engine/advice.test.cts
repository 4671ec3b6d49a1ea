import type { INode, INodeParameters } from 'n8n-workflow';
import { startSandbox, type Fault, type FaultRule, type Sandbox } from '../sandbox/server.cts';
import type { SourceItem } from '../support/items.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, message, send } from '../support/send.cts';

/** The second of three messages fails: who follows the advice gets the others and it, none twice. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** What a user sets in the node. */
interface Settings {
	readonly parameters?: INodeParameters;
	readonly options?: INodeParameters;
	readonly node?: Partial<INode>;
}

const files = {
	data: { content: Buffer.alloc(20 * 1024 * 1024), fileName: 'large.bin' },
	small: { content: Buffer.from('small'), fileName: 'small.txt' },
};
const ITEMS: readonly SourceItem[] = ['m0', 'm1', 'm2'].map((text, at) =>
	message(`2000${at}`, text),
);
const FILES: readonly SourceItem[] = [{ ...ITEMS[1]!, files }];

const received = () => sandbox.messages.map(({ identity, text }) => `${identity} ${text}`);

/** Runs the node; with the earlier run, as "Retry with currently saved workflow" does. */
async function run(
	settings: Settings,
	items: readonly SourceItem[] = ITEMS,
	failed?: WorkflowRun,
): Promise<WorkflowRun> {
	const options = { maxConcurrency: 1, ...settings.options };
	const runExecutionData = failed?.runExecutionData;
	const more = { binaryMode: 'filesystem', ...(runExecutionData && { runExecutionData }) } as const;
	return await send({ host: sandbox.url, ...settings, options }, items, more);
}

async function retry(advice: string, before: Settings, after: Settings, items = ITEMS) {
	const failed = await run(before, items);
	expect(failed.error()?.description).toContain(advice);
	const retried = await run({ ...before, ...after }, items, failed);
	expect(retried.error()).toBeUndefined();
	expect(retried.run.status).toBe('success');
}

const ALL = ['20000 m0', '20001 m1', '20002 m2'];
const OTHERS = ['20000 m0', '20002 m2'];
const RETRY = 'Retry the execution: messages that were already sent are not sent again.';
const SEND_AGAIN =
	"Check the chat in iSlash. To send it anyway, set 'If Delivery Is Uncertain' in Options to 'Send Again'.";
const LEAVE_OUT =
	"To send the others without this message, choose 'Continue' in the Settings of the node. In both cases, save and retry the execution with the currently saved workflow: messages that were already sent are not sent again.";
const CHECK_CONTACT =
	"check the 'Contact Number', and whether you may write to this contact. To send the others";

const REFUSED: Fault = { kind: 'status', status: 422, body: { meta: { code: 'RESP_NO' } } };
const FAILED: Fault = {
	kind: 'reply',
	body: '{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":7,"status":"failed"}}}',
};
const TOO_LARGE: Fault = { kind: 'status', status: 413 };
const LOST: Fault = { kind: 'resetAfter' };
const BUSY: Fault = { kind: 'status', status: 503, headers: { 'retry-after': '0' } };

const corrected: Settings = {
	parameters: { identity: '={{ $json.text === "m1" ? "85220001" : $json.identity }}' },
};
const sendAgain: Settings = { options: { whenUncertain: 'sendAgain' } };
const short: Settings = { options: { timeout: 250 } };

describe('a refused message', () => {
	const named = { ...REFUSED, body: { meta: { code: 'RESP_NO', message: 'No such contact' } } };
	const ALL_CORRECTED = ['20000 m0', '85220001 m1', '20002 m2'];

	test.each<[string, Fault, string, Settings, readonly string[]]>([
		['whose contact is corrected', named, 'Correct what iSlash names.', corrected, ALL_CORRECTED],
		['without a reason, contact corrected', REFUSED, CHECK_CONTACT, corrected, ALL_CORRECTED],
		['that is left out', REFUSED, LEAVE_OUT, { node: CONTINUE }, OTHERS],
		[
			'that could not be delivered, contact corrected',
			FAILED,
			CHECK_CONTACT.slice(1),
			corrected,
			ALL_CORRECTED,
		],
		['that could not be delivered, and is left out', FAILED, LEAVE_OUT, { node: CONTINUE }, OTHERS],
		['that is too large, and is left out', TOO_LARGE, LEAVE_OUT, { node: CONTINUE }, OTHERS],
	])('%s: the others arrive once', async (_, fault, advice, after, arrived) => {
		sandbox.misbehave({ identity: '20001', fault, times: Infinity });
		await retry(advice, {}, after);
		expect(received()).toEqual(arrived);
	});

	test('a correction in the node before it does not reach a retry, one in the node does', async () => {
		sandbox.misbehave({ identity: '20001', fault: REFUSED, times: Infinity });
		const failed = await run({});
		expect(failed.error()?.description).toContain(
			'The retry has the same input items, so correct them in this node.',
		);
		const elsewhere = ITEMS.map(() => message('85220001', 'corrected'));
		const retried = await run({}, elsewhere, failed);
		expect(retried.error()?.message).toBe('iSlash refused the message: RESP_NO [item 1]');
		expect((await run(corrected, ITEMS, retried)).error()).toBeUndefined();
		expect(received()).toEqual(ALL_CORRECTED);
	});

	test.each<[string, INodeParameters, object]>([
		['Send a smaller file.', { binaryPropertyName: 'small' }, { file: { name: 'small.txt' } }],
		[
			"In a session message, you can also set 'Attachment' to 'File From URL' and enter the address of a publicly reachable file.",
			{ attachment: 'fileUrl', fileUrl: 'https://example.com/large.bin' },
			{ fileUrl: 'https://example.com/large.bin' },
		],
	])('a file that is too large. %s', async (advice, parameters, arrived) => {
		sandbox.misbehave({ fault: TOO_LARGE });
		const before = { attachment: 'binaryFile' };
		await retry(
			advice,
			{ parameters: before },
			{ parameters: { ...before, ...parameters } },
			FILES,
		);
		expect(sandbox.messages).toMatchObject([arrived]);
	});
});

describe('a message that certainly did not arrive', () => {
	test.each<[string, Fault, string, Settings]>([
		['iSlash takes no more, and then does', { kind: 'status', status: 429 }, RETRY, {}],
		['iSlash is not available, and then is', BUSY, RETRY, {}],
		[
			'iSlash takes no more, so it is sent more slowly',
			{ kind: 'status', status: 429 },
			"Try later, or send more slowly with 'Min Interval' in Options.",
			{ options: { minInterval: 50 } },
		],
	])('%s: the retry sends it once', async (_, fault, advice, after) => {
		sandbox.misbehave({ text: 'm1', fault });
		await retry(advice, {}, after);
		expect(received()).toEqual(ALL);
	});

	test("with more 'Max Retries' the node itself sends it", async () => {
		const rule: FaultRule = { text: 'm1', fault: BUSY, times: 2 };
		sandbox.misbehave(rule);
		const failed = await run({ options: { maxRetries: 1 } });
		expect(failed.error()?.description).toContain(
			"If iSlash asks to wait for a minute at most, the node itself tries again, up to 'Max Retries' times.",
		);
		sandbox.reset();
		sandbox.misbehave(rule);
		expect((await run({ options: { maxRetries: 2 } })).error()).toBeUndefined();
		expect(received()).toEqual(ALL);
	});

	test.each<[string, Fault, string, INodeParameters, INodeParameters]>([
		['breaks', { kind: 'resetDuring' }, RETRY, {}, {}],
		[
			'is too slow',
			{ kind: 'silent', when: 'upload' },
			"Raise 'Timeout' in Options if the file is large or the connection is slow.",
			{ timeout: 400 },
			{ timeout: 20_000 },
		],
	])('an upload %s: the file arrives once', async (_, fault, advice, before, after) => {
		sandbox.misbehave({ fault });
		const parameters = { attachment: 'binaryFile' };
		await retry(advice, { parameters, options: before }, { options: after, parameters }, FILES);
		expect(sandbox.messages).toMatchObject([{ file: { size: 20 * 1024 * 1024 } }]);
	});
});

describe('a message that may have arrived', () => {
	const gone: ReadonlyArray<readonly [string, Fault, Settings]> = [
		['iSlash does not know', { kind: 'status', status: 500 }, {}],
		['iSlash does not say', { kind: 'reply', body: '<html>' }, {}],
		['the connection breaks', LOST, {}],
		['there is no answer in time', { kind: 'silent', when: 'reply' }, short],
	];

	test.each(gone)('%s, and it is not in the chat: sent again', async (_, fault, before) => {
		sandbox.misbehave({ text: 'm1', fault });
		await retry(SEND_AGAIN, before, sendAgain);
		expect(received()).toEqual(ALL);
	});

	test.each(gone)('%s, and it is in the chat: the others', async (_, fault, before) => {
		sandbox.misbehave({ text: 'm1', fault: { ...fault, accept: true } as Fault });
		await retry(LEAVE_OUT, before, { node: CONTINUE });
		expect(received()).toEqual(ALL);
	});
});
