import { equal, ok } from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import { finishedExecution, stopExecution } from '../../n8n/executionsApi.cts';
import { createWorkflow, runWorkflow } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { sendNode, START, workflowOf } from '../workflows.cts';

const MANY = Array.from({ length: 30 }, (_, n) => ({ number: '85250000001', text: `Nr ${n}` }));

const stopInTheMiddle: Scenario = {
	rule: 'Stopping a running execution stops the sending',
	prove: async ({ rest, sandbox, ...world }) => {
		const slow = { fault: { kind: 'delay', ms: 300 }, times: Infinity } as const;
		sandbox.misbehave(slow);
		const file = workflowOf('Stop in the middle', MANY, sendNode(world));
		const id = await runWorkflow(rest, await createWorkflow(rest, file), START);
		while (sandbox.messages.length < 3) await pause(20);
		await stopExecution(rest, id);
		equal((await finishedExecution(rest, id)).status, 'canceled');
		const sentByThen = sandbox.messages.length;
		await pause(1500);
		ok(
			sandbox.messages.length <= sentByThen + 1,
			`${sandbox.messages.length - sentByThen} messages were sent after the stop`,
		);
	},
};

const stopTheWait: Scenario = {
	rule: 'Stopping an execution that waits to try again means that it does not try again',
	prove: async ({ rest, sandbox, ...world }) => {
		sandbox.misbehave({ fault: { kind: 'status', status: 429, headers: { 'Retry-After': '2' } } });
		const file = workflowOf('Stop the wait', MANY.slice(0, 1), sendNode(world));
		const id = await runWorkflow(rest, await createWorkflow(rest, file), START);
		while (sandbox.requests.length < 1) await pause(20);
		await pause(300);
		await stopExecution(rest, id);
		equal((await finishedExecution(rest, id)).status, 'canceled');
		await pause(3000);
		equal(sandbox.requests.length, 1);
		equal(sandbox.messages.length, 0);
	},
};

export const stopping: readonly Scenario[] = [stopInTheMiddle, stopTheWait];
