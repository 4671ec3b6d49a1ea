import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';

import { deliver } from './delivery/deliver';
import { properties } from './description/properties';
import { searchStickers } from './listSearch/stickers';

export class ISlash implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'iSlash',
		name: 'iSlash',
		icon: { light: 'file:../../icons/iSlash.svg', dark: 'file:../../icons/iSlash.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Send WhatsApp, Facebook and other messages through iSlash',
		defaults: { name: 'iSlash' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iSlashApi', required: true }],
		properties,
	};

	methods = { listSearch: { searchStickers } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await deliver(this)];
	}
}
