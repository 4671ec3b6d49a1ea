import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** What most nodes do with a file: read it into memory and append it to a form as a Blob. */
export class BlobUpload implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Blob Upload',
		name: 'blobUpload',
		group: ['output'],
		version: 1,
		description: 'Sends files as a Blob in a FormData',
		defaults: { name: 'Blob Upload' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [
			{ displayName: 'URL', name: 'url', type: 'string', default: '' },
			{ displayName: 'Token', name: 'token', type: 'string', default: '' },
			{ displayName: 'Session', name: 'session', type: 'string', default: '' },
		],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const url = String(this.getNodeParameter('url', 0));
		const headers = { 'X-USER-TOKEN': String(this.getNodeParameter('token', 0)) };
		const session = String(this.getNodeParameter('session', 0));
		const output: INodeExecutionData[] = [];
		for (const [item, { json, binary }] of this.getInputData().entries()) {
			const bytes = await this.helpers.getBinaryDataBuffer(item, 'data');
			const body = new FormData();
			body.append('session', session);
			body.append('identity', String(json.number));
			body.append(
				'file',
				new Blob([bytes as Buffer<ArrayBuffer>]),
				binary?.data?.fileName ?? 'file',
			);
			const { data } = await this.helpers.httpRequest({
				method: 'POST',
				url,
				headers,
				body,
				json: true,
			});
			output.push({ json: data.message, pairedItem: { item } });
		}
		return [output];
	}
}
