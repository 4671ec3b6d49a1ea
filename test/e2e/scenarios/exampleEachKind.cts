import { deepEqual, equal } from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { finishedExecution } from '../../n8n/executionsApi.cts';
import { readExample } from '../../n8n/examples.cts';
import {
	createWorkflow,
	runWorkflow,
	withCredentials,
	type WorkflowFile,
} from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { FILES_FOLDER } from '../world.cts';

const PICTURE = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);

interface Assignment {
	readonly name: string;
	readonly value: string;
}

/** The example with the path of a picture that is there, which its note asks the user to put in. */
function withPicture(example: WorkflowFile, path: string): WorkflowFile {
	const change = ({ assignments }: { assignments: readonly Assignment[] }) =>
		assignments.map((entry) => (entry.name === 'picturePath' ? { ...entry, value: path } : entry));
	return {
		...example,
		nodes: example.nodes.map((node) => {
			if (node.name !== 'Your values') return node;
			const { assignments } = node.parameters as { assignments: { assignments: Assignment[] } };
			return {
				...node,
				parameters: { ...node.parameters, assignments: { assignments: change(assignments) } },
			};
		}),
	};
}

const eachKind: Scenario = {
	rule: 'Example: a text, a picture, a file by URL, a sticker and a quote go out one after another',
	prove: async ({ rest, credential, home, sandbox }) => {
		const path = join(home, FILES_FOLDER, 'islash-example.png');
		await mkdir(join(home, FILES_FOLDER), { recursive: true });
		await writeFile(path, PICTURE);
		const example = withPicture(await readExample('send-each-kind.json'), path);
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
			['islash-example.png', 'image/png', PICTURE.length],
		);
		deepEqual([url?.fileUrl?.endsWith('.pdf'), sticker?.stickerId], [true, '66']);
		equal(quote?.quotedMessageId, String(text?.id));
		equal(sandbox.messages.length, 5);
	},
};

export const exampleEachKind: readonly Scenario[] = [eachKind];
