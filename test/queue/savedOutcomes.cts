import { outputOf, readExecution, type SavedExecution } from '../n8n/executionsApi.cts';
import type { RestSession } from '../n8n/restSession.cts';
import { SENDING_NODE } from './crmWorkflow.cts';
import type { Postgres } from './postgres.cts';

/** The outcome of a message according to its saved execution. */
export type Saying =
	| { readonly says: 'sent'; readonly messageId: number }
	| { readonly says: 'alreadySent' }
	| { readonly says: 'failed'; readonly error: string }
	/** Crashed, or running for ever: it does not say. */
	| { readonly says: 'nothing'; readonly status: string };

export type SavedOutcome = Saying & { readonly executionId: string; readonly key: string };

const READ_AT_ONCE = 10;

/** The keys of our deals; they contain no blank and occur nowhere else in an execution. */
const KEY = '(?:deal|instant)-[0-9]+';

/** The keys that executions were called with, by their ids. */
export type CalledWith = ReadonlyMap<string, string>;

/** Reads every execution of a workflow, oldest first. */
export async function readOutcomes(
	{ rest, postgres }: { readonly rest: RestSession; readonly postgres: Postgres },
	workflowId: string,
	calledWith: CalledWith = new Map(),
): Promise<readonly SavedOutcome[]> {
	const ids = (await listExecutions(postgres, workflowId)).map(({ id }) => id);
	const outcomes: SavedOutcome[] = [];
	for (let start = 0; start < ids.length; start += READ_AT_ONCE) {
		const some = ids.slice(start, start + READ_AT_ONCE);
		const executions = await Promise.all(some.map(async (id) => await readExecution(rest, id)));
		outcomes.push(...executions.map((execution) => toOutcome(execution, calledWith)));
	}
	return outcomes;
}

export interface Listed {
	readonly id: string;
	readonly status: string;
}

/** Every execution of a workflow, oldest first: from the database, because n8n's list comes in pages. */
async function listExecutions(postgres: Postgres, workflowId: string): Promise<readonly Listed[]> {
	const rows = await postgres.query(
		`select id || ' ' || status from execution_entity where "workflowId" = '${workflowId}' order by id`,
	);
	return rows.map((row) => {
		const [id = '', status = ''] = row.split(' ');
		return { id, status };
	});
}

const UNFINISHED = ['new', 'running', 'waiting', 'unknown'];

/** Waits until so many executions have ended, or until nothing has ended any more for a while. */
export async function untilEnded(
	postgres: Postgres,
	workflowId: string,
	count: number,
	patienceMs = 45_000,
): Promise<void> {
	let ended = -1;
	let lastEnd = Date.now();
	while (ended < count && Date.now() - lastEnd < patienceMs) {
		const executions = await listExecutions(postgres, workflowId);
		const now = executions.filter(({ status }) => !UNFINISHED.includes(status)).length;
		if (now !== ended) lastEnd = Date.now();
		ended = now;
		if (ended < count) await new Promise((resolve) => setTimeout(resolve, 300));
	}
}

/**
 * What the executions that have not ended were called with. To be asked soon after a worker died:
 * n8n gives up the execution, and saves an error in place of everything else.
 */
export async function unfinishedCalls(postgres: Postgres, workflowId: string): Promise<CalledWith> {
	const rows = await postgres.query(
		`select id || ' ' || substring(data from '${KEY}') from execution_entity
		 join execution_data on "executionId" = id
		 where "workflowId" = '${workflowId}' and status in ('new', 'running')`,
	);
	return new Map(rows.map((row) => row.split(' ') as [string, string]));
}

function toOutcome(execution: SavedExecution, calledWith: CalledWith): SavedOutcome {
	const { id, savedText } = execution;
	const key = new RegExp(KEY).exec(savedText)?.[0] ?? calledWith.get(id);
	if (!key) throw new Error(`Execution ${id} does not tell its key: ${savedText.slice(0, 500)}`);
	return { executionId: id, key, ...whatItSays(execution) };
}

function whatItSays(execution: SavedExecution): Saying {
	const [item] = outputOf(execution, SENDING_NODE);
	if (item?.outcome === 'alreadySent') return { says: 'alreadySent' };
	if (item?.id !== undefined) return { says: 'sent', messageId: Number(item.id) };
	const error = execution.runs[SENDING_NODE]?.at(-1)?.error;
	if (error) return { says: 'failed', error: String(error.message) };
	return { says: 'nothing', status: execution.status };
}
