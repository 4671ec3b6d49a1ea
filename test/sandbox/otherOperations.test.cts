import { answerProblems, type OperationId } from './contract.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox, type Sandbox } from './server.cts';

/** The sandbox's templates, labels and contacts. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const headers = { 'x-user-token': SANDBOX_TOKEN };

async function ask(method: string, path: string, body?: object) {
	const answer = await fetch(`${sandbox.url}/api/public${path}`, {
		method,
		headers: { ...headers, ...(body ? { 'content-type': 'application/json' } : {}) },
		...(body ? { body: JSON.stringify(body) } : {}),
	});
	return { status: answer.status, json: (await answer.json()) as { meta: { message: string } } };
}

const session = SANDBOX_SESSION_KEY;
const template = { session, identity: '20001', template_name: 'reminder' };
const filled = { ...template, variable_1: 'Ann', variable_2: 'Monday' };

test.each<[OperationId, string, string, object | undefined]>([
	['sendTemplateMessage', 'POST', '/send-message', filled],
	[
		'scheduleTemplateMessage',
		'POST',
		'/schedule-message',
		{ ...filled, send_at: '2026-12-24 09:00:00' },
	],
	['listTemplates', 'POST', '/template-message', { session }],
	['attachLabel', 'POST', `/chat-label?session=${session}&identity=20001&label=Paid`, undefined],
	['detachLabel', 'DELETE', `/chat-label?session=${session}&identity=20001&label=Paid`, undefined],
	[
		'listContacts',
		'POST',
		`/chat-label/customers?session=${session}&label_id=2,3&page=2`,
		undefined,
	],
])('%s is answered as the document says', async (id, method, path, body) => {
	const { status, json } = await ask(method, path, body);
	expect(status).toBe(200);
	expect(answerProblems(id, json, 200)).toEqual([]);
});

test.each<[string, object, string]>([
	[
		'a field that the document does not have',
		{ ...filled, 'variable_1 ': 'a' },
		'variable_1  is no field of this',
	],
	['a file in JSON', { ...filled, media: null }, 'media is no field of this'],
	['a line break', { ...filled, variable_1: 'a\nb' }, 'variable_1 must match pattern'],
	['five blanks', { ...filled, variable_1: 'a     b' }, 'variable_1 must match pattern'],
	['a missing variable', { ...filled, variable_2: '' }, 'variable_2 is needed'],
	['an unknown template', { ...filled, template_name: 'gone' }, 'there is no template gone'],
	['one that is not approved', { ...filled, template_name: 'summer_sale' }, 'not approved'],
	['one that needs a file', { ...filled, template_name: 'invoice' }, 'needs media: document'],
])('a template with %s is refused', async (_kind, body, reason) => {
	const { status, json } = await ask('POST', '/send-message', body);
	expect(status).toBe(400);
	expect(json.meta.message).toContain(reason);
	expect(sandbox.messages).toHaveLength(0);
});

test('a label that is added shows up with its contact until the sandbox is cleared', async () => {
	const paid = `/chat-label?session=${session}&identity=20001&label=Paid`;
	const contacts = `/chat-label/customers?session=${session}&label_id=3&per_page=100`;
	const has = async () => JSON.stringify(await ask('POST', contacts)).includes('"20001"');
	await ask('POST', paid);
	expect(await has()).toBe(true);
	await ask('DELETE', paid);
	expect(await has()).toBe(false);
	await ask('POST', paid);
	sandbox.reset();
	expect(await has()).toBe(false);
});
