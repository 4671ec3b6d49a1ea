import { readExamples } from '../n8n/examples.cts';
import type { RestSession } from '../n8n/restSession.cts';
import {
	createWorkflow,
	listWorkflows,
	withCredentials,
	type CredentialReference,
} from '../n8n/workflowsApi.cts';

/**
 * Imports the example workflows that are missing, so that a user's changes to the others stay.
 * Gives the names of all examples.
 */
export async function importExamples(
	rest: RestSession,
	credentials: Readonly<Record<string, CredentialReference>>,
): Promise<readonly string[]> {
	const there = new Set((await listWorkflows(rest)).map(({ name }) => name));
	const examples = await readExamples();
	for (const example of examples) {
		if (!there.has(example.name)) await createWorkflow(rest, withCredentials(example, credentials));
	}
	return examples.map(({ name }) => name);
}
