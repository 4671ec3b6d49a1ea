import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * The bare loop with n8n adding the token, as it asks of every node whose token is in a credential.
 * The credential is loaded once. Still no parameters, nothing checked, nothing remembered.
 */
export class CredentialLoop implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Credential Loop',
		name: 'credentialLoop',
		group: ['output'],
		version: 1,
		description: 'Sends texts with a credential and nothing else around the request',
		defaults: { name: 'Credential Loop' },
		inputs: ['main'],
		outputs: ['main'],
		credentials: [{ name: 'iSlashApi', required: true }],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Session', name: 'session', type: 'string', default: '' },
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
				const { number, text } = items[item]?.json ?? {};
				const body = new FormData();
				body.append('session', session);
				body.append('identity', String(number));
				body.append('text', String(text));
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
