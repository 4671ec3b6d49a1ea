import { deepEqual, equal, ok } from 'node:assert/strict';
import { listCredentials, testCredential } from '../../n8n/credentialsApi.cts';
import { finishedExecution } from '../../n8n/executionsApi.cts';
import { installPackage, removePackage } from '../../n8n/packedPackage.cts';
import { openWorkflow, runWorkflow } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { run, sendNode, START, workflowOf } from '../workflows.cts';
import { sandboxCredential } from '../../n8n/sandboxCredential.cts';

const GREETING = [{ number: '85255556666', text: 'Still here' }];

const reinstall: Scenario = {
	rule: 'A saved workflow opens unchanged and runs after the package is installed anew',
	prove: async (world) => {
		const before = await run(world, workflowOf('Kept', GREETING, sendNode(world)));
		await world.restart('default', async () => await installPackage(world.home, world.packed));
		const opened = await openWorkflow(world.rest, before.workflow.id);
		deepEqual(opened.nodes, before.workflow.nodes);
		const id = await runWorkflow(world.rest, opened, START);
		equal((await finishedExecution(world.rest, id)).status, 'success');
		deepEqual(
			world.sandbox.messages.map(({ text }) => text),
			['Still here', 'Still here'],
		);
	},
};

const removeAndReturn: Scenario = {
	rule: 'Removing the package and installing it again loses no credential and no workflow',
	prove: async (world) => {
		const before = await run(world, workflowOf('Kept too', GREETING, sendNode(world)));
		await world.restart('default', async () => await removePackage(world.home, world.packed));
		const unknown = await openWorkflow(world.rest, before.workflow.id);
		deepEqual(unknown.nodes, before.workflow.nodes);
		const without = await listCredentials(world.rest);
		ok(without.some(({ id, type }) => id === world.credential.id && type === 'iSlashApi'));
		await world.restart('database', async () => await installPackage(world.home, world.packed));
		const tested = await testCredential(world.rest, {
			...sandboxCredential(world.sandbox),
			...world.credential,
		});
		equal(tested.status, 'OK', tested.message);
		const id = await runWorkflow(
			world.rest,
			await openWorkflow(world.rest, before.workflow.id),
			START,
		);
		equal((await finishedExecution(world.rest, id)).status, 'success');
		equal(world.sandbox.messages.length, 2);
	},
};

export const upgrade = { reinstall, removeAndReturn } as const;
