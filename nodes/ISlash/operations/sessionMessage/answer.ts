import type { IWebhookDescription, IWebhookFunctions, IWebhookResponseData } from 'n8n-workflow';

import { toMessageText, toText } from '../../fields/values';
import { notePage, PAGE_HEADERS, questionPage } from './answerPage';
import { fieldOf, type Question, readAnswer } from './question';

const webhook = {
	name: 'default',
	responseMode: 'onReceived',
	path: '={{ $nodeId }}',
	// Only for executions that wait: publishing the workflow does not register this address.
	restartWebhook: true,
	isFullPath: true,
} as const;

/** The webhooks of an execution that waits, with the values that n8n demands for this operation. */
export const answerWebhooks: IWebhookDescription[] = [
	{ ...webhook, httpMethod: 'GET' },
	{ ...webhook, httpMethod: 'POST' },
];

/**
 * Shows the page of a question, and takes the answer. It must never throw: n8n would run the next nodes
 * with an empty item (n8n 1.123.81 and 2.41.1).
 *
 * @returns no workflow data as long as the execution goes on waiting
 */
export function answerQuestion(call: IWebhookFunctions): IWebhookResponseData {
	try {
		return readCall(call);
	} catch {
		return show(
			call,
			500,
			notePage('This did not work', 'Nothing was decided. Please open the link again later.'),
		);
	}
}

/** Questions that were answered in this process: only later does n8n save that the execution goes on. */
const answered = new Set<string>();

/** Far more than are ever answered at the same time. */
const MOST_REMEMBERED = 10_000;

function readCall(call: IWebhookFunctions): IWebhookResponseData {
	const run = toText('question', fieldOf(call.getQueryData(), 'question')) ?? '';
	const key = `${call.getExecutionId()} ${call.getNode().id} ${run}`;
	if (answered.has(key) || !isCurrent(call, run)) return show(call, 410, CLOSED);
	const question = readQuestion(call);
	if (call.getRequestObject().method !== 'POST') return show(call, 200, questionPage(question));
	const answer = readAnswer(question, call.getBodyData());
	if (answer === undefined) {
		return show(
			call,
			400,
			questionPage(question, 'Please use the buttons or the field on this page.'),
		);
	}
	const json = { data: { ...answer, respondedAt: new Date().toISOString() } };
	remember(key);
	const workflowData = [[{ json, pairedItem: { item: 0 } }]];
	return { ...show(call, 200, THANKS), workflowData };
}

const CLOSED = notePage(
	'This question is closed',
	'Somebody answered it, or its time was up. You can close this page.',
);

const THANKS = notePage('Thank you', 'Your answer was received. You can close this page.');

function remember(key: string): void {
	if (answered.size >= MOST_REMEMBERED) answered.clear();
	answered.add(key);
}

/** In a loop the same node asks again: the link of an earlier round must not answer a later question. */
function isCurrent(call: IWebhookFunctions, run: string): boolean {
	const name = JSON.stringify(call.getNode().name);
	const asked: unknown = call.evaluateExpression(`{{ $node[${name}].context.question }}`);
	return asked === undefined || asked === null || String(asked) === run;
}

function readQuestion(call: IWebhookFunctions): Question {
	const text = toMessageText('Message', call.getNodeParameter('message', '')) ?? '';
	if (call.getNodeParameter('responseType', 'approval') === 'freeText') {
		return { text, buttons: undefined };
	}
	const values = call.getNodeParameter('approvalOptions.values', {});
	const label = (name: string, otherwise: string) =>
		toText(name, fieldOf(values, name))?.trim() || otherwise;
	const isDouble = fieldOf(values, 'approvalType') === 'double';
	return {
		text,
		buttons: {
			approve: label('approveLabel', 'Approve'),
			decline: isDouble ? label('disapproveLabel', 'Decline') : undefined,
		},
	};
}

function show(call: IWebhookFunctions, status: number, page: string): IWebhookResponseData {
	const response = call.getResponseObject();
	for (const [name, value] of Object.entries(PAGE_HEADERS)) response.setHeader(name, value);
	response.status(status).end(page);
	return { noWebhookResponse: true };
}
