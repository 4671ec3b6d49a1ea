import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { activateWorkflow, createWorkflow } from '../../n8n/workflowsApi.cts';
import type { HostPlan } from '../../n8n/hostPlans.cts';
import type { Scenario } from '../scenario.cts';
import { arrivedAt, inARow, toolNode } from '../workflows.cts';
import type { World } from '../world.cts';

interface ToolResult {
	readonly content: ReadonlyArray<{ readonly type: string; readonly text: string }>;
}

/** As far as it is used here: https://github.com/modelcontextprotocol/typescript-sdk */
interface McpClient {
	connect(transport: object): Promise<void>;
	listTools(): Promise<{
		readonly tools: ReadonlyArray<{
			readonly name: string;
			readonly inputSchema: { readonly properties?: Readonly<Record<string, unknown>> };
		}>;
	}>;
	callTool(call: { name: string; arguments: object }): Promise<ToolResult>;
	close(): Promise<void>;
}

/** The protocol's own client, which n8n brings along. */
function loadClient({ folder }: HostPlan) {
	const load = createRequire(join(folder, 'package.json'));
	const { Client } = load('@modelcontextprotocol/sdk/client/index.js') as {
		Client: new (facts: object) => McpClient;
	};
	const { StreamableHTTPClientTransport } = load(
		'@modelcontextprotocol/sdk/client/streamableHttp.js',
	) as { StreamableHTTPClientTransport: new (url: URL) => object };
	return { Client, StreamableHTTPClientTransport };
}

/** Publishes a server with the node as its tool, and connects a client to it. */
async function connect(world: World, path: string, parameters: object = {}): Promise<McpClient> {
	const server = {
		name: 'Server',
		type: '@n8n/n8n-nodes-langchain.mcpTrigger',
		...{ typeVersion: 2, webhookId: path, parameters: { path } },
	};
	const tool = toolNode(world, 'Send_message', { ...parameters });
	const file = inARow('MCP server', [server, tool]);
	const workflow = await createWorkflow(world.rest, {
		...file,
		connections: {
			Send_message: { ai_tool: [[{ node: 'Server', type: 'ai_tool', index: 0 }]] },
		},
	});
	await activateWorkflow(world.rest, workflow);
	const { Client, StreamableHTTPClientTransport } = loadClient(world.host);
	const client = new Client({ name: 'test', version: '1.0.0' });
	await client.connect(new StreamableHTTPClientTransport(new URL(`/mcp/${path}`, world.rest.url)));
	return client;
}

const call = async (client: McpClient, number: string, text: string) => {
	const result = await client.callTool({ name: 'Send_message', arguments: { number, text } });
	return result.content.map((part) => part.text).join('');
};

const mcpClient: Scenario = {
	rule: 'The node is a tool of an MCP Server Trigger: listed, called, called twice at once, and told what is wrong',
	prove: async (world) => {
		const client = await connect(world, 'islash-tool');
		try {
			const { tools } = await client.listTools();
			deepEqual(
				tools.map(({ name }) => name),
				['Send_message'],
			);
			const offered = Object.keys(tools[0]?.inputSchema.properties ?? {}).sort();
			deepEqual(offered, ['number', 'text']);
			match(await call(client, '85269998888', 'Ready'), /"body":"Ready"/);
			const both = await Promise.all([
				call(client, '85269998888', 'One'),
				call(client, '85269997777', 'Two'),
			]);
			match(both[0], /"body":"One"/);
			match(both[1], /"body":"Two"/);
			match(
				await call(client, 'Ann', 'Hello'),
				/'Contact Number' is 'Ann', which is not a number of 5 to 20 digits/,
			);
			const sent = arrivedAt(world);
			equal(sent[0], '85269998888 Ready');
			deepEqual(sent.slice(1).sort(), ['85269997777 Two', '85269998888 One']);
		} finally {
			await client.close();
		}
	},
};

const keyed: Scenario = {
	rule: 'A tool of an MCP Server Trigger sends a Deduplication Key once, or refuses it in words',
	prove: async (world) => {
		const options = { deduplicationKey: 'mcp-1' };
		const client = await connect(world, 'islash-keyed', { options });
		try {
			const first = await call(client, '85269998888', 'Once');
			const second = await call(client, '85269998888', 'Once');
			ok(world.sandbox.messages.length <= 1, `${world.sandbox.messages.length} messages`);
			if (world.sandbox.messages.length === 1) {
				match(first, /"body":"Once"/);
				match(second, /alreadySent/);
			} else match(first, /'Deduplication Key'/);
		} finally {
			await client.close();
		}
	},
};

export const mcpServer: readonly Scenario[] = [mcpClient, keyed];
