import { deepEqual, equal, match } from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { awaitExecutions, type SavedExecution } from '../../n8n/executionsApi.cts';
import { activateWorkflow, createWorkflow } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { inARow, sendNode } from '../workflows.cts';
import type { World } from '../world.cts';

const PHOTO = randomBytes(3_000_000);

/** Uploads a file to a webhook, whose workflow sends it on, and gives n8n's own note of the file. */
async function sendUpload(world: World, path: string): Promise<Record<string, unknown>> {
	const upload = {
		name: 'Upload',
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		webhookId: path,
		parameters: { path, httpMethod: 'POST', options: {} },
	};
	const send = sendNode(world, {
		identity: '={{ $json.body.number }}',
		text: '',
		attachment: 'binaryFile',
		binaryPropertyName: 'photo',
	});
	const workflow = await createWorkflow(world.rest, inARow(path, [upload, send]));
	await activateWorkflow(world.rest, workflow);
	const form = new FormData();
	form.set('number', '85251112222');
	form.set('photo', new File([PHOTO], 'holiday.jpg', { type: 'image/jpeg' }));
	const answer = await fetch(`${world.rest.url}/webhook/${path}`, { method: 'POST', body: form });
	equal(answer.status, 200);
	const [execution] = await awaitExecutions(world.rest, workflow.id, 1);
	equal(execution?.status, 'success', String(execution?.error?.message));
	return fileOf(execution);
}

function fileOf(execution: SavedExecution | undefined): Record<string, unknown> {
	return { ...execution?.runs.Upload?.[0]?.data?.main?.[0]?.[0]?.binary?.photo };
}

function photoArrived({ sandbox }: World): void {
	const { name, type, size, sha256 } = sandbox.messages[0]?.file ?? {};
	deepEqual(
		{ name, type, size, sha256 },
		{
			name: 'holiday.jpg',
			type: 'image/jpeg',
			size: 3_000_000,
			sha256: createHash('sha256').update(PHOTO).digest('hex'),
		},
	);
}

const filesystem: Scenario = {
	rule: 'An uploaded file is sent on unchanged when n8n keeps files on disk',
	prove: async (world) => {
		await world.keepFilesIn('filesystem');
		const { id } = await sendUpload(world, 'upload-filesystem');
		match(String(id), /^filesystem/);
		photoArrived(world);
	},
};

const database: Scenario = {
	rule: 'An uploaded file is sent on unchanged when n8n keeps files in its database',
	prove: async (world) => {
		await world.keepFilesIn('database');
		const { id } = await sendUpload(world, 'upload-database');
		match(String(id), /^database/);
		photoArrived(world);
	},
};

const memory: Scenario = {
	rule: 'An uploaded file is sent on unchanged when n8n keeps files in memory',
	prove: async (world) => {
		await world.keepFilesIn('default');
		const { id } = await sendUpload(world, 'upload-memory');
		equal(id, undefined);
		photoArrived(world);
	},
};

export const binaryModes = { filesystem, database, memory } as const;
