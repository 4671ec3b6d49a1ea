import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';
import { NODE_NAME } from '../support/runWorkflow.cts';
import { CONTINUE, endOf } from '../support/send.cts';
import { ITEM, PICTURE, sendTemplate } from '../support/sendTemplate.cts';

/** A template has the outcomes, the memory and the order that every message has. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const reply = (body: object | string): Fault => ({
	kind: 'reply',
	body: typeof body === 'string' ? body : JSON.stringify(body),
});
const status = (code: number, headers: Record<string, string> = {}): Fault => ({
	kind: 'status',
	status: code,
	headers,
	body: { meta: { code: 'RESP_NO', message: 'Not like this', trace_id: 't-1' } },
});

const KINDS: ReadonlyArray<readonly [string, INodeParameters]> = [
	['as JSON', {}],
	[
		'as a form',
		{
			templateName: { __rl: true, mode: 'name', value: 'invoice' },
			attachment: 'binaryFile',
		},
	],
];

describe.each(KINDS)('%s', (_kind, parameters) => {
	const end = async (fault: Fault, timeout = 20_000) => {
		sandbox.misbehave({ fault });
		const options = { maxRetries: 0, timeout };
		const run = await sendTemplate(sandbox.url, { ...parameters, options }, [PICTURE], {
			node: CONTINUE,
		});
		return endOf(run);
	};

	test.each<[string, Fault, object]>([
		['400', status(400), { outcome: 'rejected', httpCode: '400', code: 'RESP_NO', traceId: 't-1' }],
		['429', status(429), { outcome: 'notSent', httpCode: '429', code: 'RESP_NO', traceId: 't-1' }],
		[
			'500',
			status(500),
			{ outcome: 'uncertain', httpCode: '500', code: 'RESP_NO', traceId: 't-1' },
		],
		[
			'503 with a time to wait',
			status(503, { 'retry-after': '7' }),
			{ outcome: 'notSent', httpCode: '503', code: 'RESP_NO', traceId: 't-1' },
		],
		[
			'another code than RESP_OKAY',
			reply({ meta: { code: 'RESP_NO' } }),
			{ outcome: 'rejected', httpCode: '200', code: 'RESP_NO' },
		],
		['a web page', reply('<html></html>'), { outcome: 'uncertain', httpCode: '200' }],
		['broken JSON', reply('{"meta":'), { outcome: 'uncertain', httpCode: '200' }],
		[
			'a connection that breaks after the upload',
			{ kind: 'resetAfter' },
			{ outcome: 'uncertain', code: 'ECONNRESET' },
		],
	])('%s', async (_answer, fault, expected) => {
		expect(await end(fault)).toEqual(expected);
	});

	test('silence', async () => {
		expect(await end({ kind: 'silent', when: 'reply' }, 400)).toEqual({
			outcome: 'uncertain',
			code: 'ETIMEDOUT',
		});
	});

	test('RESP_OKAY alone proves that it was taken', async () => {
		sandbox.misbehave({ fault: reply({ meta: { code: 'RESP_OKAY' }, data: [] }) });
		const run = await sendTemplate(sandbox.url, parameters, [PICTURE]);
		expect(run.data(NODE_NAME)[0]?.json).toMatchObject({ success: true });
	});
});

const items = ['20001', '20002', '20003'].map((identity) => ({ json: { ...ITEM.json, identity } }));
const perItem = { identity: '={{ $json.identity }}' };

test('Retry On Fail sends only missing messages', async () => {
	sandbox.misbehave({ fault: status(429), identity: '20003' });
	const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 10 };
	const run = await sendTemplate(sandbox.url, perItem, items, { node });
	expect(run.error()).toBeUndefined();
	expect(run.data(NODE_NAME)).toHaveLength(3);
	expect(sandbox.messages.map(({ identity }) => identity).sort()).toEqual([
		'20001',
		'20002',
		'20003',
	]);
});

test('a retry does not send a message again that may have arrived', async () => {
	sandbox.misbehave({ fault: { kind: 'resetAfter', accept: true } });
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
	const run = await sendTemplate(sandbox.url, {}, [ITEM], { node });
	expect(run.error()?.message).toMatch(/^The connection broke before iSlash said/);
	expect(sandbox.messages).toHaveLength(1);
});

test('a Deduplication Key sends it once, however often the workflow runs', async () => {
	const options = { deduplicationKey: 'visit-7' };
	await sendTemplate(sandbox.url, { options }, [ITEM], { workflowId: 'templates' });
	const again = await sendTemplate(sandbox.url, { options }, [ITEM], { workflowId: 'templates' });
	expect(again.data(NODE_NAME)[0]?.json).toEqual({
		outcome: 'alreadySent',
		deduplicationKey: 'visit-7',
	});
	expect(sandbox.messages).toHaveLength(1);
});

test('those to one contact arrive in the order of the items', async () => {
	const same = Array.from({ length: 10 }, (_, order) => ({ json: { name: 'Ada', order } }));
	await sendTemplate(sandbox.url, { options: { maxConcurrency: 10 } }, same);
	expect(sandbox.messages.map(({ variables }) => variables?.variable_2)).toEqual([
		...['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'],
	]);
});
