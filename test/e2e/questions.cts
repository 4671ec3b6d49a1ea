import { ok } from 'node:assert/strict';
import { setTimeout as wait } from 'node:timers/promises';
import { executionStatus, readExecution, type SavedExecution } from '../n8n/executionsApi.cts';
import { createWorkflow, runWorkflow, type WorkflowFile } from '../n8n/workflowsApi.cts';
import { START, workflowOf } from './workflows.cts';
import type { World } from './world.cts';

/** Questions that executions wait for, and their answers. */

export const ASK = 'Ask';
export const AFTER = 'After';

/** A question, and a node after it that shows the answer. */
export function questionOf(
	{ credential }: Pick<World, 'credential'>,
	parameters: Readonly<Record<string, unknown>> = {},
	items: ReadonlyArray<Readonly<Record<string, unknown>>> = [{ order: 1024 }],
): WorkflowFile {
	return workflowOf(
		'Question',
		items,
		{
			name: ASK,
			type: 'n8n-nodes-islash.iSlash',
			credentials: { iSlashApi: credential },
			parameters: {
				resource: 'sessionMessage',
				operation: 'sendAndWait',
				identity: '85256872847',
				message: '=May order {{ $json.order }} have a <discount> & more?',
				...parameters,
			},
		},
		{ name: AFTER, type: 'n8n-nodes-base.noOp', parameters: {} },
	);
}

export async function untilStatus(
	{ rest }: World,
	id: string,
	wanted: (status: string) => boolean,
	withinS = 20,
): Promise<SavedExecution> {
	for (let tries = 0; ; tries++) {
		const status = await executionStatus(rest, id);
		if (wanted(status)) return await readExecution(rest, id);
		ok(tries < withinS * 10, `the execution is still ${status}`);
		await wait(100);
	}
}

interface Asked {
	readonly id: string;
	readonly link: string;
}

/** Starts the workflow, and waits until it waits. */
export async function ask(world: World, file: WorkflowFile): Promise<Asked> {
	const workflow = await createWorkflow(world.rest, file);
	const id = await runWorkflow(world.rest, workflow, START);
	await untilStatus(world, id, (status) => status === 'waiting');
	const text = world.sandbox.messages.at(-1)?.text ?? '';
	return { id, link: text.split('\n').at(-1) ?? '' };
}

export const ended = async (world: World, { id }: Asked) =>
	await untilStatus(world, id, (status) => status !== 'waiting' && status !== 'running');

export async function answer(link: string, fields: Readonly<Record<string, string>>) {
	const response = await fetch(link, { method: 'POST', body: new URLSearchParams(fields) });
	return { status: response.status, page: await response.text() };
}
