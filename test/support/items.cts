import type {
	IBinaryKeyData,
	IExecuteFunctions,
	INodeExecutionData,
	INodeType,
	INodeTypeDescription,
} from 'n8n-workflow';
import type { Readable } from 'node:stream';

/** A file that the Items node puts into n8n's binary store before the next node runs. */
export interface SourceFile {
	readonly content: Buffer | (() => Readable);
	readonly fileName?: string;
	readonly mimeType?: string;
}

/** An item of n8n, or one with files yet to be stored, by the name of the input data field. */
export type SourceItem = INodeExecutionData & {
	readonly files?: Readonly<Record<string, SourceFile>>;
};

/** Type name of the node that puts out the items a test gives. */
export const ITEMS_NODE = 'test.items';

export function describeNode(
	name: string,
	displayName: string,
	more: Partial<INodeTypeDescription> = {},
): INodeTypeDescription {
	return {
		name,
		displayName,
		description: displayName,
		group: ['input'],
		version: 1,
		defaults: { name: displayName },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
		...more,
	};
}

async function store(context: IExecuteFunctions, file: SourceFile) {
	const { content, fileName, mimeType = 'application/octet-stream' } = file;
	const bytes = typeof content === 'function' ? content() : content;
	// Not prepareBinaryData: it takes a file name apart, and tests need names as they are.
	const entry = { data: '', mimeType, ...(fileName === undefined ? {} : { fileName }) };
	return await context.helpers.setBinaryDataBuffer(entry, bytes as Buffer);
}

async function storeFiles(
	context: IExecuteFunctions,
	{ files, ...item }: SourceItem,
): Promise<INodeExecutionData> {
	if (!files) return item;
	const binary: IBinaryKeyData = { ...item.binary };
	for (const [field, file] of Object.entries(files)) binary[field] = await store(context, file);
	return { ...item, binary };
}

/** The node type of `ITEMS_NODE` for one run: always puts out these items. */
export function itemsNodeType(items: readonly SourceItem[]): INodeType {
	return {
		description: describeNode('items', 'Items'),
		async execute() {
			const stored: INodeExecutionData[] = [];
			for (const item of items) stored.push(await storeFiles(this, item));
			return [stored];
		},
	};
}

/** Stands in for n8n's manual trigger, which is in a package this one does not depend on. */
export const manualTriggerStandIn: INodeType = {
	description: describeNode('manualTrigger', 'Manual Trigger (stand-in)', {
		group: ['trigger'],
		inputs: [],
	}),
	async execute() {
		return [this.getInputData()];
	},
};

/** Stands in for n8n's node that does nothing. */
export const noOpStandIn: INodeType = {
	description: describeNode('noOp', 'No Operation (stand-in)'),
	async execute() {
		return [this.getInputData()];
	},
};
