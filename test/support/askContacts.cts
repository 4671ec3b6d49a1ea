import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SANDBOX_SESSION_KEY, type Sandbox } from '../sandbox/server.cts';
import { runNode, type NodeRunOptions, type WorkflowRun } from './runWorkflow.cts';
import { credentialFor } from './send.cts';

/** Does an operation of contacts with the server at this address. */
export async function askContacts(
	host: string,
	parameters: INodeParameters,
	items: ReadonlyArray<{ readonly json: IDataObject }> = [{ json: {} }],
	more: NodeRunOptions = {},
): Promise<WorkflowRun> {
	const credentials = credentialFor(host);
	return await runNode({ resource: 'contact', ...parameters }, items, { credentials, ...more });
}

/** What the sandbox was asked, in order: method and readable path. */
export const askedOf = ({ requests }: Sandbox): string[] =>
	requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);

/** How the query of every request begins. */
export const SESSION = `session=${SANDBOX_SESSION_KEY}`;
