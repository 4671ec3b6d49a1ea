import { NODE_NAME } from '../support/runWorkflow.cts';
import { CONTINUE, endOf, message, send } from '../support/send.cts';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Fault,
	type Sandbox,
} from '../sandbox/server.cts';

/** An error tells the truth about the answer: who answered, and the reason given. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function refusedBy(status: number, body: unknown) {
	const fault: Fault = { kind: 'status', status, body };
	sandbox.misbehave({ fault });
	const run = await send({ host: sandbox.url, node: CONTINUE }, [message('20001', 'Hello')]);
	return { run, error: run.data(NODE_NAME)[0]?.json.error, end: endOf(run) };
}

const SERVER = "The server at the 'API Endpoint' refused the message";
const REASON = 'The identity field is invalid.';

test.each<[string, unknown, string]>([
	["iSlash's form", { meta: { code: 'RESP_NO', message: REASON } }, 'iSlash refused the message'],
	['message', { message: REASON }, SERVER],
	["Laravel's form", { message: REASON, errors: { identity: [REASON] } }, SERVER],
	['error', { error: REASON }, SERVER],
	['error.message', { error: { code: 7, message: REASON } }, SERVER],
	['errors, by field', { errors: { identity: [REASON] } }, SERVER],
	['errors, a list of texts', { errors: [REASON] }, SERVER],
	['errors, a list of objects', { errors: [{ message: REASON }] }, SERVER],
	['meta without a code', { meta: { message: REASON } }, SERVER],
	['problem details', { type: 'about:blank', title: 'Bad', detail: REASON }, SERVER],
])('a refusal in the form of %s: its reason is told', async (_, body, who) => {
	const { error, end } = await refusedBy(422, body);
	expect(error).toBe(`${who}: ${REASON} [item 0]`);
	expect(end).toMatchObject({ outcome: 'rejected', httpCode: '422' });
});

test.each<[string, unknown]>([
	['JSON of an unknown form', { status: 'bad', code: 17 }],
	['a list', [1, 2]],
	['plain text', 'Forbidden'],
	['nothing', ''],
])('a refusal by %s is not told to be iSlash', async (_, body) => {
	const { error } = await refusedBy(422, body);
	expect(error).toBe(`${SERVER} [item 0]`);
});

test('the error says that a web page answered, and where to look', async () => {
	const { run, error } = await refusedBy(400, '<!DOCTYPE html><html><title>No</title></html>');
	expect(error).toBe('A web page, not iSlash, refused the message [item 0]');
	expect(run.data(NODE_NAME)[0]?.error?.description).toContain('such as a proxy or a firewall');
});

test('a proxy that wants its own sign-in is named, and nothing was sent', async () => {
	const { error, end } = await refusedBy(407, '<html>Proxy Authentication Required</html>');
	expect(error).toBe('A proxy between n8n and iSlash asks for its own sign-in [item 0]');
	expect(end).toEqual({ outcome: 'notSent', httpCode: '407' });
	expect(sandbox.requests).toHaveLength(1);
});

test('a message that iSlash took and calls failed is rejected', async () => {
	const body = { meta: { code: 'RESP_OKAY' }, data: { message: { id: 7, status: 'failed' } } };
	const { error, end } = await refusedBy(200, body);
	expect(error).toBe('iSlash accepted the message but could not deliver it [item 0]');
	expect(end).toEqual({ outcome: 'rejected', httpCode: '200' });
});

test.each<[string, unknown]>([
	['message', { message: `No ${SANDBOX_TOKEN} ${SANDBOX_SESSION_KEY}` }],
	['error', { error: { message: `No ${SANDBOX_TOKEN} ${SANDBOX_SESSION_KEY}` } }],
	['errors', { errors: [`No ${SANDBOX_TOKEN}`, `${SANDBOX_SESSION_KEY}`] }],
])('secrets that are echoed in %s are kept out', async (_, body) => {
	const { run, error } = await refusedBy(400, body);
	expect(error).toBe(`${SERVER}: No *** *** [item 0]`);
	const saved = JSON.stringify(run.runExecutionData);
	expect(saved).not.toContain(SANDBOX_TOKEN);
});

describe('a failed item keeps the fields of its input', () => {
	const input = { identity: 'nobody', text: 'Hello', deal: 7, error: 'old', outcome: 'old' };

	test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
		'with %s',
		async (onError) => {
			const run = await send({ host: sandbox.url, node: { onError } }, [{ json: input }]);
			const output = onError === 'continueErrorOutput' ? 1 : 0;
			const { json } = run.outputs(NODE_NAME)[output]?.[0] ?? {};
			expect(json).toEqual({
				...{ identity: 'nobody', text: 'Hello', deal: 7, outcome: 'notSent' },
				error: expect.stringMatching(/^'Contact Number' is 'nobody'/) as unknown,
			});
		},
	);
});
