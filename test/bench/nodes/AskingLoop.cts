import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * The least that a node can cost whose users write expressions and keep their token in a
 * credential: the bare loop, with what n8n alone can do added. Nothing checked, nothing remembered.
 */
export class AskingLoop implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Asking Loop',
		name: 'askingLoop',
		group: ['output'],
		version: 1,
		description: 'Sends texts with two parameters and a credential',
		defaults: { name: 'Asking Loop' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'iSlashApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Session', name: 'session', type: 'string', default: '' },
			{ displayName: 'Identity', name: 'identity', type: 'string', default: '' },
			{ displayName: 'Text', name: 'text', type: 'string', default: '' },
			{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const url = String(this.getNodeParameter('url', 0));
		const session = String(this.getNodeParameter('session', 0));
		const atOnce = Number(this.getNodeParameter('atOnce', 0));
		const data = await this.getCredentials('iSlashApi');
		const credentialsDecrypted = { id: '', name: '', type: 'iSlashApi', data };
		const output: INodeExecutionData[] = new Array(items.length);
		let next = 0;
		const loop = async () => {
			while (next < items.length) {
				const item = next++;
				const body = new FormData();
				body.append('session', session);
				body.append('identity', String(this.getNodeParameter('identity', item)));
				body.append('text', String(this.getNodeParameter('text', item)));
				const answer = await this.helpers.httpRequestWithAuthentication.call(
					this,
					'iSlashApi',
					{ method: 'POST', url, body, disableFollowRedirect: true, json: true },
					{ credentialsDecrypted },
				);
				output[item] = { json: answer.data.message, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: atOnce }, loop));
		return [output];
	}
}
