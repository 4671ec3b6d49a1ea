import type { IDataObject, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { readBody } from './body';
import { choose } from './choice';
import type { TriggerEvent } from './event';
import { readEvents } from './events';
import { withoutRepeats } from './repeats';
import { isSecret } from './secret';
import { asRecord, field, type JsonRecord } from './values';

/**
 * Answers one call of iSlash, and gives the items that the workflow starts with. The node itself
 * answers: when n8n answers, n8n 2 loses the node's static data, which repeats are known by.
 */
export function receive(call: IWebhookFunctions): IWebhookResponseData {
	const options = asRecord(call.getNodeParameter('options', {})) ?? {};
	if (!mayCall(call, options)) return answer(call, 403, 'The secret is wrong');
	const body = readBody(call.getBodyData(), call.getRequestObject().rawBody);
	if (!body) return answer(call, 400, 'This is not the JSON object that iSlash sends');
	const chosen = choose(
		readEvents(body),
		call.getNodeParameter('events', []),
		field(options, 'contactNumbers'),
	);
	return answer(call, 200, 'Received', unlessRepeated(call, options, chosen));
}

function mayCall(call: IWebhookFunctions, options: JsonRecord): boolean {
	if (!Object.hasOwn(options, 'secret')) return true;
	return isSecret(field(options, 'secret'), field(asRecord(call.getQueryData()), 'secret'));
}

/** On the test URL repeats count: people try a workflow with the same message again and again. */
function unlessRepeated(
	call: IWebhookFunctions,
	options: JsonRecord,
	events: readonly TriggerEvent[],
): readonly TriggerEvent[] {
	if (field(options, 'ignoreRepeated') === false || call.getMode() === 'manual') return events;
	const { id } = call.getWorkflow();
	const { id: nodeId, name } = call.getNode();
	const node = id === undefined ? undefined : `${id} ${nodeId ?? name}`;
	return withoutRepeats(events, call.getWorkflowStaticData('node'), node);
}

/** Without events nothing starts. Items contain neither query nor headers, as these hold the secret. */
function answer(
	call: IWebhookFunctions,
	status: number,
	message: string,
	events: readonly TriggerEvent[] = [],
): IWebhookResponseData {
	call.getResponseObject().status(status).json({ message });
	if (events.length === 0) return { noWebhookResponse: true };
	// An interface is no IDataObject to TypeScript, as it may grow; what is in it came as JSON.
	const items = events.map((event) => ({ json: event as unknown as IDataObject }));
	return { noWebhookResponse: true, workflowData: [items] };
}
