import {
	NodeConnectionTypes,
	type INodeType,
	type INodeTypeDescription,
	type IWebhookFunctions,
	type IWebhookResponseData,
} from 'n8n-workflow';

import { properties } from './trigger/properties';
import { receive } from './trigger/receive';

/** The chosen events, such as `Message, Status`. An expression may give a text instead of a list. */
const subtitle =
	'={{ [$parameter["events"]].flat().join(", ").replace(/\\b[a-z]/g, (first) => first.toUpperCase()) }}';

/** The trigger as n8n loads it. iSlash calls its URL when a contact writes or a status changes. */
export class ISlashTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'iSlash Trigger',
		name: 'iSlashTrigger',
		icon: { light: 'file:../../icons/iSlash.svg', dark: 'file:../../icons/iSlash.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle,
		description:
			'Starts the workflow when a contact writes to you through iSlash, or when the status of a sent message changes',
		defaults: { name: 'iSlash Trigger' },
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		eventTriggerDescription: 'Waiting for iSlash to call the test URL',
		activationMessage: 'Your workflow now starts when iSlash calls its production URL.',
		triggerPanel: {
			header: 'Pull in events from iSlash',
			executionsHelp: {
				inactive:
					'<b>While building your workflow</b>, click the listen button and call the test URL. <br /><br /><b>When the workflow is ready</b>, publish it and have iSlash call the production URL.',
				active:
					'<b>While building your workflow</b>, click the listen button and call the test URL. <br /><br /><b>Calls to the production URL</b> start the published workflow. Its runs appear in the list of executions.',
			},
			activationHint:
				'Once the workflow is published, iSlash starts it through the production URL.',
		},
		properties,
	};

	/**
	 * The API of iSlash cannot register a URL: an iSlash admin enters it by hand. The lint rule
	 * `webhook-lifecycle-complete` wants the three methods nevertheless, so they have nothing to do.
	 */
	webhookMethods = {
		default: {
			checkExists: async (): Promise<boolean> => true,
			create: async (): Promise<boolean> => true,
			delete: async (): Promise<boolean> => true,
		},
	};

	/** Answers a call, and starts the workflow with one item per message or status. */
	async webhook(this: IWebhookFunctions): Promise<IWebhookResponseData> {
		return receive(this);
	}
}
