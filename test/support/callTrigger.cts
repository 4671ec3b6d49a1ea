import { WebhookContext } from 'n8n-core';
import {
	Workflow,
	type IDataObject,
	type INode,
	type INodeParameters,
	type INodeType,
	type IWebhookFunctions,
	type IWebhookResponseData,
	type WorkflowExecuteMode,
} from 'n8n-workflow';
import { additionalDataFor } from './additionalData.cts';
import { TestCredentials } from './credentialsHelper.cts';
import { loadPackage } from './loadPackage.cts';
import { nodeTypesOf } from './nodeTypes.cts';

export interface Call {
	readonly parameters?: INodeParameters;
	readonly body?: unknown;
	readonly rawBody?: unknown;
	readonly query?: unknown;
	readonly mode?: WorkflowExecuteMode;
	/** n8n's static data as it was saved. */
	readonly staticData?: IDataObject;
	readonly workflowId?: string;
}

export interface Answer {
	readonly status: number;
	readonly body: unknown;
	readonly events: readonly IDataObject[];
	readonly result: IWebhookResponseData;
	readonly staticData: IDataObject;
	readonly changed: boolean;
}

/** An object of which only these may be asked for. */
const strictly = <T extends object>(named: T): T =>
	new Proxy(named, {
		get: (target, name, receiver) => {
			if (name in target) return Reflect.get(target, name, receiver) as unknown;
			throw new Error(`The trigger asked for ${String(name)}`);
		},
	});

let workflows = 0;

/** Calls the trigger's webhook as n8n does. */
export async function callTrigger(given: Call): Promise<Answer> {
	const loader = await loadPackage();
	const node: INode = {
		...{ id: 'trigger', name: 'iSlash Trigger', type: 'n8n-nodes-islash.iSlashTrigger' },
		...{ typeVersion: 1, position: [0, 0], parameters: given.parameters ?? {} },
	};
	const id = given.workflowId ?? `workflow-${++workflows}`;
	const workflow = new Workflow({
		...{ id, nodes: [node], connections: {}, active: true, staticData: given.staticData ?? {} },
		nodeTypes: nodeTypesOf(loader, {}),
	});
	const mode = given.mode ?? 'webhook';
	const additionalData = additionalDataFor({} as never, new TestCredentials(loader, {}), mode);
	const answer = { status: 0, body: undefined as unknown };
	const response = strictly({
		status: (status: number) => (Object.assign(answer, { status }), response),
		json: (body: unknown) => (Object.assign(answer, { body }), response),
	});
	const { body, rawBody, query = {} } = given;
	Object.assign(additionalData, {
		httpRequest: strictly({ body, rawBody, query, headers: {}, params: {} }),
		httpResponse: response,
	});
	const type = loader.getNode('iSlashTrigger').type as INodeType;
	const inner = Object.values(workflow.nodes)[0] as INode;
	const context = new WebhookContext(workflow, inner, additionalData, mode, {} as never, [], null);
	const result = (await type.webhook?.call(context as IWebhookFunctions)) ?? {};
	const items = result.workflowData?.[0] ?? [];
	return {
		...answer,
		events: items.map(({ json }) => json),
		result,
		staticData: JSON.parse(JSON.stringify(workflow.staticData)) as IDataObject,
		changed: workflow.staticData.__dataChanged === true,
	};
}
