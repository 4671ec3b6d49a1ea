import type { INode, INodeParameters, INodeType } from 'n8n-workflow';
import { describeNode, ITEMS_NODE, itemsNodeType } from '../support/items.cts';
import { NODE_NAME, NODE_TYPE, runWorkflow, type WorkflowRun } from '../support/runWorkflow.cts';
import { credentialFor, FROM_ITEM, message, outcomesOf } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** A node in a loop runs several times in one execution; each round sends its own messages. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ITEMS = [message('20001', 'same'), message('20002', 'same')];
const ROUNDS = 3;
const TOO_MANY: Fault = { kind: 'status', status: 429 };

/** Sends the same items back into the loop until all rounds are done. */
const again: INodeType = {
	description: describeNode('again', 'Again', { outputs: ['main', 'main'] }),
	async execute() {
		const round = Number(this.getWorkflowDataProxy(0).$runIndex) + 1;
		return round < ROUNDS ? [ITEMS, []] : [[], ITEMS];
	},
};

const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

const to = (node: string) => [{ node, type: 'main' as const, index: 0 }];

async function runLoop(
	node: Partial<INode> = {},
	failed?: WorkflowRun,
	options: INodeParameters = {},
): Promise<WorkflowRun> {
	const credentials = { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } };
	const parameters = { ...FROM_ITEM, options: { maxRetries: 0, maxConcurrency: 1, ...options } };
	return await runWorkflow(
		{
			nodes: [
				{ ...place, id: 'items', name: 'Items', type: ITEMS_NODE },
				{
					...place,
					id: 'islash',
					name: NODE_NAME,
					type: NODE_TYPE,
					credentials,
					parameters,
					...node,
				},
				{ ...place, id: 'again', name: 'Again', type: 'test.again' },
			],
			connections: {
				Items: { main: [to(NODE_NAME)] },
				[NODE_NAME]: { main: [to('Again')] },
				Again: { main: [to(NODE_NAME), []] },
			},
		},
		{
			credentials: credentialFor(sandbox.url),
			nodeTypes: { [ITEMS_NODE]: itemsNodeType(ITEMS), 'test.again': again },
			...(failed ? { runExecutionData: failed.runExecutionData } : {}),
		},
	);
}

const contacts = () => sandbox.messages.map(({ identity }) => identity);
const twice = ['20001', '20002', '20001', '20002'];

test('every round sends its messages, although they are the same', async () => {
	const run = await runLoop();
	expect(run.run.status).toBe('success');
	expect(contacts()).toEqual([...twice, '20001', '20002']);
});

test('a round that Retry On Fail tries again sends only its own missing messages', async () => {
	sandbox.misbehave({ identity: '20002', fault: TOO_MANY, times: 2 });
	const run = await runLoop({ retryOnFail: true, maxTries: 3, waitBetweenTries: 1 });
	expect(run.run.status).toBe('success');
	expect(contacts()).toEqual([...twice, '20001', '20002']);
	expect(sandbox.requests).toHaveLength(8);
});

test('Retry of an execution that failed in its second round goes on there', async () => {
	const harmless: Fault = { kind: 'delay', ms: 0 };
	sandbox.misbehave({ identity: '20002', fault: harmless }, { identity: '20002', fault: TOO_MANY });
	const failed = await runLoop();
	expect(failed.run.status).toBe('error');
	expect(contacts()).toEqual(['20001', '20002', '20001']);
	const second = await runLoop({}, failed);
	expect(second.run.status).toBe('success');
	expect(outcomesOf(second)).toEqual(['sent', 'sent']);
	expect(contacts()).toEqual([...twice, '20001', '20002']);
});

test('a round that goes on with failed items leaves nothing to the next one', async () => {
	sandbox.misbehave({ identity: '20001', fault: { kind: 'resetAfter', accept: true } });
	const run = await runLoop({ onError: 'continueRegularOutput' });
	expect(run.data(NODE_NAME, 0)[0]?.json.outcome).toBe('uncertain');
	expect(run.data(NODE_NAME, 1)[0]?.json.body).toBe('same');
	expect(contacts()).toEqual([...twice, '20001', '20002']);
});

test('Min Interval lies between the messages of all rounds', async () => {
	await runLoop({}, undefined, { minInterval: 400 });
	const starts = sandbox.requests.map(({ startedAt }) => startedAt);
	expect(starts).toHaveLength(6);
	const gaps = starts.slice(1).map((start, n) => start - (starts[n] ?? 0));
	// Some time may pass between a start and the arrival of its request.
	expect(Math.min(...gaps)).toBeGreaterThan(250);
});
