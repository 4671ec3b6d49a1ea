import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { ITEM, PICTURE, sendTemplate } from '../support/sendTemplate.cts';

/** What is checked of a template message before anything is sent. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

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
		const sent = await sendTemplate(
			sandbox.url,
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
		const sent = await sendTemplate(
			sandbox.url,
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
		const sent = await sendTemplate(sandbox.url, parameters as INodeParameters);
		expect(sent.error()?.message).toMatch(new RegExp(`^'${label}' is .* \\[item 0\\]$`));
		expect(sandbox.requests).toHaveLength(0);
	});
});

test('a template that an expression names needs no variables of the one picked before', async () => {
	const schema = [{ id: 'variable_3', displayName: 'Variable 3', required: true }];
	const sent = await sendTemplate(
		sandbox.url,
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
