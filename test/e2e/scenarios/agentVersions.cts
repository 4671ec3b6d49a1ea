import { deepEqual, equal, match } from 'node:assert/strict';
import type { SavedExecution } from '../../n8n/executionsApi.cts';
import type { WorkflowFile, WorkflowNode } from '../../n8n/workflowsApi.cts';
import { type ModelServer, modelNode, startModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import { arrivedAt, inARow, run, START, toolNode } from '../workflows.cts';
import type { World } from '../world.cts';

const GUESTS = [
	{ name: 'Ann', number: '20001' },
	{ name: 'Ben', number: '20002' },
];

/** The newest of each generation that n8n still ships. */
export const versionsOf = ({ host }: World) => [1.9, 2.2, host.name === 'newest' ? 3.1 : 3];

/** An agent of this version, which is asked to write to each guest. */
function workflowOf(
	typeVersion: number,
	guests: readonly object[],
	model: WorkflowNode,
	tool: WorkflowNode,
): WorkflowFile {
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
	const to = (type: string) => ({ [type]: [[{ node: 'Agent', type, index: 0 }]] });
	return {
		...file,
		nodes: [...file.nodes, model, tool],
		connections: { ...file.connections, Model: to('ai_languageModel'), Tool: to('ai_tool') },
	};
}

/** Runs an agent of this version, whose model writes to the guest that it is asked to write to. */
export async function write(
	world: World,
	server: ModelServer,
	version: number,
	{ guests = GUESTS, tool = {} }: { guests?: readonly object[]; tool?: object } = {},
): Promise<SavedExecution> {
	const model = await modelNode(world.rest, server);
	// Continues, so that the model reads what went wrong.
	const send = { ...toolNode(world, 'Tool', { ...tool }), onError: 'continueRegularOutput' };
	return (await run(world, workflowOf(version, guests, model, send))).execution;
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

const fromAi: Scenario = {
	rule: 'AI Agents of every version, with one item and with two, write to whom their model names',
	prove: async (world) => {
		for (const version of versionsOf(world)) {
			await withModel(async (model) => {
				world.sandbox.reset();
				const one = await write(world, model, version, { guests: GUESTS.slice(0, 1) });
				equal(one.status, 'success', `${version}: ${one.error?.message}`);
				deepEqual(arrivedAt(world).sort(), ['20001 Hello Ann'], `version ${version}`);
				world.sandbox.reset();
				const two = await write(world, model, version);
				equal(two.status, 'success', `${version}: ${two.error?.message}`);
				deepEqual(
					arrivedAt(world).sort(),
					['20001 Hello Ann', '20002 Hello Ben'],
					`version ${version}`,
				);
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
					deepEqual(arrivedAt(world).sort(), [], `version ${version}`);
					const told = JSON.stringify(model.requests.at(-1)?.messages.at(-1));
					match(told, /'Contact Number' would be taken from the first item/, `version ${version}`);
				} else {
					deepEqual(
						arrivedAt(world).sort(),
						['20001 Hello Ann', '20002 Hello Ben'],
						`version ${version}`,
					);
				}
			});
		}
	},
};

export const agentVersions: readonly Scenario[] = [fromAi, fromItem];
