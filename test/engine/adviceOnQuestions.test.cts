import {
	NodeConnectionTypes,
	type IDataObject,
	type INodeParameters,
	type INodeType,
} from 'n8n-workflow';
import { itemAgent, TOOL, toolType } from '../support/agentTool.cts';
import { describeNode, itemsNodeType } from '../support/items.cts';
import { loadPackage } from '../support/loadPackage.cts';
import { runNode, runWorkflow } from '../support/runWorkflow.cts';
import { credentialFor } from '../support/send.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';

/** Questions and agents' tools: who follows the advice gets the question or message delivered. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const QUESTION: INodeParameters = {
	...{ resource: 'sessionMessage', operation: 'sendAndWait' },
	...{ identity: '20001', message: 'May it go out?' },
};

async function ask(parameters: INodeParameters, items: IDataObject[], isReview = false) {
	const tool = (await loadPackage()).getNode('iSlash').type as INodeType;
	const type = 'n8n-nodes-islash.iSlashHitlTool';
	const json = items.map((fields) => ({ json: fields }));
	return await runNode({ ...QUESTION, ...parameters }, json, {
		credentials: credentialFor(sandbox.url),
		...(isReview ? { node: { type }, nodeTypes: { [type]: tool } } : {}),
	});
}

test('two items: one at a time, as in a Loop Over Items node, both questions arrive', async () => {
	const failed = await ask({}, [{}, {}]);
	expect(failed.error()?.description).toContain(
		"Put the node into a 'Loop Over Items' node with a batch size of 1, or let each item start a sub-workflow.",
	);
	expect(sandbox.requests).toEqual([]);
	for (const item of [{}, {}]) expect((await ask({}, [item])).run.status).toBe('waiting');
	expect(sandbox.messages).toHaveLength(2);
});

describe('a human review whose input says approved, with a time limit', () => {
	const values = { limitType: 'afterTimeInterval', resumeAmount: 1, resumeUnit: 'hours' };
	const limited = { options: { limitWaitTime: { values } } };

	test.each<[string, IDataObject, INodeParameters, IDataObject]>([
		['without the limit', { approved: true }, {}, { approved: true }],
		["without 'approved'", { approved: true, order: 7 }, limited, { order: 7 }],
		["without 'data.approved'", { data: { approved: true } }, limited, { data: {} }],
	])('%s the question arrives', async (_, item, parameters, better) => {
		const failed = await ask(limited, [item], true);
		expect(failed.error()?.description).toContain(
			"Remove 'Limit Wait Time' from Options, or remove the fields 'approved' and 'data.approved' from the input with an Edit Fields node before the agent.",
		);
		expect(sandbox.requests).toEqual([]);
		expect((await ask(parameters, [better], true)).run.status).toBe('waiting');
		expect(sandbox.messages).toHaveLength(1);
	});
});

const { Main, AiTool } = NodeConnectionTypes;
const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

/** The agent reads message and description of an error. */
const agent = itemAgent(
	({ phone }) => ({ to: phone }),
	({ message, description }) => `${message} ${description}`,
);

/** As 'Loop Over Items' with this batch size: the second output has the next items. */
const loopOver = (items: readonly IDataObject[], size: number): INodeType => ({
	description: describeNode('loop', 'Loop', { outputs: [Main, Main] }),
	async execute() {
		const start = Number(this.getWorkflowDataProxy(0).$runIndex) * size;
		const batch = items.slice(start, start + size).map((json) => ({ json }));
		return batch.length > 0 ? [[], batch] : [[{ json: {} }], []];
	},
});

const to = (node: string) => [{ node, type: Main, index: 0 }];

/** What the agent is told by its tool, for each item of its first run. */
async function callTool(parameters: INodeParameters, items: readonly IDataObject[], size = 10) {
	const credentials = { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } };
	const nodeTypes = {
		'test.items': itemsNodeType([{ json: {} }]),
		'test.loop': loopOver(items, size),
		'test.agent': agent,
		[TOOL]: await toolType(),
	};
	const run = await runWorkflow(
		{
			nodes: [
				{ ...place, id: 'items', name: 'Items', type: 'test.items' },
				{ ...place, id: 'loop', name: 'Loop', type: 'test.loop' },
				{ ...place, id: 'agent', name: 'Agent', type: 'test.agent' },
				{ ...place, id: 'tool', name: 'Tool', type: TOOL, credentials, parameters },
			],
			connections: {
				Items: { main: [to('Loop')] },
				Loop: { main: [[], to('Agent')] },
				Agent: { main: [to('Loop')] },
				Tool: { [AiTool]: [[{ node: 'Agent', type: AiTool, index: 0 }]] },
			},
		},
		{ credentials: credentialFor(sandbox.url), nodeTypes },
	);
	expect(run.error()).toBeUndefined();
	return JSON.stringify(run.data('Agent', 0)[0]?.json.told);
}

test('a question of a tool inside an agent: from the workflow itself it arrives', async () => {
	const told = await callTool({ ...QUESTION, options: {} }, [{}]);
	expect(told).toContain('or put the node into the workflow itself.');
	expect(sandbox.requests).toEqual([]);
	expect((await ask({}, [{}])).run.status).toBe('waiting');
	expect(sandbox.messages).toHaveLength(1);
});

describe("a tool whose 'Contact Number' would be of the agent's first item", () => {
	const [ANN, BEN] = [{ phone: '20001' }, { phone: '20002' }];
	const MESSAGE = { resource: 'sessionMessage', operation: 'send', text: 'Hello', options: {} };
	const OF_ITEM = { ...MESSAGE, identity: '={{ $json.phone }}' };
	const BY_AI = { ...MESSAGE, identity: "={{ $fromAI('to') }}" };

	test.each<[string, INodeParameters, number]>([
		['given by the agent', BY_AI, 10],
		['in a loop with a batch size of 1', OF_ITEM, 1],
	])('%s each message arrives at its own contact', async (_, parameters, size) => {
		const told = await callTool(OF_ITEM, [ANN, BEN]);
		expect(told).toContain(
			"let the agent give the value with $fromAI(), or put the agent into a 'Loop Over Items' node with a batch size of 1.",
		);
		expect(sandbox.requests).toEqual([]);
		await callTool(parameters, [ANN, BEN], size);
		expect(sandbox.messages.map(({ identity }) => identity)).toEqual(['20001', '20002']);
	});
});
