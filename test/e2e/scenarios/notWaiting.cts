import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { activateWorkflow, createWorkflow, openWorkflow } from '../../n8n/workflowsApi.cts';
import { startModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import { START } from '../workflows.cts';
import { write } from './agentVersions.cts';
import { ASK, questionOf } from '../questions.cts';

/** Where nothing waits, and nothing can be reached. */

const published: Scenario = {
	rule: 'Send and Wait: publishing a workflow with the node makes no address of it',
	prove: async (world) => {
		const file = questionOf(world);
		const hook = {
			...{ name: START, type: 'n8n-nodes-base.webhook', typeVersion: 2 },
			position: [0, 0] as [number, number],
			parameters: { path: 'start-here', httpMethod: 'POST', options: {} },
			webhookId: 'start-here',
		};
		const nodes = [hook, ...file.nodes.filter(({ name }) => name !== START)];
		const workflow = await createWorkflow(world.rest, { ...file, nodes, pinData: {} });
		await activateWorkflow(world.rest, workflow);
		const saved = await openWorkflow(world.rest, workflow.id);
		const node = saved.nodes.find(({ name }) => name === ASK);
		const { id = '', webhookId = '' } = node as { id?: string; webhookId?: string };
		const paths = [id, webhookId, `${webhookId}/${id}`, `${workflow.id}/${ASK}/${id}`];
		for (const path of paths.filter((one) => one !== '')) {
			for (const method of ['GET', 'POST']) {
				const { status } = await fetch(`${world.rest.url}/webhook/${path}`, { method });
				equal(status, 404, `${method} ${path}`);
			}
		}
		equal((await fetch(`${world.rest.url}/webhook/start-here`, { method: 'POST' })).status, 200);
		// Its question would else arrive while the next rule is shown.
		for (let tries = 0; world.sandbox.messages.length === 0; tries++) {
			ok(tries < 200, 'the published workflow asked nothing');
			await wait(100);
		}
	},
};

const inline: Scenario = {
	rule: 'Send and Wait: as a tool that n8n runs inside an agent nothing is sent, and the model is told why',
	prove: async (world) => {
		const model = await startModelServer({ number: '85256872847', text: 'May I?' });
		try {
			const tool = {
				operation: 'sendAndWait',
				message: "={{ $fromAI('text', 'What', 'string') }}",
			};
			const guests = [{ name: 'Ann', number: '20001' }];
			for (const version of [1.9, 2.2]) {
				await write(world, model, version, { guests, tool });
				deepEqual(world.sandbox.messages, [], `version ${version}`);
				const told = JSON.stringify(model.requests.at(-1)?.messages.at(-1));
				match(told, /cannot wait as a tool that n8n runs inside/, `version ${version}`);
			}
		} finally {
			await model.close();
		}
	},
};

export const notWaiting: readonly Scenario[] = [published, inline];
