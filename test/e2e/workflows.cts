import {
	createWorkflow,
	runWorkflow,
	type SavedWorkflow,
	type WorkflowFile,
	type WorkflowNode,
} from '../n8n/workflowsApi.cts';
import { finishedExecution, type SavedExecution } from '../n8n/executionsApi.cts';
import type { World } from './world.cts';

export const START = 'Start';
export const SEND = 'Send';

type NodeDraft = Pick<WorkflowNode, 'name' | 'type' | 'parameters'> & Partial<WorkflowNode>;

/** A workflow of nodes in a row behind a manual trigger that gives these items. */
export function workflowOf(
	name: string,
	items: ReadonlyArray<Readonly<Record<string, unknown>>>,
	...nodes: readonly NodeDraft[]
): WorkflowFile {
	const trigger: NodeDraft = {
		name: START,
		type: 'n8n-nodes-base.manualTrigger',
		parameters: {},
	};
	return inARow(name, [trigger, ...nodes], { [START]: items.map((json) => ({ json })) });
}

/** A workflow of nodes in a row; the first one is its trigger. */
export function inARow(
	name: string,
	nodes: readonly NodeDraft[],
	pinData: WorkflowFile['pinData'] = {},
): WorkflowFile {
	const links = nodes
		.slice(1)
		.map((node, index) => [
			nodes[index]?.name ?? '',
			{ main: [[{ node: node.name, type: 'main', index: 0 }]] },
		]);
	return {
		name,
		nodes: nodes.map((node, index) => ({ typeVersion: 1, position: [index * 220, 0], ...node })),
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
		pinData,
	};
}

/** The node of the package; by default text and number come from the item. */
export function sendNode(
	world: Pick<World, 'credential'>,
	parameters: Readonly<Record<string, unknown>> = {},
	settings: Partial<WorkflowNode> = {},
): NodeDraft {
	return {
		name: SEND,
		type: 'n8n-nodes-islash.iSlash',
		credentials: { iSlashApi: world.credential },
		...settings,
		parameters: {
			resource: 'sessionMessage',
			operation: 'send',
			identity: '={{ $json.number }}',
			text: '={{ $json.text }}',
			...parameters,
		},
	};
}

/** The same node as a tool; by default the model gives the number and the text. */
export function toolNode(
	world: Pick<World, 'credential'>,
	name: string,
	parameters: Readonly<Record<string, unknown>> = {},
): WorkflowNode {
	const fromModel = {
		identity: "={{ $fromAI('number', 'The number', 'string') }}",
		text: "={{ $fromAI('text', 'The text', 'string') }}",
	};
	return {
		...sendNode(world, { ...fromModel, ...parameters }),
		...{ name, type: 'n8n-nodes-islash.iSlashTool', typeVersion: 1, position: [200, 200] },
	};
}

/** The messages that arrived: to whom, and the text. */
export const arrivedAt = ({ sandbox }: Pick<World, 'sandbox'>): string[] =>
	sandbox.messages.map(({ identity, text }) => `${identity} ${text}`);

/** Makes a file out of the text in an item's field `content`. */
export function fileNode(fileName: string): NodeDraft {
	return {
		name: 'Make file',
		type: 'n8n-nodes-base.convertToFile',
		typeVersion: 1.1,
		parameters: {
			operation: 'toText',
			sourceProperty: 'content',
			binaryPropertyName: 'data',
			options: { fileName },
		},
	};
}

export interface Run {
	readonly workflow: SavedWorkflow;
	readonly execution: SavedExecution;
}

/** Saves a workflow, presses "Execute workflow", and waits for the end. */
export async function run(world: World, file: WorkflowFile): Promise<Run> {
	const workflow = await createWorkflow(world.rest, file);
	const id = await runWorkflow(world.rest, workflow, file.nodes[0]?.name ?? START);
	return { workflow, execution: await finishedExecution(world.rest, id) };
}
