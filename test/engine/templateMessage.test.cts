import type { INodeParameters } from 'n8n-workflow';
import { SANDBOX_SESSION_KEY, startSandbox, type Sandbox } from '../sandbox/server.cts';
import { ITEM, PICTURE, sendTemplate } from '../support/sendTemplate.cts';
import { runNode } from '../support/runWorkflow.cts';
import { CONTINUE, credentialFor } from '../support/send.cts';

/** Template messages, as they arrive at iSlash and as n8n passes them on. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const SHIPPED: INodeParameters = {
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

const arrived = () =>
	sandbox.requests.map(({ method, path, headers, fields }) => ({
		line: `${method} ${path}`,
		type: headers['content-type']?.split(';')[0],
		fields,
	}));

test('goes as JSON with the values of the item, and puts out what iSlash confirms', async () => {
	const sent = await sendTemplate(sandbox.url);
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
	const sent = await sendTemplate(sandbox.url, SHIPPED, [PICTURE], { binaryMode: 'filesystem' });
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
	const sent = await sendTemplate(sandbox.url, {
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
	const sent = await sendTemplate(sandbox.url, {
		operation: 'schedule',
		sendAt: '2026-12-24T09:00',
		templateName: { __rl: true, mode: 'name', value: 'summer_sale' },
		options: { timeZone: 'Asia/Hong_Kong', maxRetries: 0 },
	});
	expect(sent.error()).toMatchObject({
		message: 'iSlash refused the message: the template summer_sale is not approved [item 0]',
		description: expect.stringContaining(
			'The message was to be scheduled for 2026-12-24 09:00:00 in the time zone Asia/Hong_Kong.',
		) as string,
	});
});

test('makes one line of a variable with line breaks, tabs and many blanks, and keeps $name', async () => {
	const value = { variable_1: '$name', variable_2: 'one\r\ntwo\tthree       four\nfive' };
	await sendTemplate(sandbox.url, { templateVariables: { mappingMode: 'defineBelow', value } });
	expect(sandbox.messages.map(({ variables }) => variables)).toEqual([
		{ variable_1: '$name', variable_2: 'one two three    four five' },
	]);
});

test('an item that is refused keeps its fields, with the outcome, when the node continues', async () => {
	const items = [{ json: { template: 'gone' } }, { json: { template: 'opening_hours' } }];
	const templateName = { __rl: true, mode: 'name', value: '={{ $json.template }}' };
	const sent = await sendTemplate(sandbox.url, { templateName }, items, { node: CONTINUE });
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
