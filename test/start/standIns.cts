import { createReadStream } from 'node:fs';
import type { IDataObject, INodeExecutionData, INodeProperties, INodeType } from 'n8n-workflow';
import { describeNode } from '../support/items.cts';
import type { NodeTypesByName } from '../support/nodeTypes.cts';

interface Assignment {
	readonly name: string;
	readonly value: IDataObject[string];
}

const anyParameter = (name: string, value: INodeProperties['default']): INodeProperties => ({
	displayName: name,
	name,
	type: 'json',
	default: value,
});

/** Puts out the assigned values only, as Edit Fields does by default. */
const setStandIn: INodeType = {
	description: describeNode('set', 'Edit Fields (stand-in)', {
		version: [3.4],
		properties: [anyParameter('assignments', '{}')],
	}),
	async execute() {
		const assigned = (item: number): INodeExecutionData => {
			const list = this.getNodeParameter('assignments.assignments', item, []) as Assignment[];
			const json = Object.fromEntries(list.map(({ name, value }) => [name, value]));
			return { json, pairedItem: { item } };
		};
		return [this.getInputData().map((_, item) => assigned(item))];
	},
};

/** Reads one file per item as a stream into n8n's binary store. */
const readFileStandIn: INodeType = {
	description: describeNode('readWriteFile', 'Read/Write Files from Disk (stand-in)', {
		properties: [anyParameter('fileSelector', '')],
	}),
	async execute() {
		const read = async (item: number): Promise<INodeExecutionData> => {
			const path = String(this.getNodeParameter('fileSelector', item));
			const data = await this.helpers.prepareBinaryData(createReadStream(path), path);
			return { json: { fileName: data.fileName }, binary: { data }, pairedItem: { item } };
		};
		return [await Promise.all(this.getInputData().map((_, item) => read(item)))];
	},
};

/**
 * n8n's own nodes that the example uses, as far as it uses them. They are in n8n-nodes-base, which
 * this package does not depend on; the iSlash node runs for real.
 */
export const standIns: NodeTypesByName = {
	'n8n-nodes-base.set': setStandIn,
	'n8n-nodes-base.readWriteFile': readFileStandIn,
};
