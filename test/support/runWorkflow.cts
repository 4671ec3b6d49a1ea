import './logLines.cts';
import './deduplicator.cts';
import { WorkflowExecute } from 'n8n-core';
import {
	createRunExecutionData,
	Workflow,
	type ExecutionError,
	type IConnections,
	type INode,
	type INodeExecutionData,
	type INodeParameters,
	type INodeTypes,
	type IRun,
	type IRunExecutionData,
	type IWorkflowBase,
	type IWorkflowSettings,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor, type NodeListener } from './additionalData.cts';
import { useBinaryMode, type BinaryMode } from './binaryData.cts';
import { TestCredentials, type CredentialValues } from './credentialsHelper.cts';
import { ITEMS_NODE, itemsNodeType, type SourceItem } from './items.cts';
import { loadPackage } from './loadPackage.cts';
import { listenToLog, type LogLine } from './logLines.cts';
import { nodeTypesOf, type NodeTypesByName } from './nodeTypes.cts';
import { dataForRetry } from './savedExecution.cts';

export interface RunOptions {
	/** Values of the credentials, by credential type. */
	readonly credentials?: CredentialValues;
	/** In memory (the default) or in files. Runs side by side in one process use the same mode. */
	readonly binaryMode?: BinaryMode;
	/** Aborting it stops the execution as n8n's Stop does. */
	readonly signal?: AbortSignal;
	/** Data of a failed execution, to go on from as n8n's "Retry execution" does. */
	readonly runExecutionData?: IRunExecutionData;
	/** Receives every line n8n logs during the run, debug included. */
	readonly log?: LogLine[];
	readonly listener?: NodeListener;
	/** Node types beside the package's own, by full name. */
	readonly nodeTypes?: NodeTypesByName;
	readonly mode?: WorkflowExecuteMode;
	readonly packageFolder?: string;
}

export interface WorkflowToRun {
	readonly id?: string;
	readonly name?: string;
	readonly nodes: INode[];
	readonly connections: IConnections;
	readonly settings?: IWorkflowSettings;
}

export interface WorkflowRun {
	readonly run: IRun;
	readonly runExecutionData: IRunExecutionData;
	/** Items of the node's first output. */
	data(nodeName: string, runIndex?: number): readonly INodeExecutionData[];
	/** Items of all outputs of the node. */
	outputs(nodeName: string, runIndex?: number): ReadonlyArray<readonly INodeExecutionData[]>;
	/** The error of a node's last run, or of the execution when no node is named. */
	error(nodeName?: string): ExecutionError | undefined;
}

function baseOf({ id = 'test-workflow', name = 'Test', ...rest }: WorkflowToRun): IWorkflowBase {
	const now = new Date();
	const dates = { createdAt: now, updatedAt: now };
	const off = { active: false, isArchived: false, activeVersionId: null };
	return {
		...rest,
		...dates,
		...off,
		id,
		name,
		settings: { executionOrder: 'v1', ...rest.settings },
	};
}

function startNodeOf(workflow: Workflow): INode | undefined {
	const isFirst = ({ name }: INode) => workflow.getParentNodes(name).length === 0;
	return workflow.getStartNode() ?? Object.values(workflow.nodes).find(isFirst);
}

async function runToEnd(
	execute: WorkflowExecute,
	workflow: Workflow,
	resumed: boolean,
	signal?: AbortSignal,
): Promise<IRun> {
	const running = resumed
		? execute.processRunExecutionData(workflow)
		: execute.run({ workflow, startNode: startNodeOf(workflow) });
	const stop = () => running.cancel();
	if (signal?.aborted) stop();
	signal?.addEventListener('abort', stop, { once: true });
	try {
		return await running;
	} finally {
		signal?.removeEventListener('abort', stop);
	}
}

function asWorkflowRun(run: IRun): WorkflowRun {
	const { resultData } = run.data;
	const task = (name: string, index: number) => resultData.runData[name]?.at(index);
	const outputs = (name: string, index = -1) =>
		(task(name, index)?.data?.main ?? []).map((items) => items ?? []);
	return {
		run,
		runExecutionData: run.data,
		outputs,
		data: (name, index) => outputs(name, index)[0] ?? [],
		error: (name) => (name === undefined ? resultData.error : task(name, -1)?.error),
	};
}

/**
 * Runs a workflow through n8n-core with the built package, loaded as n8n loads it. Rejects only when
 * n8n does not even start it, because a required parameter is empty or a node type is unknown; what
 * goes wrong in a node is in the run's `error()`.
 */
export async function runWorkflow(
	workflowToRun: WorkflowToRun,
	options: RunOptions = {},
): Promise<WorkflowRun> {
	const { runExecutionData: failed, listener, log } = options;
	const loader = await loadPackage(options.packageFolder);
	const base = baseOf(structuredClone(workflowToRun));
	const nodeTypes: INodeTypes = nodeTypesOf(loader, options.nodeTypes ?? {});
	const workflow = new Workflow({ ...base, nodeTypes });
	await useBinaryMode(options.binaryMode ?? 'default');
	const mode = options.mode ?? (failed ? 'retry' : 'manual');
	const credentials = new TestCredentials(loader, options.credentials ?? {});
	const additionalData = additionalDataFor(base, credentials, mode, listener);
	const data = failed ? dataForRetry(failed, workflow) : createRunExecutionData();
	const execute = new WorkflowExecute(additionalData, mode, data);
	const stopListening = log && listenToLog((line) => log.push(line));
	try {
		return asWorkflowRun(await runToEnd(execute, workflow, failed !== undefined, options.signal));
	} finally {
		stopListening?.();
	}
}

export interface NodeRunOptions extends RunOptions {
	/** More settings of the node, such as `onError` or `retryOnFail`; `type` for another node. */
	readonly node?: Partial<INode>;
	readonly workflowId?: string;
}

/** Name of the node that `runNode` runs, and its type. */
export const NODE_NAME = 'iSlash';
export const NODE_TYPE = 'n8n-nodes-islash.iSlash';

const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

function credentialsOf(values: CredentialValues = {}): INode['credentials'] {
	const names = Object.keys(values);
	return Object.fromEntries(names.map((type) => [type, { id: type, name: `${type} account` }]));
}

/**
 * Runs the node, named "iSlash", on these items: a node "Items" puts them out before it, of a type of
 * its own if `nodeTypes` has one for ITEMS_NODE.
 */
export async function runNode(
	parameters: INodeParameters,
	items: readonly SourceItem[],
	options: NodeRunOptions = {},
): Promise<WorkflowRun> {
	const { node, workflowId, nodeTypes, ...runOptions } = options;
	const credentials = credentialsOf(options.credentials);
	const tested = { ...place, id: 'islash', name: NODE_NAME, type: NODE_TYPE, credentials, ...node };
	const source = { ...place, id: 'items', name: 'Items', type: ITEMS_NODE };
	const workflow: WorkflowToRun = {
		...(workflowId === undefined ? {} : { id: workflowId }),
		nodes: [source, { ...tested, parameters: { ...parameters, ...node?.parameters } }],
		connections: { Items: { main: [[{ node: tested.name, type: 'main', index: 0 }]] } },
	};
	const types = { [ITEMS_NODE]: itemsNodeType(items), ...nodeTypes };
	return await runWorkflow(workflow, { ...runOptions, nodeTypes: types });
}
