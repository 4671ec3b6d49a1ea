import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { finishedExecution, outputOf } from '../../n8n/executionsApi.cts';
import { createWorkflow, runWorkflow } from '../../n8n/workflowsApi.cts';
import { importExample } from '../exampleWorkflows.cts';
import { saveModelCredential, startModelServer, type ModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import type { World } from '../world.cts';

const CALL = { number: '85269998888', text: 'Your room is ready' };

/** Imports the example, with these settings of its tool, and chats with the agent. */
async function chat(world: World, model: ModelServer, settings: object = {}) {
	const openAiApi = await saveModelCredential(world.rest, model);
	const example = await importExample(world, 'ai-agent.json', { openAiApi });
	const nodes = example.nodes.map((node) =>
		node.type === 'n8n-nodes-islash.iSlashTool' ? { ...node, ...settings } : node,
	);
	const workflow = await createWorkflow(world.rest, { ...example, nodes });
	const id = await runWorkflow(world.rest, workflow, 'Chat', {
		action: 'sendMessage',
		sessionId: 'guest-1',
		chatInput: 'Tell 85269998888 that the room is ready',
	});
	return await finishedExecution(world.rest, id);
}

const agent: Scenario = {
	rule: 'Example: an AI agent sends the message that its model asks for',
	prove: async (world) => {
		const model = await startModelServer(CALL);
		try {
			const execution = await chat(world, model);
			equal(execution.status, 'success', String(execution.error?.message));
			const [answer] = outputOf(execution, 'Assistant');
			match(String(answer?.output), /^Done: .*Your room is ready/);
			const [message] = world.sandbox.messages;
			equal(message?.identity, '85269998888');
			equal(message?.text, 'Your room is ready');
			equal(world.sandbox.messages.length, 1);
			const offered = model.requests[0]?.tools?.[0]?.function;
			deepEqual(Object.keys(offered?.parameters.properties ?? {}).sort(), ['number', 'text']);
			ok(offered?.description.startsWith('Sends a text message to one contact.'));
		} finally {
			await model.close();
		}
	},
};

const wrongNumber: Scenario = {
	rule: 'Example: an AI agent that asks for a wrong number reads what is wrong and what to do',
	prove: async (world) => {
		const model = await startModelServer({ ...CALL, number: 'Ann' });
		try {
			await chat(world, model);
			equal(world.sandbox.requests.length, 0);
			const answer = JSON.stringify(model.requests.at(-1)?.messages.at(-1));
			match(answer, /'Contact Number' is 'Ann', which is not a number of 5 to 20 digits/);
			match(answer, /notSent/);
		} finally {
			await model.close();
		}
	},
};

const lostAnswer: Scenario = {
	rule: 'An AI agent whose message got no answer sends it once, however often n8n tries',
	prove: async (world) => {
		const model = await startModelServer(CALL);
		world.sandbox.misbehave({ fault: { kind: 'resetAfter', accept: true }, times: Infinity });
		const tries = { retryOnFail: true, maxTries: 3, waitBetweenTries: 0 };
		try {
			const { runs } = await chat(world, model, { ...tries, onError: 'stopWorkflow' });
			match(String(runs['Send message']?.at(-1)?.error?.message), /before iSlash said whether/);
			equal(world.sandbox.requests.length, 1);
		} finally {
			await model.close();
		}
	},
};

export const exampleAgent: readonly Scenario[] = [agent, wrongNumber, lostAnswer];
