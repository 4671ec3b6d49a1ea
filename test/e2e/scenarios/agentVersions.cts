import { deepEqual, equal, match } from 'node:assert/strict';
import { saveCredential } from '../../n8n/credentialsApi.cts';
import type { SavedExecution } from '../../n8n/executionsApi.cts';
import type { WorkflowFile } from '../../n8n/workflowsApi.cts';
import { type ModelServer, startModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import { inARow, run, sendNode, START } from '../workflows.cts';
import type { World } from '../world.cts';

const GUESTS = [
	{ name: 'Ann', number: '20001' },
	{ name: 'Ben', number: '20002' },
];
const FROM_AI = {
	identity: "={{ $fromAI('number', 'The number', 'string') }}",
	text: "={{ $fromAI('text', 'The text', 'string') }}",
};

/** The newest of each generation that n8n still ships. */
const versionsOf = ({ host }: World) => [1.9, 2.2, host.name === 'newest' ? 3.1 : 3];

function workflowOf(world: World, typeVersion: number, guests: readonly object[], tool: object) {
	const file = inARow(
		`Agent ${typeVersion}`,
		[
			{ name: START, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion,
				parameters: { promptType: 'define', text: '=Write to {{ $json.name }}', options: {} },
			},
		],
		{ [START]: guests.map((json) => ({ json })) },
	);
	const model = {
		name: 'Model',
		type: '@n8n/n8n-nodes-langchain.lmChatOpenAi',
		typeVersion: 1.2,
		position: [0, 200] as const,
		parameters: { model: { __rl: true, mode: 'id', value: 'gpt-4.1-mini' }, options: {} },
	};
	const send = {
		...sendNode(world, { ...FROM_AI, ...tool }),
		...{ name: 'Tool', type: 'n8n-nodes-islash.iSlashTool', typeVersion: 1 },
		// So that the model reads what went wrong.
		onError: 'continueRegularOutput',
		position: [200, 200] as const,
	};
	const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return {
		file: {
			...file,
			nodes: [...file.nodes, model, send],
			connections: { ...file.connections, Model: to('ai_languageModel'), Tool: to('ai_tool') },
		} satisfies WorkflowFile,
		model,
	};
}

/** Runs an agent of this version, whose model writes to the guest that it is asked to write to. */
async function write(
	world: World,
	model: ModelServer,
	version: number,
	{ guests = GUESTS, tool = {} }: { guests?: readonly object[]; tool?: object } = {},
): Promise<SavedExecution> {
	const openAiApi = await saveCredential(world.rest, {
		name: 'Stand-in model',
		type: 'openAiApi',
		data: { apiKey: 'none-needed', url: model.url },
	});
	const { file } = workflowOf(world, version, guests, tool);
	const nodes = file.nodes.map((node) =>
		node.name === 'Model' ? { ...node, credentials: { openAiApi } } : node,
	);
	return (await run(world, { ...file, nodes })).execution;
}

async function withModel(show: (model: ModelServer) => Promise<void>): Promise<void> {
	const model = await startModelServer((asked) => {
		const guest = GUESTS.find(({ name }) => asked.includes(name));
		return { number: guest?.number, text: `Hello ${guest?.name}` };
	});
	try {
		await show(model);
	} finally {
		await model.close();
	}
}

const sentBy = ({ sandbox }: World) =>
	sandbox.messages.map(({ identity, text }) => `${identity} ${text}`).sort();

const fromAi: Scenario = {
	rule: 'AI Agents of every version, with one item and with two, write to whom their model names',
	prove: async (world) => {
		for (const version of versionsOf(world)) {
			await withModel(async (model) => {
				world.sandbox.reset();
				const one = await write(world, model, version, { guests: GUESTS.slice(0, 1) });
				equal(one.status, 'success', `${version}: ${one.error?.message}`);
				deepEqual(sentBy(world), ['20001 Hello Ann'], `version ${version}`);
				world.sandbox.reset();
				const two = await write(world, model, version);
				equal(two.status, 'success', `${version}: ${two.error?.message}`);
				deepEqual(sentBy(world), ['20001 Hello Ann', '20002 Hello Ben'], `version ${version}`);
			});
		}
	},
};

const fromItem: Scenario = {
	rule: 'AI Agents of every version with two items never write to the contact of the other item',
	prove: async (world) => {
		for (const version of versionsOf(world)) {
			await withModel(async (model) => {
				world.sandbox.reset();
				const tool = { identity: '={{ $json.number }}' };
				await write(world, model, version, { tool });
				if (version < 3) {
					deepEqual(sentBy(world), [], `version ${version}`);
					const told = JSON.stringify(model.requests.at(-1)?.messages.at(-1));
					match(told, /'Contact Number' would be taken from the first item/, `version ${version}`);
				} else {
					deepEqual(sentBy(world), ['20001 Hello Ann', '20002 Hello Ben'], `version ${version}`);
				}
			});
		}
	},
};

export const agentVersions: readonly Scenario[] = [fromAi, fromItem];
