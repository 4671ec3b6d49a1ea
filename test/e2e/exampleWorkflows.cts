import { readExample } from '../n8n/examples.cts';
import {
	createWorkflow,
	withCredentials,
	type CredentialReference,
	type SavedWorkflow,
} from '../n8n/workflowsApi.cts';
import type { World } from './world.cts';

/** Imports an example and chooses the credentials, which is all its user has to do. */
export async function importExample(
	{ rest, credential }: World,
	fileName: string,
	others: Readonly<Record<string, CredentialReference>> = {},
): Promise<SavedWorkflow> {
	const example = await readExample(fileName);
	return await createWorkflow(rest, withCredentials(example, { iSlashApi: credential, ...others }));
}

/** Calls a webhook of n8n, as another system does. */
export async function post(world: World, path: string, body: object): Promise<Response> {
	return await fetch(`${world.rest.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}
