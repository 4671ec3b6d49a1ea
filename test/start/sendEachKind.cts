import type { ITaskData } from 'n8n-workflow';
import type { NodeListener } from '../support/additionalData.cts';
import { runWorkflow, type WorkflowRun } from '../support/runWorkflow.cts';
import { searchList } from '../support/searchList.cts';
import type { Account } from './account.cts';
import { exampleWorkflow, sendingNodes } from './example.cts';
import { standIns } from './standIns.cts';
import type { Steps } from './steps.cts';

/** How many messages came back as sent, and how many the example has. */
export interface Tally {
	readonly sent: number;
	readonly expected: number;
}

async function firstSticker({ credential }: Account, steps: Steps): Promise<string> {
	steps.begins('Get the stickers');
	const { results } = await searchList({ method: 'searchStickers', credential });
	const [sticker] = results;
	if (!sticker) throw new Error('The account has no stickers to send.');
	steps.done(
		`Get the stickers: ${results.length}, the first one, "${sticker.name}", is sent below`,
	);
	return String(sticker.value);
}

/** Prints a node's message the moment it is sent. */
function narrator(sending: readonly string[], steps: Steps): NodeListener {
	const tell = (name: string, { data, error }: ITaskData): void => {
		if (error) return steps.failed(name);
		steps.done(name);
		const [items] = sending.includes(name) ? (data?.main ?? []) : [];
		for (const { json } of items ?? []) steps.line(JSON.stringify(json, null, 2));
	};
	return { begins: (name) => steps.begins(name), ended: tell };
}

function reportFailure({ error, run }: WorkflowRun, steps: Steps): void {
	const { message, description } = error() ?? {};
	steps.failed(message ?? `The workflow ended with the status "${run.status}"`);
	if (description) steps.line(`  ${description}`);
}

/** Runs the example workflow for this account, telling every step. */
export async function sendEachKind(account: Account, steps: Steps): Promise<Tally> {
	const { contactNumber, credential } = account;
	const stickerId = await firstSticker(account, steps);
	const workflow = await exampleWorkflow({ contactNumber, stickerId });
	const sending = sendingNodes(workflow);
	const run = await runWorkflow(workflow, {
		credentials: { iSlashApi: credential },
		nodeTypes: standIns,
		listener: narrator(sending, steps),
	});
	if (run.run.status !== 'success') reportFailure(run, steps);
	const messages = sending.flatMap((name) => run.data(name)).filter(({ json }) => 'id' in json);
	steps.line(`${messages.length} of ${sending.length} messages are sent.`);
	return { sent: messages.length, expected: sending.length };
}
