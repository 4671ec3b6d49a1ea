import type { CredentialReference, WorkflowFile } from '../n8n/workflowsApi.cts';

export const SENDING_NODE = 'Tell the customer';

/** A CRM calls a webhook, and the customer gets one message for each key. */
export function crmWorkflow(
	name: string,
	path: string,
	iSlashApi: CredentialReference,
): WorkflowFile {
	return {
		name,
		nodes: [
			{
				id: `${path}-webhook`,
				name: 'Deal changed',
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				position: [0, 0],
				parameters: { httpMethod: 'POST', path, options: {} },
				webhookId: path,
			},
			{
				id: `${path}-islash`,
				name: SENDING_NODE,
				type: 'n8n-nodes-islash.iSlash',
				typeVersion: 1,
				position: [220, 0],
				parameters: {
					identity: '={{ $json.body.phone }}',
					text: '={{ $json.body.text }}',
					options: { deduplicationKey: '={{ $json.body.key }}' },
				},
				credentials: { iSlashApi },
			},
		],
		connections: {
			'Deal changed': { main: [[{ node: SENDING_NODE, type: 'main', index: 0 }]] },
		},
		settings: { executionOrder: 'v1' },
	};
}
