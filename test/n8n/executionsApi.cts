import { parse } from 'flatted';
import type { RestSession } from './restSession.cts';

/** An item as n8n saves it with an execution. */
export interface SavedItem {
	readonly json: Readonly<Record<string, unknown>>;
	readonly binary?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
	readonly pairedItem?: unknown;
}

/** One run of a node in an execution. */
export interface NodeRun {
	readonly data?: Readonly<Record<string, ReadonlyArray<readonly SavedItem[] | null>>>;
	readonly error?: Readonly<Record<string, unknown>>;
	readonly executionStatus?: string;
}

/** An execution as n8n has saved it. */
export interface SavedExecution {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
	readonly retryOf?: string | null;
	/** The runs of every node, by its name. */
	readonly runs: Readonly<Record<string, readonly NodeRun[]>>;
	readonly error: (Readonly<Record<string, unknown>> & { readonly message?: string }) | undefined;
	/** Everything that was saved, as text, to be searched for secrets. */
	readonly savedText: string;
}

interface ExecutionAnswer {
	readonly id: string;
	readonly status: string;
	readonly mode: string;
	readonly retryOf?: string | null;
	readonly data: string;
}

interface ExecutionData {
	readonly resultData: {
		readonly runData?: SavedExecution['runs'];
		readonly error?: SavedExecution['error'];
	};
}

const UNFINISHED = ['new', 'running', 'waiting', 'unknown'];

/** An execution as far as it has come. */
export async function readExecution(rest: RestSession, id: string): Promise<SavedExecution> {
	const answer = await rest.get<ExecutionAnswer>(`/executions/${id}`);
	const { resultData } = parse(answer.data) as ExecutionData;
	return {
		id: answer.id,
		status: answer.status,
		mode: answer.mode,
		retryOf: answer.retryOf,
		runs: resultData.runData ?? {},
		error: resultData.error,
		savedText: answer.data,
	};
}

/** How far an execution is; of one that just begins nothing else is saved yet. */
export async function executionStatus(rest: RestSession, id: string): Promise<string> {
	return (await rest.get<ExecutionAnswer>(`/executions/${id}`)).status;
}

/** Waits until an execution has ended, one way or the other. */
export async function finishedExecution(
	rest: RestSession,
	id: string,
	withinMs = 60_000,
): Promise<SavedExecution> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const { status } = await rest.get<ExecutionAnswer>(`/executions/${id}`);
		if (!UNFINISHED.includes(status)) return await readExecution(rest, id);
		if (Date.now() > deadline) throw new Error(`Execution ${id} is still ${status}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

/** The ids of a workflow's executions, the newest first. */
async function executionsOf(rest: RestSession, workflowId: string): Promise<string[]> {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = await rest.get<{ results: Array<{ id: string }> }>(
		`/executions?filter=${filter}&limit=100`,
	);
	return results.map(({ id }) => String(id));
}

/** Waits until a workflow that something else starts has run so often, and gives the runs. */
export async function awaitExecutions(
	rest: RestSession,
	workflowId: string,
	count: number,
	withinMs = 30_000,
): Promise<SavedExecution[]> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const ids = await executionsOf(rest, workflowId);
		if (ids.length >= count) {
			return await Promise.all(ids.reverse().map(async (id) => await finishedExecution(rest, id)));
		}
		if (Date.now() > deadline) throw new Error(`${ids.length} of ${count} executions were saved`);
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}

/** "Retry with original workflow" or "with currently saved workflow" of the executions list. */
export async function retryExecution(
	rest: RestSession,
	id: string,
	withSavedWorkflow = false,
): Promise<SavedExecution> {
	const retried = await rest.post<{ id: string }>(`/executions/${id}/retry`, {
		loadWorkflow: withSavedWorkflow,
	});
	return await finishedExecution(rest, String(retried.id));
}

/** Presses "Stop" of a running execution. */
export async function stopExecution(rest: RestSession, id: string): Promise<void> {
	await rest.post(`/executions/${id}/stop`);
}

/** What came out of a node in a run (the last one), at one of its outputs. */
export function outputOf(
	execution: SavedExecution,
	node: string,
	output = 0,
): ReadonlyArray<SavedItem['json']> {
	const items = execution.runs[node]?.at(-1)?.data?.main?.[output] ?? [];
	return items.map(({ json }) => json);
}
