import type { IRunExecutionData } from 'n8n-workflow';
import { NODE_NAME, type WorkflowRun } from '../support/runWorkflow.cts';
import { saveExecution } from '../support/savedExecution.cts';
import { CONTINUE, message, outcomesOf, send, type ToSend } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** A retry never sends a message again that was sent, or may have been. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const TEXTS = ['m0', 'm1', 'm2', 'm3', 'm4'];
const ITEMS = TEXTS.map((text, index) => message(`2000${index}`, text));
const ONE_BY_ONE = { maxConcurrency: 1 };
const retryOnFail = (maxTries: number) => ({ retryOnFail: true, maxTries, waitBetweenTries: 1 });

const TOO_MANY: Fault = { kind: 'status', status: 429 };
const LOST: Fault = { kind: 'resetAfter', accept: true };

const sent = () => sandbox.messages.map(({ text }) => text);
const tried = () => sandbox.requests.map(({ fields }) => fields.text);

/** Goes on with a failed execution, as its "Retry" button does. */
async function resume(failed: WorkflowRun, more: Partial<ToSend> = {}): Promise<WorkflowRun> {
	const runExecutionData: IRunExecutionData = failed.runExecutionData;
	return await send({ host: sandbox.url, options: ONE_BY_ONE, ...more }, ITEMS, {
		runExecutionData,
	});
}

const places = [0, 2, 4].flatMap((place) => [1, 2, 4].map((times) => [place, times] as const));

