import { deepEqual, equal } from 'node:assert/strict';
import { createDataTable } from '../../n8n/dataTables.cts';
import { finishedExecution, outputOf } from '../../n8n/executionsApi.cts';
import { createWorkflow, saveWorkflow } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { arrivedAt, inARow, run, SEND, sendNode, START, workflowOf } from '../workflows.cts';
import type { World } from '../world.cts';

const GUESTS = [
	{ number: '20001', text: 'Hello Ann' },
	{ number: '20002', text: 'Hello Ben' },
];

const subWorkflow: Scenario = {
	rule: 'A sub-workflow sends for each item of its parent, and gives the messages back',
	prove: async (world) => {
		const called = inARow('Send to each', [
			{
				name: 'When called',
				type: 'n8n-nodes-base.executeWorkflowTrigger',
				typeVersion: 1.1,
				parameters: { inputSource: 'passthrough' },
			},
			sendNode(world, { options: { output: 'simplified' } }),
		]);
		const { id: value } = await createWorkflow(world.rest, called);
		const { execution } = await run(
			world,
			workflowOf('Parent', GUESTS, {
				name: 'Call',
				type: 'n8n-nodes-base.executeWorkflow',
				typeVersion: 1.2,
				parameters: { workflowId: { __rl: true, mode: 'id', value }, options: {} },
			}),
		);
		equal(execution.status, 'success', String(execution.error?.message));
		deepEqual(arrivedAt(world), ['20001 Hello Ann', '20002 Hello Ben']);
		const { messages } = world.sandbox;
		deepEqual(
			outputOf(execution, 'Call').map(({ id }) => id),
			messages.map(({ id }) => id),
		);
	},
};

const partial: Scenario = {
	rule: '"Execute step" sends with what the nodes before have put out already',
	prove: async (world) => {
		const edit = {
			name: 'Edit',
			type: 'n8n-nodes-base.set',
			typeVersion: 3.4,
			parameters: { includeOtherFields: true, assignments: { assignments: [] }, options: {} },
		};
		const { workflow, execution } = await run(world, workflowOf('Step', GUESTS, edit));
		const withSend = await saveWorkflow(world.rest, {
			...workflow,
			...workflowOf('Step', GUESTS, edit, sendNode(world)),
		});
		const { executionId } = await world.rest.post<{ executionId: string }>(
			`/workflows/${workflow.id}/run`,
			{
				workflowData: withSend,
				runData: { [START]: execution.runs[START], Edit: execution.runs.Edit },
				destinationNode: { nodeName: SEND, mode: 'inclusive' },
				dirtyNodeNames: [],
			},
		);
		const step = await finishedExecution(world.rest, executionId);
		equal(step.status, 'success', String(step.error?.message));
		deepEqual(arrivedAt(world), ['20001 Hello Ann', '20002 Hello Ben']);
	},
};

/** A table of n8n with the guests, from which an evaluation takes one row after another. */
async function createTable({ rest }: World): Promise<string> {
	const { id, insert } = await createDataTable(rest, 'Guests', ['number', 'text']);
	await insert(GUESTS);
	return id;
}

async function finishedTestRun({ rest }: World, workflow: string): Promise<string | undefined> {
	for (const deadline = Date.now() + 30_000; Date.now() < deadline;) {
		const [newest] = await rest.get<ReadonlyArray<{ status: string }>>(
			`/workflows/${workflow}/test-runs`,
		);
		if (newest && newest.status !== 'new' && newest.status !== 'running') return newest.status;
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	return undefined;
}

const evaluation: Scenario = {
	rule: 'The evaluation of a workflow sends once for each row of its table',
	prove: async (world) => {
		const value = await createTable(world);
		const metrics = [{ id: 'sent', name: 'sent', value: 1, type: 'number' }];
		const file = inARow('Evaluation', [
			{
				name: 'When a row is fetched',
				type: 'n8n-nodes-base.evaluationTrigger',
				typeVersion: 4.6,
				parameters: { source: 'dataTable', dataTableId: { __rl: true, mode: 'id', value } },
			},
			sendNode(world),
			{
				name: 'Metrics',
				type: 'n8n-nodes-base.evaluation',
				typeVersion: 4.6,
				parameters: { operation: 'setMetrics', metrics: { assignments: metrics } },
			},
		]);
		const { id } = await createWorkflow(world.rest, file);
		await world.rest.post(`/workflows/${id}/test-runs/new`, {});
		equal(await finishedTestRun(world, id), 'completed');
		deepEqual(arrivedAt(world), ['20001 Hello Ann', '20002 Hello Ben']);
	},
};

export const partsOfN8n: readonly Scenario[] = [subWorkflow, partial, evaluation];
