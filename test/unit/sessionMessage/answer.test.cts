import type { IWebhookFunctions } from 'n8n-workflow';
import { answerQuestion } from '../../../nodes/ISlash/operations/sessionMessage/answer';

/** What becomes of a call of the link. The fake throws on everything that a test did not name. */

interface Call {
	readonly method: string;
	readonly body?: unknown;
	readonly execution?: string;
	readonly parameters?: Readonly<Record<string, unknown>>;
	readonly question?: unknown;
	readonly asked?: unknown;
}

let executions = 0;

function call(given: Call) {
	const shown = { status: 0, page: '', headers: {} as Record<string, string> };
	const response = {
		setHeader: (name: string, value: string) => {
			shown.headers[name] = value;
		},
		status: (status: number) => {
			shown.status = status;
			return response;
		},
		end: (page: string) => {
			shown.page = page;
		},
	};
	const parameters: Readonly<Record<string, unknown>> = {
		message: 'May I?',
		responseType: 'approval',
		'approvalOptions.values': { approvalType: 'double' },
		...given.parameters,
	};
	const fake = {
		getExecutionId: () => given.execution ?? `execution ${++executions}`,
		getNode: () => ({ id: 'node', name: 'Ask "you"' }),
		getQueryData: () => ({ question: given.question ?? '0', signature: 's' }),
		getRequestObject: () => ({ method: given.method }),
		getResponseObject: () => response,
		getBodyData: () => given.body,
		evaluateExpression: () => given.asked ?? 0,
		getNodeParameter: (name: string, otherwise: unknown) => {
			const value = name in parameters ? parameters[name] : otherwise;
			if (value instanceof Error) throw value;
			return value;
		},
	};
	const strict = new Proxy(fake, {
		get: (target, name) => {
			if (name in target) return Reflect.get(target, name) as unknown;
			throw new Error(`The test named no ${String(name)}`);
		},
	});
	const answer = answerQuestion(strict as unknown as IWebhookFunctions);
	return { ...shown, answer };
}

const WAITS = { noWebhookResponse: true };

test('opening the link shows the question, and the execution waits on', () => {
	const { status, page, answer, headers } = call({ method: 'GET' });
	expect([status, answer]).toEqual([200, WAITS]);
	expect(page).toContain('May I?');
	expect(headers['Cache-Control']).toBe('no-store');
});

test.each([
	['approve', true],
	['decline', false],
])('the button %s resumes the execution', (decision, approved) => {
	const { status, answer } = call({ method: 'POST', body: { decision } });
	expect(status).toBe(200);
	expect(answer).toEqual({
		noWebhookResponse: true,
		workflowData: [
			[
				{
					json: {
						data: { approved, respondedAt: expect.stringMatching(/^\d{4}-.*Z$/) as string },
					},
					pairedItem: { item: 0 },
				},
			],
		],
	});
});

test.each<[string, unknown, Record<string, unknown>?]>([
	['nothing', undefined],
	['a list', []],
	['another word', { decision: 'yes' }],
	['a list of decisions', { decision: ['approve', 'decline'] }],
	['what n8n links have', { approved: 'true' }],
	['a text', { text: 'approve' }],
	['no, where there is no such button', { decision: 'decline' }, { 'approvalOptions.values': {} }],
	['blanks in place of an answer', { text: ' \r\n ' }, { responseType: 'freeText' }],
	['too long an answer', { text: 'a'.repeat(10_001) }, { responseType: 'freeText' }],
])('%s decides nothing', (_kind, body, parameters = {}) => {
	const { status, answer } = call({ method: 'POST', body, parameters });
	expect([status, answer]).toEqual([400, WAITS]);
});

test('of two answers at the same moment the first decides', () => {
	const one = call({ method: 'POST', body: { decision: 'approve' }, execution: 'same' });
	const two = call({ method: 'POST', body: { decision: 'decline' }, execution: 'same' });
	expect(one.answer.workflowData).toHaveLength(1);
	expect([two.status, two.answer]).toEqual([410, WAITS]);
	expect(two.page).not.toContain('May I?');
});

test('the link of an earlier round of a loop decides nothing', () => {
	const late = call({ method: 'POST', body: { decision: 'approve' }, question: '0', asked: 1 });
	expect([late.status, late.answer]).toEqual([410, WAITS]);
});

test('if answering fails, the execution goes on waiting and can be answered later', () => {
	const parameters = { message: new Error('an expression that fails') };
	const failed = call({
		method: 'POST',
		body: { decision: 'approve' },
		execution: 'later',
		parameters,
	});
	expect([failed.status, failed.answer]).toEqual([500, WAITS]);
	expect(failed.page).not.toContain('expression');
	const again = call({ method: 'POST', body: { decision: 'approve' }, execution: 'later' });
	expect(again.status).toBe(200);
});
