import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { CONTINUE, message, send } from '../support/send.cts';
import { samples } from '../unit/samples/index.cts';

/** What the node puts out for the items it got. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const one = [message('85256872847', 'Hello')];

async function jsonFor(reply: unknown, options: INodeParameters = {}) {
	sandbox.misbehave({ fault: { kind: 'reply', body: JSON.stringify(reply) } });
	const run = await send({ host: sandbox.url, options }, one);
	expect(run.error()).toBeUndefined();
	expect(run.data('iSlash')).toHaveLength(1);
	return run.data('iSlash')[0]?.json;
}

describe('the output item of a message', () => {
	test.each(Object.values(samples))('is the message as iSlash gave it: %#', async (sample) => {
		expect(await jsonFor(sample)).toStrictEqual(sample.data.message);
	});

	test('keeps undocumented fields', async () => {
		const strange = { id: 'a-1', error: null, nested: [{ deep: '🎉\n' }], empty: {} };
		const reply = { meta: { code: 'RESP_OKAY' }, data: { message: strange, more: 1 }, other: 2 };
		expect(await jsonFor(reply)).toStrictEqual(strange);
		expect(await jsonFor(reply, { output: 'message' })).toStrictEqual(strange);
		expect(await jsonFor(reply, { output: 'response' })).toStrictEqual(reply);
	});

	test('is at most ten fields when simplified, the ID first', async () => {
		const json = await jsonFor(samples.image, { output: 'simplified' });
		expect(Object.keys(json ?? {})).toEqual([
			...['id', 'conversation_id', 'status', 'body', 'media_type', 'media_url', 'media_filename'],
			...['is_sticker', 'sid', 'sent_at'],
		]);
		expect(json).toMatchObject({ id: 9127, status: 'sent', media_filename: 'testing.jpg' });
	});

	test.each<[INodeParameters, object]>([
		[{ outputFields: ['status', 'body'] }, { id: 9126, status: 'sent', body: 'Hello Testing' }],
		[{ outputFields: "={{ ['sid'] }}" }, { id: 9126, sid: 'gBGGhSlIRoQvAgn-vsCRNiIMutE' }],
		[{ outputFields: "={{ 'id, user' }}" }, { id: 9126, user: null }],
		[{ outputFields: [] }, { id: 9126 }],
		[{}, { id: 9126 }],
	])('is the selected fields and always the ID: %j', async (fields, json) => {
		expect(await jsonFor(samples.text, { output: 'selectedFields', ...fields })).toStrictEqual(
			json,
		);
	});

	test('may be another for each item', async () => {
		const items = ['simplified', 'response', 'message'].map((output, index) => ({
			json: { identity: `2000${index}`, text: 'a', output },
		}));
		const run = await send(
			{ host: sandbox.url, options: { output: '={{ $json.output }}' } },
			items,
		);
		expect(run.data('iSlash').map(({ json }) => Object.keys(json).length)).toEqual([10, 2, 30]);
	});
});

describe('the output of a run', () => {
	test('has one item per input item, in their order, however long each took', async () => {
		const contacts = ['20001', '20002', '20003', '20004', '20001', '20005'];
		const items = contacts.map((contact, index) => message(contact, `Text ${index}`));
		sandbox.misbehave({ fault: { kind: 'delay', ms: 120 }, text: 'Text 0' });
		sandbox.misbehave({ fault: { kind: 'delay', ms: 60 }, text: 'Text 2' });
		const run = await send({ host: sandbox.url }, items);

		const finished = sandbox.messages.map(({ text }) => text);
		expect(finished.indexOf('Text 0')).toBeGreaterThan(finished.indexOf('Text 3'));
		expect(run.data('iSlash').map(({ json }) => json.body)).toEqual([
			...['Text 0', 'Text 1', 'Text 2', 'Text 3', 'Text 4', 'Text 5'],
		]);
		expect(run.data('iSlash').map(({ pairedItem }) => pairedItem)).toEqual(
			[0, 1, 2, 3, 4, 5].map((item) => ({ item })),
		);
	});

	test('has nothing of the input items, files least of all', async () => {
		const file = { content: Buffer.from('a'), fileName: 'a', mimeType: 'a/b' };
		const json = { identity: '85256872847', text: 'a', order: 1024 };
		const run = await send({ host: sandbox.url }, [{ json, files: { data: file } }]);
		const [item] = run.data('iSlash');
		expect(Object.keys(item ?? {}).sort()).toEqual(['json', 'pairedItem']);
		expect(item?.json).not.toHaveProperty('order');
	});

	test('is a new one: the input items stay as they were, those that fail too', async () => {
		const items = [message('20001', 'a'), message('nobody', 'b')];
		const run = await send({ host: sandbox.url, node: CONTINUE }, items);
		expect(run.data('iSlash').map(({ json }) => json.status ?? json.outcome)).toEqual([
			...['sent', 'notSent'],
		]);
		expect(run.data('Items').map(({ json }) => json)).toEqual([
			{ identity: '20001', text: 'a' },
			{ identity: 'nobody', text: 'b' },
		]);
	});
});

const three = [message('20001', 'a'), message('nobody', 'b'), message('20003', 'c')];
const refused = {
	identity: 'nobody',
	text: 'b',
	error: "'Contact Number' is 'nobody', which is not a number of 5 to 20 digits [item 1]",
	outcome: 'notSent',
};

describe('an item that fails', () => {
	test('ends the execution under On Error "Stop Workflow"', async () => {
		const run = await send({ host: sandbox.url }, three);
		expect(run.run.status).toBe('error');
		expect(run.error()).toMatchObject({ message: refused.error, context: { itemIndex: 1 } });
		expect(run.outputs('iSlash')).toEqual([]);
	});

	test('is in its place under "Continue", with its error', async () => {
		const run = await send({ host: sandbox.url, node: CONTINUE }, three);
		expect(run.run.status).toBe('success');
		const items = run.data('iSlash');
		expect(items.map(({ json }) => json.body ?? json)).toEqual(['a', refused, 'c']);
		expect(items.map(({ error }) => error?.message)).toEqual([undefined, refused.error, undefined]);
		expect(items.map(({ pairedItem }) => pairedItem)).toEqual([
			{ item: 0 },
			{ item: 1 },
			{ item: 2 },
		]);
	});

	test('goes to the error output under "Continue (using error output)"', async () => {
		const node = { onError: 'continueErrorOutput' as const };
		const run = await send({ host: sandbox.url, node }, three);
		const [sent, failed] = run.outputs('iSlash');
		expect(sent?.map(({ json, pairedItem }) => [json.body, pairedItem])).toEqual([
			['a', { item: 0 }],
			['c', { item: 2 }],
		]);
		expect(failed?.map(({ json }) => json)).toMatchObject([refused]);
		expect(failed?.map(({ error }) => error?.message)).toEqual([refused.error]);
		expect(failed?.[0]?.pairedItem).toMatchObject({ item: 1 });
	});

	test("of the service contains iSlash's own words", async () => {
		const body = { meta: { code: 'RESP_BLOCKED', message: 'Contact left', trace_id: 't-77' } };
		sandbox.misbehave({ fault: { kind: 'status', status: 422, body }, text: 'b' });
		const items = [message('20001', 'a'), message('20002', 'b')];
		const run = await send({ host: sandbox.url, node: CONTINUE }, items);
		expect(run.data('iSlash')[1]?.json).toStrictEqual({
			identity: '20002',
			text: 'b',
			error: 'iSlash refused the message: Contact left [item 1]',
			outcome: 'rejected',
			httpCode: '422',
			code: 'RESP_BLOCKED',
			traceId: 't-77',
		});
	});
});
