import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { askContacts, askedOf, SESSION } from '../support/askContacts.cts';
import { CONTINUE } from '../support/send.cts';

/** Labels of contacts. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

describe('a label', () => {
	const PAID = { __rl: true, mode: 'list', value: 'Paid', cachedResultName: 'Paid' };
	const change = { operation: 'addLabel', identity: '+852 5000 0002', label: PAID };

	test.each([
		['addLabel', 'POST'],
		['removeLabel', 'DELETE'],
	])('%s: goes by its text, with everything in the query', async (operation, method) => {
		const changed = await askContacts(sandbox.url, { ...change, operation });
		expect(askedOf(sandbox)).toEqual([
			`${method} /api/public/chat-label?${SESSION}&identity=85250000002&label=Paid`,
		]);
		expect(sandbox.requests[0]?.bodyBytes).toBe(0);
		expect(changed.data('iSlash')).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
	});

	test('arrives letter for letter, whatever characters it contains', async () => {
		const label = { __rl: true, mode: 'text', value: 'Tea & Coffee=50% + 茶?' };
		const changed = await askContacts(sandbox.url, { ...change, label });
		expect(changed.error()?.message).toBe(
			'The label could not be added: there is no label Tea & Coffee=50% + 茶? [item 0]',
		);
	});

	test('is asked for again after an answer that may pass', async () => {
		sandbox.misbehave({
			path: '/chat-label',
			fault: { kind: 'status', status: 500, accept: false },
		});
		const changed = await askContacts(sandbox.url, change);
		expect(changed.data('iSlash')).toHaveLength(1);
		expect(sandbox.requests).toHaveLength(2);
	});

	test('that iSlash does not know leaves the row as it was, with the reason', async () => {
		const items = [{ json: { row: 1, label: 'None' } }, { json: { row: 2, label: 'Paid' } }];
		const label = { __rl: true, mode: 'text', value: '={{ $json.label }}' };
		const changed = await askContacts(sandbox.url, { ...change, label }, items, { node: CONTINUE });
		expect(changed.data('iSlash').map(({ json }) => json)).toEqual([
			{
				row: 1,
				label: 'None',
				error: 'The label could not be added: there is no label None [item 0]',
			},
			{ success: true },
		]);
	});

	test.each([
		['Label', { label: { __rl: true, mode: 'text', value: ' ' } }],
		['Contact Number', { identity: '0011 49 171 2345' }],
	])("asks for nothing when '%s' is wrong: %j", async (name, parameters) => {
		const changed = await askContacts(sandbox.url, { ...change, ...parameters } as INodeParameters);
		expect(changed.error()?.message).toContain(`'${name}' `);
		expect(sandbox.requests).toHaveLength(0);
	});
});
