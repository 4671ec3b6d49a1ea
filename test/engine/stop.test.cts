import { readdirSync, readlinkSync } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import type { SourceItem } from '../support/items.cts';
import { n8nHome } from '../support/n8nHome.cts';
import type { NodeRunOptions, WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, message, send } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** Stopping an execution ends waiting and uploads within a second, and starts nothing new. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ITEMS = ['m0', 'm1', 'm2'].map((text, index) => message(`2000${index}`, text));
const NEVER: Fault = { kind: 'silent', when: 'reply' };
const LATER: Fault = { kind: 'status', status: 429, headers: { 'retry-after': '30' } };

interface Stopped {
	readonly run: WorkflowRun;
	/** Milliseconds from the stop to the end of the execution. */
	readonly took: number;
	readonly remembered: ReadonlyArray<readonly [item: string, outcome: unknown]>;
}

interface Entries {
	readonly [item: string]: { readonly verdict: { readonly outcome: string } };
}

/** What the execution, as it is saved, knows about messages that may have arrived. */
function rememberedBy({ runExecutionData }: WorkflowRun): Stopped['remembered'] {
	const context = runExecutionData.executionData?.contextData['node:iSlash'];
	const { entries } = (context?.messages ?? { entries: {} }) as { entries: Entries };
	return Object.entries(entries).map(([item, { verdict }]) => [item, verdict.outcome]);
}

const tried = () => sandbox.requests.map(({ fields }) => fields.text);

/** Stops the execution a moment after so many requests have come. */
async function stopAfter(
	requests: number,
	items: readonly SourceItem[],
	options: INodeParameters,
	more: NodeRunOptions = {},
): Promise<Stopped> {
	const stop = new AbortController();
	const running = send({ host: sandbox.url, options }, items, { signal: stop.signal, ...more });
	const come = async () => {
		while (sandbox.requests.length < requests) await wait(5);
		await wait(150);
	};
	await Promise.race([come(), running]);
	const begin = Date.now();
	stop.abort();
	const run = await running;
	const took = Date.now() - begin;
	expect(run.run.status).toBe('canceled');
	return { run, took, remembered: rememberedBy(run) };
}

/** Files of n8n that this process has open. */
function openFiles(): readonly string[] {
	const target = (descriptor: string) => {
		try {
			return readlinkSync(`/proc/self/fd/${descriptor}`);
		} catch {
			return '';
		}
	};
	return readdirSync('/proc/self/fd')
		.map(target)
		.filter((file) => file.startsWith(n8nHome));
}

async function expectNothingNew(): Promise<void> {
	const before = tried();
	await wait(400);
	expect(tried()).toEqual(before);
}

const ways: ReadonlyArray<[string, NodeRunOptions]> = [
	['On Error "Stop Workflow"', {}],
	['On Error "Continue"', { node: CONTINUE }],
	['Retry On Fail', { node: { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 } }],
];

describe.each(ways)('with %s', (_way, more) => {
	test('while waiting for an answer: the message is remembered as uncertain', async () => {
		sandbox.misbehave({ fault: NEVER, text: 'm1' });
		const { took, remembered } = await stopAfter(2, ITEMS, { maxConcurrency: 1 }, more);
		expect(took).toBeLessThan(1000);
		expect(tried()).toEqual(['m0', 'm1']);
		expect(remembered).toEqual([
			['0', 'sent'],
			['1', 'uncertain'],
		]);
		await expectNothingNew();
	});

	test('while waiting between two tries', async () => {
		sandbox.misbehave({ fault: LATER, text: 'm0' });
		const options = { maxConcurrency: 1, maxRetries: 5 };
		const { took, remembered } = await stopAfter(1, ITEMS, options, more);
		expect(took).toBeLessThan(1000);
		expect(tried()).toEqual(['m0']);
		expect(remembered).toEqual([]);
		await expectNothingNew();
	});

	test('while waiting for the interval between two starts', async () => {
		const options = { maxConcurrency: 3, minInterval: 30_000 };
		const { took, remembered } = await stopAfter(1, ITEMS, options, more);
		expect(took).toBeLessThan(1000);
		expect(tried()).toEqual(['m0']);
		expect(remembered).toEqual([['0', 'sent']]);
		await expectNothingNew();
	});

	test('while a file is on its way: it was not sent', async () => {
		const content = Buffer.alloc(20 * 1024 * 1024);
		const files = { data: { content, fileName: 'a.bin' } };
		const items = ITEMS.map((item) => ({ ...item, files }));
		sandbox.misbehave({ fault: { kind: 'silent', when: 'upload' }, times: Infinity });
		const parameters = { attachment: 'binaryFile' };
		const node = { ...more.node, parameters };
		const withFiles = { ...more, binaryMode: 'filesystem', node } as const;
		const { took, remembered } = await stopAfter(1, items, { maxConcurrency: 1 }, withFiles);
		expect(took).toBeLessThan(1000);
		expect(sandbox.requests).toHaveLength(1);
		expect(remembered).toEqual([]);
		await expectNothingNew();
		expect(openFiles()).toEqual([]);
	});
});

test('while another execution sends a message with the same key', async () => {
	const options = { deduplicationKey: 'the same' };
	const workflow = { workflowId: 'stopped-while-waiting-for-a-key' };
	sandbox.misbehave({ fault: { kind: 'delay', ms: 1500 }, text: 'm0' });
	const first = send({ host: sandbox.url, options }, ITEMS.slice(0, 1), workflow);
	while (tried().length === 0) await wait(5);
	const { took, remembered } = await stopAfter(1, ITEMS.slice(1, 2), options, workflow);
	expect(took).toBeLessThan(1000);
	expect(remembered).toEqual([]);
	expect((await first).run.status).toBe('success');
	expect(tried()).toEqual(['m0']);
});

test('before anything was sent', async () => {
	const stop = new AbortController();
	stop.abort();
	const run = await send({ host: sandbox.url }, ITEMS, { signal: stop.signal });
	expect(run.run.status).toBe('canceled');
	expect(tried()).toEqual([]);
	await expectNothingNew();
});

test('the retry of a stopped execution sends the missing messages, and none twice', async () => {
	sandbox.misbehave({ fault: { kind: 'delay', ms: 300 }, text: 'm1' });
	const { run } = await stopAfter(2, ITEMS, { maxConcurrency: 1 });
	await wait(300);
	expect(sandbox.messages.map(({ text }) => text)).toEqual(['m0', 'm1']);
	const { runExecutionData } = run;
	const again = await send({ host: sandbox.url, node: CONTINUE }, ITEMS, { runExecutionData });
	expect(again.data('iSlash').map(({ json }) => json.outcome ?? 'sent')).toEqual([
		'sent',
		'uncertain',
		'sent',
	]);
	expect(sandbox.messages.map(({ text }) => text)).toEqual(['m0', 'm1', 'm2']);
});
