import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { saveCredential } from '../../n8n/credentialsApi.cts';
import { finishedExecution, outputOf } from '../../n8n/executionsApi.cts';
import { runWorkflow } from '../../n8n/workflowsApi.cts';
import { importExample } from '../exampleWorkflows.cts';
import { startModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';

const agent: Scenario = {
	rule: 'Example: an AI agent sends the message that its model asks for',
	prove: async (world) => {
		const model = await startModelServer({ number: '85269998888', text: 'Your room is ready' });
		try {
			const openAiApi = await saveCredential(world.rest, {
				name: 'Stand-in model',
				type: 'openAiApi',
				data: { apiKey: 'none-needed', url: model.url },
			});
			const workflow = await importExample(world, 'ai-agent.json', { openAiApi });
			const id = await runWorkflow(world.rest, workflow, 'Chat', {
				action: 'sendMessage',
				sessionId: 'guest-1',
				chatInput: 'Tell 85269998888 that the room is ready',
			});
			const execution = await finishedExecution(world.rest, id);
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

export const exampleAgent: readonly Scenario[] = [agent];
