import { NodeConnectionTypes, type INodeParameters } from 'n8n-workflow';
import { itemAgent, TOOL, toolType } from '../support/agentTool.cts';
import { ITEMS_NODE, itemsNodeType } from '../support/items.cts';
import { runWorkflow } from '../support/runWorkflow.cts';
import { credentialFor } from '../support/send.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';

/**
 * An AI Agent before version 3 works on its items one by one, and its tool's `$json` is the first
 * item every time. No message may go to the customer of another item.
 */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const AGENT = 'test.agent';
const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
const { Main, AiTool } = NodeConnectionTypes;

/** The agent reads the message of an error. */
const agent = itemAgent(
	({ name, phone }) => ({ to: phone, text: `Hello ${String(name)}` }),
	({ message }) => message,
);

const ANN = { json: { name: 'Ann', phone: '20001', file: 'data' } };
const BEN = { json: { name: 'Ben', phone: '20002', file: 'data' } };

async function toldBy(parameters: INodeParameters, items = [ANN, BEN]): Promise<unknown> {
	const credentials = { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } };
	const own = {
		...{ resource: 'sessionMessage', operation: 'send', options: { maxRetries: 0 } },
		...{ identity: "={{ $fromAI('to') }}", text: "={{ $fromAI('text') }}", ...parameters },
	};
	const run = await runWorkflow(
		{
			nodes: [
				{ ...place, id: 'items', name: 'Items', type: ITEMS_NODE },
				{ ...place, id: 'agent', name: 'Agent', type: AGENT },
				{ ...place, id: 'tool', name: 'Tool', type: TOOL, credentials, parameters: own },
			],
			connections: {
				Items: { main: [[{ node: 'Agent', type: Main, index: 0 }]] },
				Tool: { [AiTool]: [[{ node: 'Agent', type: AiTool, index: 0 }]] },
			},
		},
		{
			credentials: credentialFor(sandbox.url),
			nodeTypes: {
				[ITEMS_NODE]: itemsNodeType(items),
				[AGENT]: agent,
				[TOOL]: await toolType(),
			},
		},
	);
	expect(run.error()).toBeUndefined();
	return run.data('Agent')[0]?.json.told;
}

const sent = () => sandbox.messages.map(({ identity, text }) => `${identity} ${text}`);

test('a message goes to the contact that the model names', async () => {
	await toldBy({});
	expect(sent()).toEqual(['20001 Hello Ann', '20002 Hello Ben']);
});

test.each<[string, INodeParameters]>([
	['Contact Number', { identity: '={{ $json.phone }}' }],
	['Contact Number', { identity: "={{ $('Items').item.json.phone }}" }],
	['Contact Number', { identity: '={{ $input.item.json["phone"] }}' }],
	['Text', { text: '=Dear {{ $json.name }}' }],
	['Input Data Field Name', { attachment: 'binaryFile', binaryPropertyName: '={{ $json.file }}' }],
	['Session Key', { options: { sessionKey: '={{ $json.name }}' } }],
])(
	'a %s that would be of the first item sends nothing, and says what to do',
	async (label, own) => {
		const told = await toldBy(own);
		const refusal = expect.stringContaining(
			`'${label}' would be taken from the first item for every item of the agent`,
		) as unknown;
		expect(told).toEqual([refusal, refusal]);
		expect(sandbox.requests).toEqual([]);
	},
);

test('with one item there is no other, so an expression may speak of it', async () => {
	await toldBy({ identity: '={{ $json.phone }}' }, [BEN]);
	expect(sent()).toEqual(['20002 Hello Ben']);
});

test('an expression that names one node and item means the same for every item', async () => {
	await toldBy({ identity: "={{ $('Items').first().json.phone }}" });
	expect(sent()).toEqual(['20001 Hello Ann', '20001 Hello Ben']);
});
