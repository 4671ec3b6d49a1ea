import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/**
 * The least that sending from inside n8n can cost: n8n's own httpRequest with a ready header, no
 * parameters, no credential, nothing checked, nothing remembered.
 */
export class BareLoop implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Bare Loop',
		name: 'bareLoop',
		group: ['output'],
		version: 1,
		description: 'Sends texts with nothing around the request',
		defaults: { name: 'Bare Loop' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Token', name: 'token', type: 'string', default: '' },
			{ displayName: 'Session', name: 'session', type: 'string', default: '' },
			{ displayName: 'At Once', name: 'atOnce', type: 'number', default: 1 },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const items = this.getInputData();
		const url = String(this.getNodeParameter('url', 0));
		const headers = { 'X-USER-TOKEN': String(this.getNodeParameter('token', 0)) };
		const session = String(this.getNodeParameter('session', 0));
		const atOnce = Number(this.getNodeParameter('atOnce', 0));
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
				const { data } = await this.helpers.httpRequest({
					method: 'POST',
					url,
					headers: { ...headers },
					body,
					disableFollowRedirect: true,
					json: true,
				});
				output[item] = { json: data.message, pairedItem: { item } };
			}
		};
		await Promise.all(Array.from({ length: atOnce }, loop));
		return [output];
	}
}
