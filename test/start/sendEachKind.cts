import type { ITaskData } from 'n8n-workflow';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow.cts';
import { searchList } from '../support/searchList.cts';
import type { Account } from './account.cts';
import { exampleWorkflow, sendingNodes } from './example.cts';
import { standIns } from './standIns.cts';
import type { Steps } from './steps.cts';

async function firstSticker({ credential }: Account, steps: Steps): Promise<string> {
	steps.begins();
	const { results } = await searchList({ method: 'searchStickers', credential });
	const [sticker] = results;
	if (!sticker) throw new Error('The account has no stickers to send.');
	steps.done(`Got ${results.length} stickers; the first one, ${sticker.name}, is sent below`);
	return String(sticker.value);
}

/** Prints a node's message the moment it is sent. */
function narrator(sending: ReadonlySet<string>, steps: Steps) {
	return {
		begins: () => steps.begins(),
		ended: (name: string, { data, error }: ITaskData) => {
			if (error) return steps.failed(`${name}: ${error.message}`);
			steps.done(name);
			if (!sending.has(name)) return;
			const [items] = data?.main ?? [];
			for (const { json } of items ?? []) steps.line(JSON.stringify(json, null, 2));
		},
	};
}

function messagesOf(run: WorkflowRun, sending: readonly string[]): number {
	return sending.flatMap((name) => run.data(name)).filter(({ json }) => 'id' in json).length;
}

function reportFailure({ error, run }: WorkflowRun, steps: Steps): void {
	const reason = error();
	if (!reason) return steps.failed(`The workflow ended with the status "${run.status}"`);
	steps.failed(reason.message);
	if (reason.description) steps.line(`  ${reason.description}`);
}

/** Runs the example workflow for this account and tells whether every message was sent. */
export async function sendEachKind(account: Account, steps: Steps): Promise<boolean> {
	const { contactNumber, credential } = account;
	const stickerId = await firstSticker(account, steps);
	const workflow = await exampleWorkflow({ contactNumber, stickerId });
	const sending = sendingNodes(workflow);
	const run = await runWorkflow(workflow, {
		credentials: { iSlashApi: credential },
		nodeTypes: standIns,
		listener: narrator(new Set(sending), steps),
	});
	if (run.run.status !== 'success') {
		reportFailure(run, steps);
		return false;
	}
	steps.line(`${messagesOf(run, sending)} of ${sending.length} messages are sent.`);
	return messagesOf(run, sending) === sending.length;
}
