import { executionStatus, outputOf, readExecution } from '../n8n/executionsApi.cts';
import { activateWorkflow, createWorkflow, type WorkflowFile } from '../n8n/workflowsApi.cts';
import type { Checks } from './checks.cts';
import { until } from './until.cts';
import type { World } from './world.cts';

const AFTER = 'After';
const PATH = 'ask';

/** A call, a question, and a node behind it that shows the answer. */
function questionWorkflow({ credential }: World): WorkflowFile {
	const link = (node: string) => ({ main: [[{ node, type: 'main', index: 0 }]] });
	const at = { typeVersion: 1, position: [0, 0] as [number, number] };
	return {
		name: 'Question',
		nodes: [
			{
				...at,
				name: 'Call',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: PATH,
				parameters: { path: PATH, httpMethod: 'POST', options: {} },
			},
			{
				...at,
				name: 'Ask',
				type: 'n8n-nodes-islash.iSlash',
				credentials: { iSlashApi: credential },
				parameters: {
					...{ resource: 'sessionMessage', operation: 'sendAndWait' },
					identity: '85256872847',
					message: 'May I?',
				},
			},
			{ ...at, name: AFTER, type: 'n8n-nodes-base.noOp', parameters: {} },
		],
		connections: { Call: link('Ask'), Ask: link(AFTER) },
		settings: { executionOrder: 'v1' },
		pinData: {},
	};
}

/** The link of the next question, at the address of any process: n8n 2 signs path and query alone. */
async function ask({ sandbox, urls }: World): Promise<string> {
	const before = sandbox.messages.length;
	await fetch(`${urls.webhook}/webhook/${PATH}`, { method: 'POST' });
	if (!(await until(() => sandbox.messages.length > before))) {
		throw new Error('The question did not arrive');
	}
	const { pathname, search } = new URL(sandbox.messages.at(-1)?.text?.split('\n').at(-1) ?? '');
	return `${pathname}${search}`;
}

const answer = async (url: string) =>
	await fetch(url, { method: 'POST', body: new URLSearchParams({ decision: 'approve' }) });

/** An execution that a worker ran waits in the database, and goes on wherever the answer arrives. */
export async function proveWaiting(world: World, checks: Checks): Promise<void> {
	const workflow = await createWorkflow(world.rest, questionWorkflow(world));
	await activateWorkflow(world.rest, workflow);
	const exceptions: string[] = [];
	for (const urls of [[world.urls.webhook], [world.urls.main], Object.values(world.urls)]) {
		const path = await ask(world);
		const id = path.split('/')[2] ?? '';
		const waits = async () => (await executionStatus(world.rest, id)) === 'waiting';
		if (!(await until(waits))) exceptions.push(`${id} does not wait`);
		const statuses = (
			await Promise.all(urls.map(async (url) => await answer(`${url}${path}`)))
		).map(({ status }) => status);
		const goesOn = async () => (await executionStatus(world.rest, id)) === 'success';
		if (!(await until(goesOn))) exceptions.push(`${id}: ${statuses.join()} and no end`);
		const after = outputOf(await readExecution(world.rest, id), AFTER);
		if (after.length !== 1) exceptions.push(`${id}: ${AFTER} has ${after.length} items`);
	}
	checks.add(
		'Send and Wait: an execution that waits goes on where the answer arrives, once for two at the same instant',
		exceptions,
	);
}
