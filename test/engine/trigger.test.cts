import type { INodeParameters } from 'n8n-workflow';
import { callTrigger as call } from '../support/callTrigger.cts';
import { webhooks } from '../unit/samples/webhooks/index.cts';

/** The trigger in n8n's own engine: what a call is answered, and what it starts. */

const ALL = { events: ['message', 'status', 'other'] };
const withSecret = (secret: unknown) => ({ options: { secret } }) as INodeParameters;

test('a message starts the workflow, and iSlash is answered 200 by the node itself', async () => {
	const { status, body, events, result } = await call({ body: webhooks.whatsappText });
	expect({ status, body }).toEqual({ status: 200, body: { message: 'Received' } });
	expect(result.noWebhookResponse).toBe(true);
	expect(result).not.toHaveProperty('webhookResponse');
	expect(events).toMatchObject([{ event: 'message', text: 'testing' }]);
});

test('with the default settings, statuses and undocumented calls start nothing', async () => {
	for (const body of [webhooks.whatsappStatus, { ping: 1 }, {}]) {
		const { status, result } = await call({ body });
		expect(status).toBe(200);
		expect(result).toEqual({ noWebhookResponse: true });
	}
});

test('all that is in one call is one execution, in the order of sequence', async () => {
	const body = { ...webhooks.whatsappText, ...webhooks.whatsappStatus };
	body.messages = [...webhooks.whatsappImage.messages, ...body.messages] as never;
	const { events, result } = await call({ parameters: ALL, body });
	expect(result.workflowData).toHaveLength(1);
	expect(events.map(({ event, type }) => [event, type])).toEqual([
		['message', 'text'],
		['status', undefined],
		['message', 'image'],
	]);
});

test.each([[[webhooks.whatsappText]], ['hello'], [null], [undefined], [7], [true]])(
	'%j is no call of iSlash: 400, and nothing starts',
	async (body) => {
		const { status, result } = await call({ parameters: ALL, body });
		expect(status).toBe(400);
		expect(result).toEqual({ noWebhookResponse: true });
	},
);

test('a body that n8n did not read as JSON is read', async () => {
	const rawBody = Buffer.from(JSON.stringify(webhooks.whatsappText));
	expect((await call({ rawBody })).events).toMatchObject([{ text: 'testing' }]);
	expect((await call({ body: String(rawBody) })).events).toMatchObject([{ text: 'testing' }]);
});

describe('with a secret', () => {
	test('only calls that carry it get in', async () => {
		const parameters = withSecret('s3cret');
		const right = await call({
			parameters,
			body: webhooks.whatsappText,
			query: { secret: 's3cret' },
		});
		expect([right.status, right.events.length]).toEqual([200, 1]);
		expect(JSON.stringify(right.result)).not.toContain('s3cret');
		expect(JSON.stringify(right.body)).not.toContain('s3cret');
	});

	test.each([
		[{}],
		[{ secret: '' }],
		[{ secret: 'S3cret' }],
		[{ secret: ['s3cret', 's3cret'] }],
		[{ secret: ['s3cret'] }],
		[{ secret: { '0': 's3cret' } }],
		[{ Secret: 's3cret' }],
		[JSON.parse('{"__proto__":{"secret":"s3cret"}}') as object],
		[Object.create({ secret: 's3cret' }) as object],
		[undefined],
	])('%j is refused with 403, whatever the body is', async (query) => {
		for (const body of [webhooks.whatsappText, 'broken', undefined]) {
			const given = { parameters: { ...ALL, ...withSecret('s3cret') }, body };
			const { status, result, body: answer, staticData } = await call({ ...given, query });
			expect([status, result]).toEqual([403, { noWebhookResponse: true }]);
			expect(JSON.stringify(answer)).not.toContain('s3cret');
			expect(staticData).toEqual({});
		}
	});

	test.each([[''], ['  '], [null], ['={{ $json.nothing }}']])(
		'that is %j, nobody gets in',
		async (secret) => {
			for (const query of [{}, { secret: '' }, { secret: 'undefined' }]) {
				const { status } = await call({ parameters: withSecret(secret), body: {}, query });
				expect(status).toBe(403);
			}
		},
	);
});

describe('a message that was delivered before', () => {
	const body = webhooks.whatsappText;

	test('is answered 200 and starts nothing, in this process', async () => {
		const workflowId = 'same';
		expect((await call({ body, workflowId })).events).toHaveLength(1);
		const again = await call({ body, workflowId });
		expect([again.status, again.result]).toEqual([200, { noWebhookResponse: true }]);
	});

	test('starts nothing in another process, once n8n has saved the static data', async () => {
		const first = await call({ body });
		expect(first.changed).toBe(true);
		expect(first.staticData).toEqual({
			'node:iSlash Trigger': { seen: expect.stringMatching(/^[0-9a-z]{14}$/) as string },
		});
		expect((await call({ body, staticData: first.staticData })).events).toEqual([]);
	});

	test('starts again where repeats are not ignored', async () => {
		const parameters = { options: { ignoreRepeated: false } };
		const first = await call({ body, parameters, workflowId: 'not-ignored' });
		expect(first.staticData).toEqual({});
		expect((await call({ body, parameters, workflowId: 'not-ignored' })).events).toHaveLength(1);
	});

	test('starts again at the test address, and says nothing about the production address', async () => {
		const workflowId = 'tried';
		for (const mode of ['manual', 'manual', 'webhook'] as const)
			expect((await call({ body, mode, workflowId })).events).toHaveLength(1);
	});

	test('but of a kind that was not chosen is not remembered', async () => {
		expect((await call({ body: webhooks.whatsappStatus })).changed).toBe(false);
	});
});

test('only the chosen contacts start the workflow', async () => {
	const options = (contactNumbers: string) => ({ options: { contactNumbers } });
	const body = webhooks.whatsappText;
	expect((await call({ body, parameters: options('+852 5687 2847, 1') })).events).toHaveLength(1);
	expect((await call({ body, parameters: options('85261234567') })).events).toEqual([]);
});

test('no item contains the query or the headers of the call', async () => {
	const { events } = await call({ parameters: ALL, body: { ping: 1 }, query: { secret: 's' } });
	expect(events).toEqual([{ event: 'other', raw: { ping: 1 } }]);
});

test('keys named __proto__ change nothing', async () => {
	const body = JSON.parse(
		'{"__proto__":{"polluted":1},"messages":[{"__proto__":{"id":"1","from":"2"}}]}',
	) as object;
	expect((await call({ body })).events).toEqual([]);
	expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
});
