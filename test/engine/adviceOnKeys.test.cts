import type { INodeParameters } from 'n8n-workflow';
import { Deduplicator, hashOf, processedKeys } from '../support/deduplicator.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, message, outcomesOf, send } from '../support/send.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';

/** Two messages have a Deduplication Key: who follows the advice on it gets both, and none twice. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => {
	jest.restoreAllMocks();
	sandbox.reset();
	processedKeys.clear();
});
afterAll(async () => await sandbox.close());

const KEYED: INodeParameters = { deduplicationKey: '={{ $json.text }}', maxConcurrency: 1 };
const OTHER_KEY = { ...KEYED, deduplicationKey: '={{ "other " + $json.text }}' };
const ITEMS = [message('20001', 'a'), message('20002', 'b')];

interface Setting {
	readonly options?: INodeParameters;
	readonly workflowId?: string;
	readonly failed?: WorkflowRun;
}

async function run({ options = KEYED, workflowId, failed }: Setting = {}): Promise<WorkflowRun> {
	return await send({ host: sandbox.url, options }, ITEMS, {
		...(workflowId === undefined ? {} : { workflowId }),
		...(failed && { runExecutionData: failed.runExecutionData }),
	});
}

const received = () => sandbox.messages.map(({ text }) => text);

/** From the access of this kind to the key b on, n8n's storage does not answer. */
function breakStorage(kind: 'checkProcessedAndRecord' | 'removeProcessed', isDone: boolean): void {
	const { prototype } = Deduplicator;
	const access = prototype[kind] as (...all: unknown[]) => Promise<unknown>;
	const { getProcessedDataCount: count } = prototype;
	let isBroken = false;
	jest.spyOn(prototype, kind as 'removeProcessed').mockImplementation(async function (
		this: unknown,
		...all
	) {
		if (!all[0].includes('b')) return (await access.apply(this, all)) as undefined;
		if (isDone) await access.apply(this, all);
		isBroken = true;
		throw new Error('Connection terminated');
	});
	jest.spyOn(prototype, 'getProcessedDataCount').mockImplementation(async function (
		this: Deduplicator,
		...all
	) {
		if (isBroken && all[0] === 'node') throw new Error('Connection terminated');
		return await count.apply(this, all);
	});
}

describe('a Remove Duplicates node has the place of the lock', () => {
	const ADVICE =
		"Set 'Scope' of the Remove Duplicates node to 'Node' and run its operation 'Clear Deduplication History' once with 'Scope' set to 'Workflow', or send from another workflow.";

	test.each<[string, () => Promise<void>, Setting]>([
		[
			'after its history is cleared',
			async () =>
				await new Deduplicator(processedKeys).clearAllProcessedItems('workflow', {
					workflow: { id: 'test-workflow' },
				} as never),
			{},
		],
		['from another workflow', async () => {}, { workflowId: 'another' }],
	])('%s the messages arrive', async (_, clear, setting) => {
		await processedKeys.insert('test-workflow', [hashOf('theirs')]);
		expect((await run()).error()?.description).toContain(ADVICE);
		expect(sandbox.requests).toEqual([]);
		await clear();
		expect((await run(setting)).error()).toBeUndefined();
		expect(received()).toEqual(['a', 'b']);
	});
});

test('the key could not be looked up: run again, the missing message arrives', async () => {
	const { checkProcessedAndRecord: check } = Deduplicator.prototype;
	const isDown = { is: true };
	jest.spyOn(Deduplicator.prototype, 'checkProcessedAndRecord').mockImplementation(async function (
		this: Deduplicator,
		...all
	) {
		if (isDown.is && all[0].includes('b')) throw new Error('Connection refused');
		return await check.apply(this, all);
	});
	expect((await run()).error()?.description).toContain('Save the workflow and run it again.');
	isDown.is = false;
	expect(outcomesOf(await run())).toEqual(['alreadySent', 'sent']);
	expect(received()).toEqual(['a', 'b']);
});

describe('the key may be recorded', () => {
	const RUN_AGAIN =
		'Run the workflow again. If the outcome is then alreadySent, the key was recorded: use another key.';

	async function failing(isRecorded: boolean): Promise<WorkflowRun> {
		breakStorage('checkProcessedAndRecord', isRecorded);
		const failed = await run();
		jest.restoreAllMocks();
		expect(failed.error()?.description).toContain(RUN_AGAIN);
		expect(received()).toEqual(['a']);
		return failed;
	}

	test('and is not: run again, the missing message arrives', async () => {
		await failing(false);
		expect(outcomesOf(await run())).toEqual(['alreadySent', 'sent']);
		expect(received()).toEqual(['a', 'b']);
	});

	test('and is: run again, it is alreadySent, and with another key the message arrives', async () => {
		await failing(true);
		expect(outcomesOf(await run())).toEqual(['alreadySent', 'alreadySent']);
		const key = '={{ $json.text === "b" ? "another" : $json.text }}';
		const again = await run({ options: { ...KEYED, deduplicationKey: key } });
		expect(outcomesOf(again)).toEqual(['alreadySent', 'sent']);
		expect(received()).toEqual(['a', 'b']);
	});

	test('and is, as a retry finds: with another key the missing message arrives', async () => {
		const refused = await run({ failed: await failing(true) });
		expect(refused.error()?.description).toContain(
			'Check the chat in iSlash. To send the message anyway, use another key.',
		);
		expect((await run({ failed: refused, options: OTHER_KEY })).error()).toBeUndefined();
		expect(received()).toEqual(['a', 'b']);
	});
});

describe('the key of a message that did not arrive', () => {
	beforeEach(() => sandbox.misbehave({ text: 'b', fault: { kind: 'status', status: 429 } }));

	test('stays used: a retry sends the message', async () => {
		const removal = jest.spyOn(Deduplicator.prototype, 'removeProcessed');
		removal.mockRejectedValue(new Error('Gone'));
		const failed = await run();
		expect(failed.error()?.description).toContain(
			'A retry of this execution sends the message, a new execution with the same key does not.',
		);
		expect((await run({ failed })).error()).toBeUndefined();
		expect(received()).toEqual(['a', 'b']);
	});

	test.each([true, false])('may stay used: a retry sends it: removed %s', async (isRemoved) => {
		breakStorage('removeProcessed', isRemoved);
		const failed = await run();
		jest.restoreAllMocks();
		expect(failed.error()?.description).toContain(
			'If a retry is refused because of this key, use another key.',
		);
		const retried = await run({ failed });
		expect(retried.error() === undefined).toBe(isRemoved);
		if (!isRemoved) await run({ failed: retried, options: OTHER_KEY });
		expect(received()).toEqual(['a', 'b']);
	});
});

test('a canceled execution with keys: run anew, each message arrives once', async () => {
	const stop = new AbortController();
	sandbox.misbehave({ text: 'a', fault: { kind: 'silent', when: 'reply', accept: true } });
	const running = send({ host: sandbox.url, options: KEYED, node: CONTINUE }, ITEMS, {
		signal: stop.signal,
	});
	while (sandbox.messages.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	stop.abort();
	const stopped = await running;
	expect(stopped.error()?.description).toContain(
		"Running the workflow anew sends every item again, unless it has a 'Deduplication Key'.",
	);
	expect(outcomesOf(await run())).toEqual(['alreadySent', 'sent']);
	expect(received()).toEqual(['a', 'b']);
});
