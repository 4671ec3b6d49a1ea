import { deepEqual, equal } from 'node:assert/strict';
import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { finishedExecution } from '../../n8n/executionsApi.cts';
import { readExample } from '../../n8n/examples.cts';
import { PROJECT_FOLDER } from '../../n8n/hostPlans.cts';
import {
	createWorkflow,
	runWorkflow,
	withCredentials,
	type WorkflowFile,
} from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';

const PICTURE = 'islash-example.png';

/**
 * The example, with this world's home for that of n8n's Docker image and nothing else changed. As it
 * is it runs only where the home is /home/node, which a test has no right to make. Folder and file
 * stay: n8n 2 lets workflows read no other folder of the home.
 */
function atHome(example: WorkflowFile, home: string): WorkflowFile {
	const text = JSON.stringify(example);
	return JSON.parse(text.replace('"/home/node/', `"${home}/`)) as WorkflowFile;
}

/** Puts the picture of the example into the place that the example's note names. */
async function layPicture(home: string): Promise<void> {
	const folder = join(home, '.n8n-files');
	await mkdir(folder, { recursive: true });
	await copyFile(join(PROJECT_FOLDER, 'examples', PICTURE), join(folder, PICTURE));
}

const eachKind: Scenario = {
	rule: 'Example: a text, a picture, a file by URL, a sticker and a quote go out one after another',
	prove: async ({ rest, credential, home, sandbox }) => {
		await layPicture(home);
		const example = atHome(await readExample('send-each-kind.json'), home);
		const workflow = await createWorkflow(
			rest,
			withCredentials(example, { iSlashApi: credential }),
		);
		const id = await runWorkflow(rest, workflow, 'When clicking ‘Execute workflow’');
		const execution = await finishedExecution(rest, id);
		equal(execution.status, 'success', String(execution.error?.message));
		const [text, picture, url, sticker, quote] = sandbox.messages;
		deepEqual(
			[picture?.file?.name, picture?.file?.type, picture?.file?.size],
			['islash-example.png', 'image/png', 5920],
		);
		deepEqual([url?.fileUrl?.endsWith('.pdf'), sticker?.stickerId], [true, '66']);
		equal(quote?.quotedMessageId, String(text?.id));
		equal(sandbox.messages.length, 5);
	},
};

export const exampleEachKind: readonly Scenario[] = [eachKind];
