import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { INode } from 'n8n-workflow';
import { repositoryRoot } from '../support/loadPackage.cts';
import { NODE_TYPE, type WorkflowToRun } from '../support/runWorkflow.cts';

const EXAMPLES = join(repositoryRoot, 'examples');
const VALUES_NODE = 'Your values';

/** What a user enters into the node "Your values" of the example. */
export interface ExampleValues {
	readonly contactNumber: string;
	readonly stickerId: string;
}

interface Assignments {
	readonly assignments: {
		readonly assignments: ReadonlyArray<{ readonly name: string; readonly value: string }>;
	};
}

function withValues(node: INode, values: Readonly<Record<string, string>>): INode {
	if (node.name !== VALUES_NODE) return node;
	const { assignments } = (node.parameters as unknown as Assignments).assignments;
	const filled = assignments.map((entry) => ({
		...entry,
		value: values[entry.name] ?? entry.value,
	}));
	return { ...node, parameters: { ...node.parameters, assignments: { assignments: filled } } };
}

/** examples/send-each-kind.json with a person's values, and the picture that lies beside it. */
export async function exampleWorkflow(values: ExampleValues): Promise<WorkflowToRun> {
	const text = await readFile(join(EXAMPLES, 'send-each-kind.json'), 'utf8');
	const workflow = JSON.parse(text) as WorkflowToRun;
	const entered = { ...values, picturePath: join(EXAMPLES, 'islash-example.png') };
	const onCanvas = workflow.nodes.filter(({ type }) => type !== 'n8n-nodes-base.stickyNote');
	return { ...workflow, nodes: onCanvas.map((node) => withValues(node, entered)) };
}

/** The nodes that send, by their names, in the order they run. */
export function sendingNodes({ nodes }: WorkflowToRun): readonly string[] {
	return nodes.filter(({ type }) => type === NODE_TYPE).map(({ name }) => name);
}
