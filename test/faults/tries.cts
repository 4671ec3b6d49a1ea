import type { IExecuteFunctions, INodeType } from 'n8n-workflow';
import { loadPackage } from '../support/loadPackage.cts';

const watchers = new Map<string, () => void>();
let isWatching = false;

/** The node runs as usual; watchers of its workflow are called first. */
async function watchNode(): Promise<void> {
	const loader = await loadPackage();
	const type = loader.getNode('iSlash').type as INodeType;
	const execute = type.execute;
	if (!execute) throw new Error('The node has nothing to execute.');
	type.execute = async function (this: IExecuteFunctions, ...rest) {
		watchers.get(this.getWorkflow().id ?? '')?.();
		return await execute.apply(this, rest);
	};
}

/** Tells of every try of the node in this workflow, right before it; call the result to end it. */
export async function watchTries(workflowId: string, onTry: () => void): Promise<() => void> {
	watchers.set(workflowId, onTry);
	if (!isWatching) {
		isWatching = true;
		await watchNode();
	}
	return () => watchers.delete(workflowId);
}
