import { randomUUID } from 'node:crypto';
import type { RestSession } from '../n8n/restSession.cts';
import {
	activateWorkflow,
	createWorkflow,
	openWorkflow,
	type CredentialReference,
	type WorkflowFile,
} from '../n8n/workflowsApi.cts';
import type { Postgres } from './postgres.cts';

/** An n8n whose trigger is called, and the database that its executions are saved in. */
export interface TriggerHost {
	/** In words, for the summary. */
	readonly mode: string;
	readonly rest: RestSession;
	readonly credential: CredentialReference;
	/** The address of the process that takes the calls. */
	readonly url: string;
	readonly postgres: Postgres;
	readonly schema: string;
	/** How many executions run side by side. */
	readonly atOnce: number;
}

type Start = 'iSlash Trigger' | 'Webhook';

/** What comes behind the trigger: nothing that takes time, or a message to iSlash. */
type Next = 'nothing' | 'a message';

const AT = { typeVersion: 1, position: [0, 0] as [number, number] };

const STARTS = {
	'iSlash Trigger': {
		...AT,
		type: 'n8n-nodes-islash.iSlashTrigger',
		parameters: { events: ['message'], options: {} },
	},
	Webhook: {
		...AT,
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path: 'plain', options: {} },
	},
};

function workflowOf(
	name: string,
	webhookId: string,
	{ start, next, credential }: { start: Start; next: Next; credential: CredentialReference },
): WorkflowFile {
	const send = {
		...AT,
		type: 'n8n-nodes-islash.iSlash',
		parameters: { identity: '={{ $json.contactNumber }}', text: 'Hello' },
		credentials: { iSlashApi: credential },
	};
	const noOp = { ...AT, type: 'n8n-nodes-base.noOp', parameters: {} };
	return {
		name,
		nodes: [
			{ ...STARTS[start], name: 'Customers', webhookId },
			{ ...(next === 'nothing' ? noOp : send), name: 'Next' },
		],
		connections: { Customers: { main: [[{ node: 'Next', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
		pinData: {},
	};
}

/** Publishes a workflow that a call starts, and gives the address to call. */
export async function publishTrigger(
	{ rest, url, credential }: TriggerHost,
	name: string,
	start: Start = 'iSlash Trigger',
	next: Next = 'nothing',
): Promise<{ readonly id: string; readonly url: string }> {
	const webhookId = randomUUID();
	const workflow = workflowOf(name, webhookId, { start, next, credential });
	const { id } = await createWorkflow(rest, workflow);
	await activateWorkflow(rest, await openWorkflow(rest, id));
	const path = start === 'Webhook' ? 'plain' : `${webhookId}/webhook`;
	return { id, url: `${url}/webhook/${path}` };
}

/**
 * Calls the trigger with one text message of this ID, from a contact of this number, and gives the
 * status once the whole answer is there.
 */
export async function postMessage(url: string, id: string, number: number): Promise<number> {
	const from = String(20_000 + number);
	const facts = { from, wa_id: from, timestamp: '1649756854', sequence: String(number) };
	const messages = [{ ...facts, id, type: 'text', text: { body: 'Hello' } }];
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ messages }),
	});
	await response.arrayBuffer();
	return response.status;
}
