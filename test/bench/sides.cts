import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../sandbox/server.cts';
import type { CredentialReference, WorkflowFile, WorkflowNode } from '../n8n/workflowsApi.cts';

/** The ways to send the messages of the items that are compared, each a separate node. */
export const SIDES = [
	'iSlash',
	'iSlash, 10 at a time',
	'iSlash with a file',
	'HTTP Request',
	'HTTP Request with a file',
	'bare loop',
	'bare loop, 10 at a time',
	'bare loop, one at a time',
	'bare loop with credential',
	'Blob with a file',
] as const;
export type Side = (typeof SIDES)[number];

/** The name of the node that sends, in every workflow. */
export const SEND = 'Send';

/** How many messages the node sends at the same time by default. */
const USUAL_CONCURRENCY = 5;

export interface Surroundings {
	/** Where the sandbox listens. */
	readonly url: string;
	readonly iSlashApi: CredentialReference;
	readonly httpHeaderAuth: CredentialReference;
}

type NodeKind = Pick<WorkflowNode, 'type' | 'typeVersion' | 'parameters' | 'credentials'>;

function sendNode(side: Side, around: Surroundings): NodeKind {
	switch (side) {
		case 'iSlash':
			return iSlash(around, { text: '={{ $json.text }}', options: {} });
		case 'iSlash, 10 at a time':
			return iSlash(around, { text: '={{ $json.text }}', options: { maxConcurrency: 10 } });
		case 'iSlash with a file':
			return iSlash(around, { attachment: 'binaryFile', options: { maxConcurrency: 10 } });
		case 'HTTP Request':
			return httpRequest(around, { name: 'text', value: '={{ $json.text }}' });
		case 'HTTP Request with a file':
			return httpRequest(around, {
				parameterType: 'formBinaryData',
				name: 'file',
				inputDataFieldName: 'data',
			});
		case 'bare loop':
			return ownNode('bareLoop', around, { atOnce: USUAL_CONCURRENCY });
		case 'bare loop, 10 at a time':
			return ownNode('bareLoop', around, { atOnce: 10 });
		case 'bare loop, one at a time':
			return ownNode('bareLoop', around, { atOnce: 1 });
		case 'bare loop with credential':
			return {
				...ownNode('credentialLoop', around, { atOnce: USUAL_CONCURRENCY }),
				credentials: { iSlashApi: around.iSlashApi },
			};
		case 'Blob with a file':
			return ownNode('blobUpload', around, {});
	}
}

const messageUrl = ({ url }: Surroundings) => `${url}/api/public/send-session-message`;

function iSlash({ iSlashApi }: Surroundings, parameters: NodeKind['parameters']): NodeKind {
	return {
		type: 'n8n-nodes-islash.iSlash',
		typeVersion: 1,
		parameters: {
			resource: 'sessionMessage',
			operation: 'send',
			identity: '={{ $json.number }}',
			...parameters,
		},
		credentials: { iSlashApi },
	};
}

/** As a user sets it up by hand: credential with a header, form fields, everything else as it is. */
function httpRequest(around: Surroundings, content: NodeKind['parameters']): NodeKind {
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.5,
		parameters: {
			method: 'POST',
			url: messageUrl(around),
			authentication: 'genericCredentialType',
			genericAuthType: 'httpHeaderAuth',
			sendBody: true,
			contentType: 'multipart-form-data',
			bodyParameters: {
				parameters: [
					{ name: 'session', value: SANDBOX_SESSION_KEY },
					{ name: 'identity', value: '={{ $json.number }}' },
					content,
				],
			},
			options: {},
		},
		credentials: { httpHeaderAuth: around.httpHeaderAuth },
	};
}

function ownNode(name: string, around: Surroundings, parameters: NodeKind['parameters']): NodeKind {
	return {
		type: `CUSTOM.${name}`,
		typeVersion: 1,
		parameters: {
			url: messageUrl(around),
			token: SANDBOX_TOKEN,
			session: SANDBOX_SESSION_KEY,
			...parameters,
		},
	};
}

/** The path of the webhook that runs a side's workflow. */
export function pathOf(side: Side): string {
	return `bench-${side.replace(/\W+/g, '-')}`;
}

/** A webhook makes items, the side sends them, and the answer comes when all are sent. */
export function workflowOf(side: Side, around: Surroundings): WorkflowFile {
	const chain: ReadonlyArray<NodeKind & { readonly name: string; readonly webhookId?: string }> = [
		{
			name: 'Webhook',
			type: 'n8n-nodes-base.webhook',
			typeVersion: 2,
			parameters: { httpMethod: 'POST', path: pathOf(side), responseMode: 'lastNode' },
			webhookId: pathOf(side),
		},
		{ name: 'Items', type: 'CUSTOM.benchItems', typeVersion: 1, parameters: {} },
		{ name: SEND, ...sendNode(side, around) },
		{ name: 'Count', type: 'CUSTOM.benchCount', typeVersion: 1, parameters: {} },
	];
	const links = chain
		.slice(1)
		.map(({ name }, index) => [
			chain[index]?.name ?? '',
			{ main: [[{ node: name, type: 'main', index: 0 }]] },
		]);
	return {
		name: `Benchmark: ${side}`,
		nodes: chain.map((node, index) => ({ position: [index * 220, 0], ...node })),
		connections: Object.fromEntries(links),
		settings: { executionOrder: 'v1' },
	};
}
