import { parse, stringify } from 'flatted';
import type { IRunExecutionData, Workflow } from 'n8n-workflow';

/** The execution's data as n8n writes it to its database. */
export function saveExecution(data: IRunExecutionData): string {
	return stringify(data);
}

/** The execution's data as n8n reads it from its database. */
export function readExecution(saved: string): IRunExecutionData {
	return parse(saved) as IRunExecutionData;
}

/**
 * A failed execution's data made ready to go on, as n8n's "Retry execution with currently saved
 * workflow" does: read back from the database, without the error and the run that failed, and with
 * the nodes as they are now. Everything else, the nodes' contexts too, stays.
 */
export function dataForRetry(failed: IRunExecutionData, workflow: Workflow): IRunExecutionData {
	const data = readExecution(saveExecution(failed));
	if (!data.executionData) throw new Error('The execution has no data to go on from.');
	const { resultData, executionData } = data;
	const { lastNodeExecuted } = resultData;
	if (lastNodeExecuted) {
		delete resultData.error;
		const runs = resultData.runData[lastNodeExecuted];
		if (runs?.at(-1)?.error !== undefined) runs.pop();
	}
	for (const entry of executionData.nodeExecutionStack) {
		const node = workflow.getNode(entry.node.name);
		if (!node) throw new Error(`The workflow has no node "${entry.node.name}" any more.`);
		entry.node = node;
	}
	return data;
}
