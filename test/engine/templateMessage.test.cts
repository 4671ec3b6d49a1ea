import type { INodeParameters } from 'n8n-workflow';
import { SANDBOX_SESSION_KEY, startSandbox, type Sandbox } from '../sandbox/server.cts';
import type { SourceItem } from '../support/items.cts';
import { runNode, type NodeRunOptions } from '../support/runWorkflow.cts';
import { CONTINUE, credentialFor } from '../support/send.cts';

/** Template messages, as they arrive at iSlash and as n8n passes them on. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ITEM = { json: { name: 'Ada', order: 1024 } };
const PICTURE: SourceItem = {
	...ITEM,
	files: {
		data: { content: Buffer.from('a cat'), fileName: 'cat.jpeg', mimeType: 'image/jpeg' },
	},
};

const REMINDER: INodeParameters = {
	resource: 'templateMessage',
	operation: 'send',
	identity: '+852 5687 2847',
	templateName: { __rl: true, mode: 'name', value: 'reminder' },
	templateVariables: {
		mappingMode: 'defineBelow',
		value: { variable_1: '={{ $json.name }}', variable_2: '={{ $json.order }}' },
	},
	options: { maxRetries: 0 },
};

const SHIPPED: INodeParameters = {
	...REMINDER,
	templateName: { __rl: true, mode: 'name', value: 'order_shipped' },
	templateVariables: {
		mappingMode: 'defineBelow',
		value: {
			variable_1: 'Ada',
			variable_2: '1024',
			variable_3: 'Monday',
			button_url_variable_1: 'p/1024',
		},
	},
	attachment: 'binaryFile',
};

async function run(
	parameters: INodeParameters,
	items: readonly SourceItem[] = [ITEM],
	more: NodeRunOptions = {},
) {
	const credentials = credentialFor(sandbox.url);
	return await runNode({ ...REMINDER, ...parameters }, items, { credentials, ...more });
}

const arrived = () =>
	sandbox.requests.map(({ method, path, headers, fields }) => ({
		line: `${method} ${path}`,
		type: headers['content-type']?.split(';')[0],
		fields,
	}));

test('goes as JSON with the values of the item, and puts out what iSlash confirms', async () => {
	const sent = await run({});
	expect(arrived()).toEqual([
		{
			line: 'POST /api/public/send-message',
			type: 'application/json',
			fields: {
				session: SANDBOX_SESSION_KEY,
				identity: '85256872847',
				template_name: 'reminder',
				variable_1: 'Ada',
				variable_2: '1024',
			},
		},
	]);
	expect(sent.data('iSlash')).toEqual([
		{
			json: { success: true, identity: '85256872847', template_name: 'reminder' },
			pairedItem: { item: 0 },
		},
	]);
});

test('goes as a form when it has a file, which is named media', async () => {
	const sent = await run(SHIPPED, [PICTURE], { binaryMode: 'filesystem' });
	expect(sent.error()).toBeUndefined();
	expect(arrived()).toEqual([
		{
			line: 'POST /api/public/send-message',
			type: 'multipart/form-data',
			fields: {
				session: SANDBOX_SESSION_KEY,
				identity: '85256872847',
				template_name: 'order_shipped',
				variable_1: 'Ada',
				variable_2: '1024',
				variable_3: 'Monday',
				button_url_variable_1: 'p/1024',
			},
		},
	]);
	const [request] = sandbox.requests;
	expect(request?.headers['content-length']).toBe(String(request?.bodyBytes));
	expect(request?.parts.find(({ name }) => name === 'media')?.file).toMatchObject({
		name: 'cat.jpeg',
		type: 'image/jpeg',
		size: 5,
	});
});

test('is scheduled for the time that a clock in the chosen zone shows', async () => {
	const sent = await run({
		operation: 'schedule',
		sendAt: '2026-12-24T01:00:00Z',
		options: { timeZone: 'Asia/Hong_Kong', maxRetries: 0 },
	});
	expect(arrived()).toMatchObject([
		{ line: 'POST /api/public/schedule-message', fields: { send_at: '2026-12-24 09:00:00' } },
	]);
	expect(sent.data('iSlash').map(({ json }) => json)).toEqual([
		{
			success: true,
			identity: '85256872847',
			template_name: 'reminder',
			send_at: '2026-12-24 09:00:00',
			trace_id: '040a6b96021b42e3',
		},
	]);
});

test('that is refused says why, and for when it was to be scheduled', async () => {
	const sent = await run({
		operation: 'schedule',
		sendAt: '2026-12-24T09:00',
		templateName: { __rl: true, mode: 'name', value: 'summer_sale' },
		options: { timeZone: 'Asia/Hong_Kong', maxRetries: 0 },
	});
	expect(sent.error()).toMatchObject({
		message: 'iSlash refused the message: the template summer_sale is not approved [item 0]',
		description: expect.stringContaining(
			'It was to be scheduled for 2026-12-24 09:00:00, which is the time in Asia/Hong_Kong.',
		) as string,
	});
});

test('makes one line of a variable with line breaks, tabs and many blanks, and keeps $name', async () => {
	const value = { variable_1: '$name', variable_2: 'one\r\ntwo\tthree       four\nfive' };
	await run({ templateVariables: { mappingMode: 'defineBelow', value } });
	expect(sandbox.messages.map(({ variables }) => variables)).toEqual([
		{ variable_1: '$name', variable_2: 'one two three    four five' },
	]);
});

describe('sends nothing', () => {
	const picked = (name: string, cachedResultName: string) => ({
		templateName: { __rl: true, mode: 'list', value: name, cachedResultName },
	});
	const needed = (id: string, displayName: string) => ({
		id,
		displayName,
		required: true,
		display: true,
		defaultMatch: false,
		type: 'string',
	});
	const mapped = (value: INodeParameters) => ({
		mappingMode: 'defineBelow',
		value,
		schema: [
			needed('variable_1', 'Variable 1: Hello {{1}}, …'),
			needed('variable_2', 'Variable 2: … on {{2}}.'),
		],
	});

	test('when a variable of the picked template is empty for one of two items', async () => {
		const sent = await run(
			{
				...picked('reminder', 'reminder (en_US, approved)'),
				templateVariables: mapped({ variable_1: 'Ada', variable_2: '={{ $json.order }}' }),
			},
			[ITEM, { json: {} }],
		);
		expect(sent.error()).toMatchObject({
			message: "'Variable 2: … on {{2}}.' is empty, and the template needs it [item 1]",
			context: { itemIndex: 1 },
		});
		expect(sandbox.requests).toHaveLength(0);
	});

	test('when there is a file for a template that the list showed without one', async () => {
		const sent = await run(
			{ ...picked('reminder', 'reminder (en_US, approved)'), attachment: 'binaryFile' },
			[PICTURE],
		);
		expect(sent.error()?.message).toBe(
			"'Attachment' is a file, but the template 'reminder' has no picture, video or document in its header [item 0]",
		);
		expect(sandbox.requests).toHaveLength(0);
	});

	test.each([
		['Template', { templateName: { __rl: true, mode: 'name', value: '={{ $json.none }}' } }],
		['Send At', { operation: 'schedule', sendAt: '={{ $json.none }}' }],
		['Send At', { operation: 'schedule', sendAt: 'tomorrow' }],
		['Time Zone', { operation: 'schedule', sendAt: '2026-12-24', options: { timeZone: 'HK' } }],
	])("when '%s' cannot be read: %j", async (label, parameters) => {
		const sent = await run(parameters as INodeParameters);
		expect(sent.error()?.message).toMatch(new RegExp(`^'${label}' is .* \\[item 0\\]$`));
		expect(sandbox.requests).toHaveLength(0);
	});
});

test('a template that an expression names needs no variables of the one picked before', async () => {
	const schema = [{ id: 'variable_3', displayName: 'Variable 3', required: true }];
	const sent = await run(
		{
			templateName: {
				__rl: true,
				mode: 'list',
				value: '={{ $json.template }}',
				cachedResultName: 'survey (en_US, approved)',
			},
			templateVariables: {
				mappingMode: 'defineBelow',
				value: { variable_3: '={{ $json.none }}' },
				schema,
			},
		},
		[{ json: { template: 'opening_hours' } }],
	);
	expect(sent.error()).toBeUndefined();
	expect(sandbox.messages.map(({ templateName }) => templateName)).toEqual(['opening_hours']);
});

test('an item that is refused keeps its fields, with the outcome, when the node continues', async () => {
	const items = [{ json: { template: 'gone' } }, { json: { template: 'opening_hours' } }];
	const templateName = { __rl: true, mode: 'name', value: '={{ $json.template }}' };
	const sent = await run({ templateName }, items, { node: CONTINUE });
	expect(sent.data('iSlash').map(({ json }) => json)).toMatchObject([
		{
			template: 'gone',
			outcome: 'rejected',
			error: 'iSlash refused the message: there is no template gone [item 0]',
		},
		{ success: true, template_name: 'opening_hours' },
	]);
});

test('Get Many lists the templates as iSlash gives them', async () => {
	const run = await runNode(
		{ resource: 'templateMessage', operation: 'getAll', limit: 2 },
		[ITEM],
		{ credentials: credentialFor(sandbox.url) },
	);
	expect(run.data('iSlash').map(({ json }) => [json.id, json.name, json.status])).toEqual([
		[19, 'payment_update_en', 'APPROVED'],
		[20, 'order_shipped', 'APPROVED'],
	]);
	expect(arrived()).toEqual([
		{
			line: 'POST /api/public/template-message',
			type: 'application/json',
			fields: { session: SANDBOX_SESSION_KEY },
		},
	]);
});
