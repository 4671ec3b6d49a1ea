import type { INodeParameters } from 'n8n-workflow';
import type { SourceItem } from './items.cts';
import { runNode, type NodeRunOptions, type WorkflowRun } from './runWorkflow.cts';
import { credentialFor } from './send.cts';

/** An item with the values that the template `reminder` needs. */
export const ITEM = { json: { name: 'Ada', order: 1024 } };
/** The same with a picture. */
export const PICTURE: SourceItem = {
	...ITEM,
	files: {
		data: { content: Buffer.from('a cat'), fileName: 'cat.jpeg', mimeType: 'image/jpeg' },
	},
};

/** The default parameters of the node. */
export const REMINDER: INodeParameters = {
	resource: 'templateMessage',
	operation: 'send',
	identity: '+852 5687 2847',
	templateName: { __rl: true, mode: 'name', value: 'reminder' },
	templateVariables: {
		mappingMode: 'defineBelow',
		value: { variable_1: '={{ $json.name }}', variable_2: '={{ $json.order }}' },
	},
	options: { maxRetries: 0 },
};

/** Runs the node, which sends the template `reminder` to the sandbox at this address. */
export async function sendTemplate(
	host: string,
	parameters: INodeParameters = {},
	items: readonly SourceItem[] = [ITEM],
	more: NodeRunOptions = {},
): Promise<WorkflowRun> {
	const credentials = credentialFor(host);
	return await runNode({ ...REMINDER, ...parameters }, items, { credentials, ...more });
}
