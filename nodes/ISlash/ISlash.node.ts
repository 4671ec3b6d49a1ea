import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { answerQuestion, answerWebhooks, makeProperties, methods } from './operations/index';
import { run } from './operations/run';

/**
 * Operation and resource, as in n8n's own nodes, but as labels: `send` and `sessionMessage` become
 * `Send: Session Message`. n8n wants subtitles in Title Case:
 * https://docs.n8n.io/integrations/creating-nodes/plan/node-ui-design/#ui-text-style
 */
const subtitle =
	'={{ ($parameter["operation"] + ": " + $parameter["resource"]).replace(/[A-Z]/g, " $&").replace(/\\b[a-z]/g, (first) => first.toUpperCase()) }}';

/**
 * The node as n8n loads it: what the editor shows, and what n8n calls.
 * It is not a declarative node, because n8n would then send the requests, could not keep the order
 * of messages to a contact, and would not remember which messages were sent.
 */
export class ISlash implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'iSlash',
		name: 'iSlash',
		icon: { light: 'file:../../icons/iSlash.svg', dark: 'file:../../icons/iSlash.dark.svg' },
		group: ['output'],
		version: 1,
		subtitle,
		description: 'Send WhatsApp, Facebook and other messages through iSlash',
		defaults: { name: 'iSlash' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'iSlashApi', required: true }],
		// Not written in place: the lint rule `webhook-lifecycle-complete` would want methods that register
		// the address with the service. This one is told to a person and lives as long as an execution waits.
		webhooks: answerWebhooks,
		properties: makeProperties(),
	};

	/** The editor calls them to fill its lists, such as the stickers. */
	methods = methods;

	/**
	 * Does the chosen operation for every item.
	 *
	 * @returns one output; its items are in the order of the input items, and paired with them
	 * @throws NodeOperationError or NodeApiError for the first failed item, unless the node continues
	 */
	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return [await run(this)];
	}

	/** Shows the page of a question, and takes the answer. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return answerQuestion(this);
	}
}
