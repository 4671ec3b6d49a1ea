import { deepEqual, equal } from 'node:assert/strict';
import { outputOf, retryExecution } from '../../n8n/executionsApi.cts';
import { openWorkflow, saveWorkflow } from '../../n8n/workflowsApi.cts';
import type { Fault } from '../../sandbox/types.cts';
import type { Scenario } from '../scenario.cts';
import { run, SEND, sendNode, workflowOf } from '../workflows.cts';
import type { World } from '../world.cts';

const FIVE = [1, 2, 3, 4, 5].map((n) => ({ number: `8525000000${n}`, text: `Message ${n}` }));
const ALL_FIVE = FIVE.map(({ text }) => text);
const REFUSED: Fault = {
	kind: 'status',
	status: 403,
	body: { meta: { code: 'RESP_NO', message: 'No' } },
};

const sentTexts = ({ sandbox }: World) => sandbox.messages.map(({ text }) => text).sort();
const requests = ({ sandbox }: World) =>
	sandbox.requests.filter(({ method }) => method === 'POST').length;

const retryOnFail: Scenario = {
	rule: 'Retry On Fail sends again only what was not sent',
	prove: async (world) => {
		world.sandbox.misbehave({
			identity: '85250000004',
			fault: REFUSED,
			times: 2,
		});
		const send = sendNode(
			world,
			{ options: { maxConcurrency: 1 } },
			{ retryOnFail: true, maxTries: 3, waitBetweenTries: 100 },
		);
		const { execution } = await run(world, workflowOf('Retry On Fail', FIVE, send));
		equal(execution.status, 'success');
		deepEqual(sentTexts(world), ALL_FIVE);
		equal(requests(world), 7);
		deepEqual(
			outputOf(execution, SEND).map(({ body }) => body),
			ALL_FIVE,
		);
	},
};

const retryOfExecution: Scenario = {
	rule: 'Retry of a failed execution sends only what was missing, however often it is retried',
	prove: async (world) => {
		world.sandbox.misbehave({ identity: '85250000004', fault: REFUSED, times: 2 });
		const send = sendNode(world, { options: { maxConcurrency: 1 } });
		const first = await run(world, workflowOf('Retry of an execution', FIVE, send));
		equal(first.execution.status, 'error');
		deepEqual(sentTexts(world), ['Message 1', 'Message 2', 'Message 3']);
		const second = await retryExecution(world.rest, first.execution.id);
		equal(second.status, 'error');
		const third = await retryExecution(world.rest, second.id, true);
		equal(third.status, 'success');
		deepEqual(sentTexts(world), ALL_FIVE);
		equal(requests(world), 7);
		deepEqual(
			outputOf(third, SEND).map(({ body }) => body),
			ALL_FIVE,
		);
	},
};

const EDITS: ReadonlyArray<readonly [string, Record<string, unknown>, readonly string[]]> = [
	[
		'Text',
		{ text: '={{ "Corrected " + $json.text }}' },
		['Corrected Message 4', 'Corrected Message 5', 'Message 1', 'Message 2', 'Message 3'],
	],
	['Contact Number', { identity: '={{ $json.number.replace("8525", "8526") }}' }, ALL_FIVE],
];

const retryAfterEdit = EDITS.map(([label, edit, texts]): Scenario => ({
	rule: `Who corrects the ${label}, saves and retries sends every contact one message`,
	prove: async (world) => {
		world.sandbox.misbehave({ identity: '85250000004', fault: REFUSED });
		const send = sendNode(world, { options: { maxConcurrency: 1 } });
		const first = await run(world, workflowOf(`Corrected ${label}`, FIVE, send));
		equal(first.execution.status, 'error');
		const saved = await openWorkflow(world.rest, first.workflow.id);
		const nodes = saved.nodes.map((node) =>
			node.name === SEND ? { ...node, parameters: { ...node.parameters, ...edit } } : node,
		);
		await saveWorkflow(world.rest, { ...saved, nodes });
		const second = await retryExecution(world.rest, first.execution.id, true);
		equal(second.status, 'success');
		deepEqual(sentTexts(world), texts);
		equal(requests(world), 6);
	},
}));

const uncertain: Scenario = {
	rule: 'A message whose answer got lost is not sent a second time by Retry',
	prove: async (world) => {
		world.sandbox.misbehave({ text: 'Message 2', fault: { kind: 'resetAfter', accept: true } });
		const send = sendNode(world, { options: { maxConcurrency: 1 } });
		const first = await run(world, workflowOf('Uncertain', FIVE.slice(0, 3), send));
		equal(first.execution.status, 'error');
		const second = await retryExecution(world.rest, first.execution.id);
		equal(second.status, 'error');
		deepEqual(
			sentTexts(world).filter((text) => text === 'Message 2'),
			['Message 2'],
		);
	},
};

export const tryingAgain: readonly Scenario[] = [
	retryOnFail,
	retryOfExecution,
	...retryAfterEdit,
	uncertain,
];
