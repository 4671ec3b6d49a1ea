import { deepEqual, equal, match } from 'node:assert/strict';
import {
	createWorkflow,
	runWorkflow,
	type WorkflowFile,
	type WorkflowNode,
} from '../../n8n/workflowsApi.cts';
import { modelNode, startModelServer, type ModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import { inARow, START, toolNode } from '../workflows.cts';
import type { World } from '../world.cts';
import { answer, ended, untilStatus } from '../questions.cts';

/** The model of the agent, and the node that asks before a tool is used. */
async function modelAndReview(world: World, server: ModelServer, options: object) {
	const at = { position: [0, 200] as [number, number] };
	const model = await modelNode(world.rest, server);
	const review: WorkflowNode = {
		...at,
		name: 'Review',
		type: 'n8n-nodes-islash.iSlashHitlTool',
		typeVersion: 1,
		parameters: {
			...{ resource: 'sessionMessage', operation: 'sendAndWait', responseType: 'approval' },
			identity: '85256872847',
			message: '=May the agent use {{ $tool.name }} with {{ $tool.parameters.toJsonString() }}?',
			approvalOptions: { values: { approvalType: 'double' } },
			options,
		},
		credentials: { iSlashApi: world.credential },
	};
	return [model, review];
}

/** An agent whose tool writes to a contact, once somebody approved it over WhatsApp. */
async function workflowOf(
	world: World,
	server: ModelServer,
	item: object,
	options: object = {},
): Promise<WorkflowFile> {
	const file = inARow(
		'Human review',
		[
			{ name: START, type: 'n8n-nodes-base.manualTrigger', parameters: {} },
			{
				name: 'Agent',
				type: '@n8n/n8n-nodes-langchain.agent',
				typeVersion: 3.1,
				parameters: { promptType: 'define', text: 'Write to Ann', options: {} },
			},
		],
		{ [START]: [{ json: { ...item } }] },
	);
	const to = (node: string, type: string) => ({ [type]: [[{ node, type, index: 0 }]] });
	return {
		...file,
		nodes: [
			...file.nodes,
			...(await modelAndReview(world, server, options)),
			toolNode(world, 'Tool'),
		],
		connections: {
			...file.connections,
			Model: to('Agent', 'ai_languageModel'),
			Review: to('Agent', 'ai_tool'),
			Tool: to('Review', 'ai_tool'),
		},
	};
}

async function withModel(show: (model: ModelServer) => Promise<void>): Promise<void> {
	const model = await startModelServer({
		// As n8n describes the tool behind a review to the model.
		toolParameters: { number: '20001', text: 'Hello Ann' },
	});
	try {
		await show(model);
	} finally {
		await model.close();
	}
}

async function start(world: World, file: WorkflowFile): Promise<string> {
	const workflow = await createWorkflow(world.rest, file);
	return await runWorkflow(world.rest, workflow, START);
}

const approved: Scenario = {
	rule: "Human review: an agent's tool writes when somebody approved it over WhatsApp, and not when declined",
	isOfNewest: true,
	prove: async (world) => {
		for (const [decision, texts] of [
			['approve', ['Hello Ann']],
			['decline', []],
		] as const) {
			world.sandbox.reset();
			await withModel(async (model) => {
				const id = await start(world, await workflowOf(world, model, {}));
				await untilStatus(world, id, (status) => status === 'waiting');
				const question = world.sandbox.messages[0]?.text ?? '';
				match(question, /^May the agent use Tool with \{.*"Hello Ann".*\}\?\n/);
				const link = question.split('\n').at(-1) ?? '';
				equal((await answer(link, { decision })).status, 200);
				const execution = await ended(world, { id, link });
				equal(execution.status, 'success', execution.error?.message);
				deepEqual(
					world.sandbox.messages.slice(1).map(({ text }) => text),
					texts,
				);
			});
		}
	},
};

const silence: Scenario = {
	rule: 'Human review: silence never approves, not even with an input that says approved',
	isOfNewest: true,
	prove: async (world) => {
		const limit = { limitWaitTime: { values: { resumeAmount: 1, resumeUnit: 'minutes' } } };
		await withModel(async (model) => {
			for (const item of [{ approved: true }, { data: { approved: true } }]) {
				world.sandbox.reset();
				const id = await start(world, await workflowOf(world, model, item, limit));
				const execution = await untilStatus(
					world,
					id,
					(status) => status !== 'running' && status !== 'new',
				);
				match(JSON.stringify(execution), /would count as an approval when the time is up/);
				deepEqual(world.sandbox.messages, []);
			}
		});
	},
};

export const humanReview: readonly Scenario[] = [approved, silence];
