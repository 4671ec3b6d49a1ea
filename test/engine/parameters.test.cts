import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import type { SourceItem } from '../support/items.cts';
import { CONTINUE, message, send } from '../support/send.cts';

/** The values that a parameter may have, and the errors for other values. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const TO = { identity: '85256872847' };

describe('an expression may give', () => {
	const values = {
		number: 85256872847,
		zero: 0,
		no: false,
		date: new Date('2026-02-03T04:05:06Z') as never,
		bigId: '9007199254740993',
		id: 9126,
	};

	async function fieldsOf(parameters: INodeParameters, options: INodeParameters = {}) {
		const run = await send({ host: sandbox.url, parameters, options }, [{ json: values }]);
		expect(run.error()).toBeUndefined();
		return sandbox.requests[0]?.fields;
	}

	test.each<[string, INodeParameters, INodeParameters, Record<string, string>]>([
		[
			'a number as contact',
			{ identity: '={{ $json.number }}', text: 'a' },
			{},
			{ identity: '85256872847' },
		],
		['a number as text', { ...TO, text: '={{ $json.zero }}' }, {}, { text: '0' }],
		['true or false as text', { ...TO, text: '={{ $json.no }}' }, {}, { text: 'false' }],
		[
			'a date as text',
			{ ...TO, text: '={{ $json.date }}' },
			{},
			{ text: '2026-02-03T04:05:06.000Z' },
		],
		[
			'the time as text',
			{ ...TO, text: "={{ DateTime.fromISO('2026-02-03T04:05:06Z', { zone: 'utc' }) }}" },
			{},
			{ text: '2026-02-03T04:05:06.000Z' },
		],
		[
			'a number as quoted message',
			{ ...TO, text: 'a' },
			{ quotedMessageId: '={{ $json.id }}' },
			{ quoted_message_id: '9126' },
		],
		[
			'a large ID as text',
			{ ...TO, text: 'a' },
			{ quotedMessageId: '={{ $json.bigId }}' },
			{ quoted_message_id: '9007199254740993' },
		],
		[
			'the sticker alone, without the mode of its list',
			{ ...TO, text: '', attachment: 'sticker', stickerId: '={{ 66 }}' },
			{},
			{ sticker_id: '66' },
		],
		[
			'a contact as it is, when it is not formatted',
			{ identity: "={{ '+' + $json.number }}", text: 'a' },
			{ formatIdentity: '={{ $json.no }}' },
			{ identity: '+85256872847' },
		],
	])('%s', async (_, parameters, options, fields) => {
		expect(await fieldsOf(parameters, options)).toMatchObject(fields);
	});

	test.each(['none', 'binaryFile'])(
		'the attachment %s, without the fields of the others filled in',
		async (attachment) => {
			const file = { content: Buffer.from('a'), fileName: 'a.txt', mimeType: 'text/plain' };
			const item = { json: { attachment, identity: '20001', text: 'a' }, files: { data: file } };
			const parameters = { attachment: '={{ $json.attachment }}' };
			const run = await send({ host: sandbox.url, parameters }, [item]);
			expect(run.error()).toBeUndefined();
			expect(sandbox.messages).toHaveLength(1);
		},
	);

	test('another attachment for each item', async () => {
		const file = { content: Buffer.from('a'), fileName: 'a.txt', mimeType: 'text/plain' };
		const item = (identity: string, attachment: string, value = ''): SourceItem => ({
			json: { identity, attachment, value, text: attachment === 'none' ? 'Hello' : '' },
			files: { data: file },
		});
		const parameters = {
			attachment: '={{ $json.attachment }}',
			fileUrl: "={{ $json.attachment === 'fileUrl' ? $json.value : '' }}",
			stickerId: { __rl: true, mode: 'id', value: '={{ $json.value }}' },
		};
		const run = await send({ host: sandbox.url, parameters, options: { maxConcurrency: 1 } }, [
			item('20001', 'none'),
			item('20002', 'binaryFile'),
			item('20003', 'fileUrl', 'https://example.com/a.png'),
			item('20004', 'sticker', '66'),
		]);
		expect(run.error()).toBeUndefined();
		expect(sandbox.messages).toMatchObject([
			{ identity: '20001', text: 'Hello' },
			{ identity: '20002', file: { name: 'a.txt' } },
			{ identity: '20003', fileUrl: 'https://example.com/a.png' },
			{ identity: '20004', stickerId: '66' },
		]);
	});
});

test('a field that the editor hides is not read, even if it is an expression that fails', async () => {
	const fails = "={{ $('Nobody').item.json.name }}";
	const options = { fileName: fails, outputFields: fails };
	const parameters = { attachment: "={{ 'none' }}" };
	const run = await send({ host: sandbox.url, parameters, options }, [message('20001', 'Hello')]);
	expect(run.error()).toBeUndefined();
	expect(sandbox.messages).toMatchObject([{ identity: '20001', text: 'Hello' }]);
});

const five = (third: SourceItem['json']): SourceItem[] => [
	message('20001', 'first'),
	message('20002', 'second'),
	{ json: third },
	message('20004', 'fourth'),
	message('20005', 'fifth'),
];
const noContact = { identity: 'Mary', text: 'third' };

describe('one of five items of which no message can be made', () => {
	test('stops the node before anything is sent', async () => {
		const run = await send({ host: sandbox.url }, five(noContact));
		expect(run.error()).toMatchObject({
			name: 'NodeOperationError',
			message: "'Contact Number' is 'Mary', which is not a number of 5 to 20 digits [item 2]",
			description: expect.stringMatching(
				/^Enter one number with its country code.* no message was sent in this try\.$/,
			),
			context: { itemIndex: 2 },
		});
		expect(sandbox.requests).toEqual([]);
	});

	test('sends the four others when the node continues', async () => {
		const run = await send({ host: sandbox.url, node: CONTINUE }, five(noContact));
		expect(run.error()).toBeUndefined();
		expect(sandbox.messages.map(({ text }) => text).sort()).toEqual([
			'fifth',
			'first',
			'fourth',
			'second',
		]);
		expect(run.data('iSlash').map(({ json }) => json.body ?? json)).toEqual([
			'first',
			'second',
			{
				identity: 'Mary',
				text: 'third',
				error: "'Contact Number' is 'Mary', which is not a number of 5 to 20 digits [item 2]",
				outcome: 'notSent',
			},
			'fourth',
			'fifth',
		]);
	});

	test('names the first of several', async () => {
		const items = [message('20001', 'a'), message('20002', ''), message('x', '')];
		const run = await send({ host: sandbox.url }, items);
		expect(run.error()?.message).toMatch(/^'Text' is empty .+ \[item 1\]$/);
		expect(sandbox.requests).toEqual([]);
	});
});
