import { ExecutionLifecycleHooks, ExternalSecretsProxy } from 'n8n-core';
import type {
	ICredentialsHelper,
	ITaskData,
	IWorkflowBase,
	IWorkflowExecuteAdditionalData,
	WorkflowExecuteMode,
} from 'n8n-workflow';
import { Container } from './n8nServices.cts';

/** Called when a node begins and, with its result, when it has ended. */
export interface NodeListener {
	begins?(nodeName: string): void;
	ended?(nodeName: string, result: ITaskData): void;
}

const HOST = 'http://127.0.0.1:5678';

const addresses = {
	restApiUrl: `${HOST}/rest`,
	instanceBaseUrl: `${HOST}/`,
	formBaseUrl: `${HOST}/form`,
	formWaitingBaseUrl: `${HOST}/form-waiting`,
	formTestBaseUrl: `${HOST}/form-test`,
	webhookBaseUrl: `${HOST}/webhook`,
	webhookWaitingBaseUrl: `${HOST}/webhook-waiting`,
	webhookTestBaseUrl: `${HOST}/webhook-test`,
	mcpBaseUrl: `${HOST}/mcp`,
	mcpTestBaseUrl: `${HOST}/mcp-test`,
};

let executions = 0;

const notOffered = async (): Promise<never> => {
	throw new Error('The test harness runs no sub-workflows, code runners or other executions.');
};

/** The things an n8n instance gives the engine besides the workflow: credentials, hooks, addresses. */
export function additionalDataFor(
	workflow: IWorkflowBase,
	credentialsHelper: ICredentialsHelper,
	mode: WorkflowExecuteMode,
	listener: NodeListener = {},
): IWorkflowExecuteAdditionalData {
	const executionId = String(++executions);
	const hooks = new ExecutionLifecycleHooks(mode, executionId, workflow);
	hooks.addHandler('nodeExecuteBefore', (name) => listener.begins?.(name));
	hooks.addHandler('nodeExecuteAfter', (name, task) => listener.ended?.(name, task));
	return {
		...addresses,
		executionId,
		hooks,
		credentialsHelper,
		externalSecretsProxy: Container.get(ExternalSecretsProxy),
		workflowId: workflow.id,
		currentNodeExecutionIndex: 0,
		variables: {},
		setExecutionStatus: () => {},
		logAiEvent: () => {},
		executeWorkflow: notOffered,
		getRunExecutionData: notOffered,
		getRuntimeCredential: notOffered,
		startRunnerTask: notOffered,
	};
}
