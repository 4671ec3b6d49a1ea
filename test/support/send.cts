import type { INode, INodeExecutionData, INodeParameters, IDataObject } from 'n8n-workflow';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../sandbox/server.cts';
import type { SourceItem } from './items.cts';
import { NODE_NAME, runNode, type NodeRunOptions, type WorkflowRun } from './runWorkflow.cts';

/** The credential of the node for a server at this address. */
export const credentialFor = (host: string) => ({
	iSlashApi: { host, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY },
});

/** The default parameters in these tests: the node takes contact and text from the item. */
export const FROM_ITEM: INodeParameters = {
	resource: 'sessionMessage',
	operation: 'send',
	identity: '={{ $json.identity }}',
	text: '={{ $json.text }}',
};

export interface ToSend {
	/** Where to; the credential's API Endpoint. */
	readonly host: string;
	/** Options of the node, besides `maxRetries: 0`. */
	readonly options?: INodeParameters;
	/** More parameters of the node. */
	readonly parameters?: INodeParameters;
	/** The node's settings, such as `onError`. */
	readonly node?: Partial<INode>;
}

/** Runs the node once with a contact and a text per item, without retries of its own. */
export async function send(
	{ host, options, parameters, node }: ToSend,
	items: readonly SourceItem[],
	more: NodeRunOptions = {},
): Promise<WorkflowRun> {
	return await runNode(
		{ ...FROM_ITEM, ...parameters, options: { maxRetries: 0, ...options } },
		items,
		{ credentials: credentialFor(host), ...more, node: { ...node, ...more.node } },
	);
}

/** Settings of a node that goes on when an item fails, with the failed item in its output. */
export const CONTINUE: Partial<INode> = { onError: 'continueRegularOutput' };

/** An item with a contact and a text, as `FROM_ITEM` reads it. */
export const message = (identity: string, text: string): INodeExecutionData => ({
	json: { identity, text },
});

/** The outcome of each item: `sent` when the node put out a message. */
export function outcomesOf(run: WorkflowRun): readonly string[] {
	return run.data(NODE_NAME).map(({ json }) => String(json.outcome ?? (json.id ? 'sent' : '?')));
}

/** The outcome fields of a failed item, without the message for people. */
export function endOf(run: WorkflowRun, index = 0): IDataObject {
	const json = run.data(NODE_NAME)[index]?.json ?? {};
	const told = ['outcome', 'httpCode', 'code', 'traceId'].filter((name) => name in json);
	return Object.fromEntries(told.map((name) => [name, json[name]]));
}
