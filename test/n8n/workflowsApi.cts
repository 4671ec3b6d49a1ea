import { RestError, type RestSession } from './restSession.cts';

export interface CredentialReference {
	readonly id: string;
	readonly name: string;
}

/** A node in a workflow file. */
export interface WorkflowNode {
	readonly id?: string;
	readonly name: string;
	readonly type: string;
	readonly typeVersion: number;
	readonly position: readonly [number, number];
	readonly parameters: Readonly<Record<string, unknown>>;
	readonly credentials?: Readonly<Record<string, CredentialReference>>;
	readonly webhookId?: string;
	readonly onError?: string;
	readonly retryOnFail?: boolean;
	readonly maxTries?: number;
	readonly waitBetweenTries?: number;
}

/** A workflow as a file that n8n imports. */
export interface WorkflowFile {
	readonly name: string;
	readonly nodes: readonly WorkflowNode[];
	readonly connections: Readonly<Record<string, unknown>>;
	readonly settings?: Readonly<Record<string, unknown>>;
	readonly pinData?: Readonly<Record<string, readonly object[]>>;
}

export interface SavedWorkflow extends WorkflowFile {
	readonly id: string;
	readonly versionId: string;
	readonly active: boolean;
}

/** Saves a workflow like the editor's "Import from file": as a new workflow with a new id. */
export async function createWorkflow(
	rest: RestSession,
	workflow: WorkflowFile,
): Promise<SavedWorkflow> {
	return await rest.post('/workflows', {
		settings: {},
		...workflow,
		active: false,
		id: undefined,
	});
}

export async function openWorkflow(rest: RestSession, id: string): Promise<SavedWorkflow> {
	return await rest.get(`/workflows/${id}`);
}

/** Saves a workflow that was edited, as the editor's "Save" does. */
export async function saveWorkflow(
	rest: RestSession,
	workflow: SavedWorkflow,
): Promise<SavedWorkflow> {
	const { id, name, nodes, connections, settings, versionId } = workflow;
	return await rest.patch(`/workflows/${id}`, { name, nodes, connections, settings, versionId });
}

export async function listWorkflows(
	rest: RestSession,
): Promise<ReadonlyArray<Pick<SavedWorkflow, 'id' | 'name' | 'active'>>> {
	return await rest.get('/workflows');
}

/** Publishes a workflow and waits until its webhooks and forms answer. */
export async function activateWorkflow(rest: RestSession, workflow: SavedWorkflow): Promise<void> {
	await rest.post(`/workflows/${workflow.id}/activate`, { versionId: workflow.versionId });
	const status = await settledStatus(rest, workflow.id);
	if (status !== 'published') {
		throw new Error(`The publication of "${workflow.name}" is ${status}`);
	}
}

/** Takes every published workflow off the air, so that its webhook paths are free again. */
export async function deactivateAll(rest: RestSession): Promise<void> {
	const published = (await listWorkflows(rest)).filter(({ active }) => active);
	for (const { id } of published) {
		await rest.post(`/workflows/${id}/deactivate`);
		await settledStatus(rest, id);
	}
}

async function settledStatus(rest: RestSession, id: string, withinMs = 30_000): Promise<string> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const status = await publicationStatus(rest, id);
		if (status !== 'in_progress' || Date.now() > deadline) return status;
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}

/** n8n 2 publishes in the background; n8n 1 has done it when it answers, and knows no status. */
async function publicationStatus(rest: RestSession, id: string): Promise<string> {
	try {
		return (await rest.get<{ status: string }>(`/workflows/${id}/publication-status`)).status;
	} catch (error: unknown) {
		if (error instanceof RestError && error.status === 404) return 'published';
		throw error;
	}
}

/**
 * Presses "Execute workflow" and gives the id of the execution.
 *
 * @param json what the trigger puts out, for one that waits for something, such as a chat message
 */
export async function runWorkflow(
	rest: RestSession,
	workflow: SavedWorkflow,
	trigger: string,
	json?: object,
): Promise<string> {
	const data = json && { data: { main: [[{ json }]] } };
	const { executionId } = await rest.post<{ executionId?: string }>(
		`/workflows/${workflow.id}/run`,
		{ workflowData: workflow, triggerToStartFrom: { name: trigger, data } },
	);
	if (!executionId) throw new Error(`n8n did not start the workflow "${workflow.name}"`);
	return executionId;
}

/** The same workflow with the credentials of this n8n, as a person picks them after an import. */
export function withCredentials(
	workflow: WorkflowFile,
	available: Readonly<Record<string, CredentialReference>>,
): WorkflowFile {
	return {
		...workflow,
		nodes: workflow.nodes.map((node) =>
			node.credentials
				? {
						...node,
						credentials: Object.fromEntries(
							Object.entries(node.credentials).map(([type, chosen]) => [
								type,
								available[type] ?? chosen,
							]),
						),
					}
				: node,
		),
	};
}