describe('Retry On Fail', () => {
	test.each(places)('item %d fails %d times: the others are sent once', async (place, times) => {
		sandbox.misbehave({ text: `m${place}`, fault: TOO_MANY, times });
		const run = await send({ host: sandbox.url, options: ONE_BY_ONE, node: retryOnFail(5) }, ITEMS);
		expect(outcomesOf(run)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(sent()).toEqual(TEXTS);
		expect(tried()).toHaveLength(5 + times);
	});

	test('with On Error "Continue", where the first item fails twice', async () => {
		sandbox.misbehave({ text: 'm0', fault: TOO_MANY, times: 2 });
		const node = { ...CONTINUE, ...retryOnFail(3) };
		const run = await send({ host: sandbox.url, options: ONE_BY_ONE, node }, ITEMS);
		expect(outcomesOf(run)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm0', 'm0']);
	});

	test('with On Error "Continue", where it fails to the end', async () => {
		sandbox.misbehave({ text: 'm0', fault: TOO_MANY, times: Infinity });
		const node = { ...CONTINUE, ...retryOnFail(3) };
		const run = await send({ host: sandbox.url, options: ONE_BY_ONE, node }, ITEMS);
		expect(outcomesOf(run)).toEqual(['notSent', 'sent', 'sent', 'sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4', 'm0', 'm0']);
	});

	test('with On Error "Continue (using error output)"', async () => {
		sandbox.misbehave({ text: 'm0', fault: TOO_MANY, times: 2 });
		const node = { onError: 'continueErrorOutput', ...retryOnFail(3) } as const;
		const run = await send({ host: sandbox.url, options: ONE_BY_ONE, node }, ITEMS);
		expect(run.outputs(NODE_NAME).map(({ length }) => length)).toEqual([5, 0]);
		expect([...sent()].sort()).toEqual(TEXTS);
	});
});

describe('a message with another text at every try, such as the time', () => {
	// Another number whenever n8n evaluates it.
	const quotedMessageId = '={{ Math.floor(Math.random() * 1e15) }}';
	const options = { ...ONE_BY_ONE, quotedMessageId };

	test('is not sent again by Retry On Fail, nor by Retry', async () => {
		sandbox.misbehave({ text: 'm3', fault: TOO_MANY, times: 2 });
		const node = retryOnFail(2);
		const first = await send({ host: sandbox.url, options, node }, ITEMS);
		expect(first.run.status).toBe('error');
		const second = await resume(first, { options });
		expect(outcomesOf(second)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm2', 'm3', 'm3', 'm3', 'm4']);
	});

	test('is not sent again when another parameter was corrected meanwhile', async () => {
		sandbox.misbehave({ text: 'm3', fault: { kind: 'status', status: 400 } });
		const first = await send({ host: sandbox.url, options }, ITEMS);
		expect(first.run.status).toBe('error');
		const identity = '={{ $json.text === "m3" ? "20003" : $json.identity }}';
		const second = await resume(first, { options, parameters: { identity } });
		expect(outcomesOf(second)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm2', 'm3', 'm3', 'm4']);
		expect(sandbox.messages.map(({ identity: to }) => to)).toContain('20003');
	});

	test('is not sent again when it is uncertain', async () => {
		sandbox.misbehave({ text: 'm0', fault: LOST });
		const run = await send({ host: sandbox.url, options, node: retryOnFail(3) }, ITEMS);
		expect(run.error(NODE_NAME)?.message).toContain('before iSlash said whether');
		expect(tried()).toEqual(['m0']);
	});
});

describe('uncertain', () => {
	test('is not sent again by any try', async () => {
		sandbox.misbehave({ text: 'm1', fault: LOST });
		const node = retryOnFail(3);
		const run = await send({ host: sandbox.url, options: ONE_BY_ONE, node }, ITEMS);
		expect(run.error(NODE_NAME)?.message).toContain('before iSlash said whether');
		expect(run.error(NODE_NAME)?.description).toContain('If Delivery Is Uncertain');
		await resume(await resume(run));
		expect(tried()).toEqual(['m0', 'm1']);
	});

	test('is sent again when the user allows it, and so are those after it', async () => {
		sandbox.misbehave({ text: 'm1', fault: LOST });
		const run = await send({ host: sandbox.url, options: ONE_BY_ONE }, ITEMS);
		const options = { ...ONE_BY_ONE, whenUncertain: 'sendAgain' };
		const again = await resume(run, { options });
		expect(outcomesOf(again)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm1', 'm2', 'm3', 'm4']);
	});

	test('stays uncertain when it is sent again and then refused', async () => {
		const options = { ...ONE_BY_ONE, deduplicationKey: '={{ $json.text }}' };
		const allowed = { options: { ...options, whenUncertain: 'sendAgain' } };
		sandbox.misbehave({ text: 'm1', fault: LOST }, { text: 'm1', fault: TOO_MANY });
		const first = await send({ host: sandbox.url, options }, ITEMS, { workflowId: 'stays' });
		const second = await resume(first, allowed);
		expect(second.error(NODE_NAME)?.message).toContain('said whether');
		// Neither sent again without leave, nor taken for sent by its own key.
		const third = await resume(second, { options });
		expect(third.error(NODE_NAME)?.message).toContain('said whether');
		const fourth = await resume(third, allowed);
		expect(outcomesOf(fourth)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm1', 'm1', 'm2', 'm3', 'm4']);
	});
});

describe('Retry of a failed execution', () => {
	test.each([0, 2, 4])('item %d failed: it and those after it are sent', async (place) => {
		sandbox.misbehave({ text: `m${place}`, fault: TOO_MANY, times: 3 });
		const node = retryOnFail(2);
		const first = await send({ host: sandbox.url, options: ONE_BY_ONE, node }, ITEMS);
		expect(first.run.status).toBe('error');
		const second = await resume(first, { node });
		expect(outcomesOf(second)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(sent()).toEqual(TEXTS);
		expect(tried()).toHaveLength(8);
	});

	test('of an edited workflow: sent messages stay as they were, and nobody gets one twice', async () => {
		sandbox.misbehave({ text: 'm3', fault: TOO_MANY });
		const first = await send({ host: sandbox.url, options: ONE_BY_ONE }, ITEMS);
		const text = '={{ $json.text === "m1" ? "changed" : $json.text }}';
		const second = await resume(first, { parameters: { text } });
		expect(outcomesOf(second)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
		expect(sent()).toEqual(TEXTS);
	});

	test('remembers while something is missing, and forgets when all was sent', async () => {
		sandbox.misbehave({ text: 'm3', fault: TOO_MANY });
		const first = await send({ host: sandbox.url, options: ONE_BY_ONE }, ITEMS);
		expect(saveExecution(first.runExecutionData)).toContain('entries');
		const second = await resume(first);
		expect(saveExecution(second.runExecutionData)).not.toContain('entries');
		expect(second.runExecutionData.executionData?.contextData).toEqual({ 'node:iSlash': {} });
	});
});
