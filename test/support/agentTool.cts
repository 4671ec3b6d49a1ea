import { NodeConnectionTypes, type IDataObject, type INodeType } from 'n8n-workflow';
import { describeNode } from './items.cts';
import { loadPackage } from './loadPackage.cts';

const { Main, AiTool } = NodeConnectionTypes;

/** Type name of the node as n8n offers it to agents. */
export const TOOL = 'n8n-nodes-islash.iSlashTool';

/** The tool that n8n hands to an agent. */
export interface Tool {
	invoke(call: object): Promise<string>;
}

/** The node type of `TOOL`: the node with the output that an agent is connected to. */
export async function toolType(): Promise<INodeType> {
	const type = (await loadPackage()).getNode('iSlash').type as INodeType;
	return {
		description: { ...type.description, outputs: [AiTool] },
		execute: type.execute,
	} as INodeType;
}

/**
 * As an AI Agent node before version 3: calls its tool once for each of its items, and puts out the
 * answers as `told`.
 *
 * @param callFor what the model asks the tool for, by the fields of the item
 * @param tell what the agent reads of an error
 */
export const itemAgent = (
	callFor: (fields: IDataObject) => object,
	tell: (error: Error & { readonly description?: string }) => string,
): INodeType => ({
	description: describeNode('agent', 'Agent', { inputs: [Main, AiTool] }),
	async execute() {
		const told: string[] = [];
		for (const [itemIndex, { json }] of this.getInputData().entries()) {
			const [tool] = (await this.getInputConnectionData(AiTool, itemIndex)) as Tool[];
			const answer = tool?.invoke(callFor(json)).catch(tell);
			told.push((await answer) ?? 'no tool');
		}
		return [[{ json: { told } }]];
	},
});
