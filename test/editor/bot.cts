import { randomUUID } from 'node:crypto';
import type { RestSession } from '../n8n/restSession.cts';
import {
	activateWorkflow,
	createWorkflow,
	listWorkflows,
	openWorkflow,
	type CredentialReference,
	type WorkflowFile,
} from '../n8n/workflowsApi.cts';

/** A workflow that answers every message of a customer, so that the chat page has somebody to talk to. */

const NAME = 'Answer what the customer writes';
const TRIGGER = 'n8n-nodes-islash.iSlashTrigger';

/** A shop's first answers, in place of the AI agent that the workflow gets later. */
const TEXT = `={{
	/open|hours/i.test($json.text) ? 'We are open from Monday to Saturday, 9 am to 6 pm. On Sunday we are closed.'
	: /thank/i.test($json.text) ? 'You are welcome! See you soon.'
	: $json.text ? 'You wrote: ' + $json.text + '\\nI am the workflow "${NAME}". Change me in n8n.'
	: 'Thank you for the ' + $json.type + '!'
}}`;

function botWorkflow(credential: CredentialReference): WorkflowFile {
	const own = { id: randomUUID(), webhookId: randomUUID() };
	return {
		name: NAME,
		nodes: [
			{
				...own,
				name: 'Customers',
				type: TRIGGER,
				typeVersion: 1,
				position: [0, 0],
				parameters: { events: ['message'], options: {} },
			},
			{
				name: 'Answer',
				type: 'n8n-nodes-islash.iSlash',
				typeVersion: 1,
				position: [240, 0],
				credentials: { iSlashApi: credential },
				parameters: {
					resource: 'sessionMessage',
					operation: 'send',
					identity: '={{ $json.contactNumber }}',
					text: TEXT,
					attachment: 'none',
					options: { deduplicationKey: '=answer-{{ $json.messageId }}' },
				},
			},
		],
		connections: { Customers: { main: [[{ node: 'Answer', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
		pinData: {},
	};
}

/** Publishes the workflow, and creates it if it is missing. Returns the address of its trigger. */
export async function publishBot(
	rest: RestSession,
	credential: CredentialReference,
): Promise<string> {
	const there = (await listWorkflows(rest)).find(({ name }) => name === NAME);
	const { id } = there ?? (await createWorkflow(rest, botWorkflow(credential)));
	const workflow = await openWorkflow(rest, id);
	await activateWorkflow(rest, workflow);
	const trigger = workflow.nodes.find(({ type }) => type === TRIGGER);
	return `${rest.url}/webhook/${trigger?.webhookId ?? ''}/webhook`;
}
