import { NodeConnectionTypes, type INodeParameters, type INodeType } from 'n8n-workflow';
import { TOOL, toolType, type Tool } from '../support/agentTool.cts';
import { describeNode } from '../support/items.cts';
import { runWorkflow } from '../support/runWorkflow.cts';
import { credentialFor } from '../support/send.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';

/** An AI agent may call its tool several times at once; n8n then runs the node side by side. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

interface Call {
	readonly to: string;
	readonly text: string;
}

const AGENT = 'test.agent';
const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
const { Main, AiTool } = NodeConnectionTypes;

/** Calls its tool for all messages at once, and puts out the tool's answers. */
const agentFor = (calls: readonly Call[]): INodeType => ({
	description: describeNode('agent', 'Agent', { inputs: [Main, AiTool] }),
	async execute() {
		const [tool] = (await this.getInputConnectionData(AiTool, 0)) as Tool[];
		const answers = await Promise.allSettled(calls.map(async (call) => await tool?.invoke(call)));
		const told = answers.map((one) =>
			one.status === 'fulfilled' ? one.value : Object(one.reason).message,
		);
		return [[{ json: { told } }]];
	},
});

/** The answers that the agent gets to its calls. */
async function call(...calls: Call[]): Promise<readonly string[]> {
	return await callWith({}, calls);
}

async function callWith(
	options: INodeParameters,
	calls: readonly Call[],
): Promise<readonly string[]> {
	const parameters = {
		resource: 'sessionMessage',
		operation: 'send',
		identity: "={{ $fromAI('to') }}",
		text: "={{ $fromAI('text') }}",
		options: { maxRetries: 0, ...options },
	};
	const credentials = { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } };
	const run = await runWorkflow(
		{
			nodes: [
				{ ...place, id: 'agent', name: 'Agent', type: AGENT },
				{ ...place, id: 'tool', name: 'Tool', type: TOOL, credentials, parameters },
			],
			connections: { Tool: { [AiTool]: [[{ node: 'Agent', type: AiTool, index: 0 }]] } },
		},
		{
			credentials: credentialFor(sandbox.url),
			nodeTypes: { [AGENT]: agentFor(calls), [TOOL]: await toolType() },
		},
	);
	expect(run.error()).toBeUndefined();
	return run.data('Agent')[0]?.json.told as string[];
}

const sent = () => sandbox.messages.map(({ text }) => text);

test('two calls that say the same, at once: both are sent, as the agent asked', async () => {
	const told = await call({ to: '20001', text: 'same' }, { to: '20001', text: 'same' });
	expect(told).toEqual([expect.stringContaining('"id":'), expect.stringContaining('"id":')]);
	expect(sent()).toEqual(['same', 'same']);
});

test('calls for one contact, at once: the messages arrive in the order of the calls', async () => {
	sandbox.misbehave({ text: 'first', fault: { kind: 'delay', ms: 300 } });
	await call({ to: '20001', text: 'first' }, { to: '+20001', text: 'second' });
	expect(sent()).toEqual(['first', 'second']);
});

test('calls for several contacts, at once: none waits for another', async () => {
	sandbox.misbehave({ text: 'first', fault: { kind: 'delay', ms: 300 } });
	await call({ to: '20001', text: 'first' }, { to: '20002', text: 'second' });
	expect(sent()).toEqual(['second', 'first']);
});

test('a message that may have arrived is not sent again by a call with the same content', async () => {
	sandbox.misbehave({ text: 'same', fault: { kind: 'resetAfter', accept: true } });
	const told = await call({ to: '20001', text: 'same' }, { to: '20001', text: 'same' });
	expect(told).toEqual([
		expect.stringContaining('before iSlash said whether'),
		expect.stringContaining('before iSlash said whether'),
	]);
	expect(sent()).toEqual(['same']);
});

test('Min Interval lies between the calls of an execution, to whomever they go', async () => {
	const calls = ['20001', '20002', '20003'].map((to) => ({ to, text: 'Hello' }));
	await callWith({ minInterval: 400 }, calls);
	const starts = sandbox.requests.map(({ startedAt }) => startedAt);
	expect(starts).toHaveLength(3);
	const gaps = starts.slice(1).map((start, n) => start - (starts[n] ?? 0));
	// Some time may pass between a start and the arrival of its request.
	expect(Math.min(...gaps)).toBeGreaterThan(250);
});
