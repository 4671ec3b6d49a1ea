import type { INodeType } from 'n8n-workflow';
import { loadPackage } from '../support/loadPackage.cts';

/** The trigger as n8n loads it from the built package. */

test('n8n knows it as a trigger that is called by POST, and its address by no name of a node', async () => {
	const { description, webhookMethods } = (await loadPackage()).getNode('iSlashTrigger')
		.type as INodeType;
	expect(description).toMatchObject({
		displayName: 'iSlash Trigger',
		name: 'iSlashTrigger',
		version: 1,
		group: ['trigger'],
		inputs: [],
		outputs: ['main'],
		webhooks: [
			{ name: 'default', httpMethod: 'POST', responseMode: 'onReceived', path: 'webhook' },
		],
		codex: { categories: ['Communication'] },
	});
	expect(description).not.toHaveProperty('usableAsTool');
	expect(description).not.toHaveProperty('credentials');
	const { checkExists, create, delete: remove } = webhookMethods?.default ?? {};
	for (const method of [checkExists, create, remove])
		expect(await method?.call({} as never)).toBe(true);
});

test('the names that saved workflows hold', async () => {
	const { properties } = ((await loadPackage()).getNode('iSlashTrigger').type as INodeType)
		.description;
	const named = properties.map(({ name, type, default: value }) => [name, type, value]);
	expect(named).toEqual([
		['notice', 'notice', ''],
		['events', 'multiOptions', ['message']],
		['options', 'collection', {}],
	]);
	const values = properties.flatMap(({ options = [] }) =>
		options.map((one) =>
			'value' in one ? one.value : [one.name, (one as { default: unknown }).default],
		),
	);
	expect(values).toEqual([
		...['other', 'message', 'status'],
		['ignoreRepeated', true],
		['contactNumbers', ''],
		['secret', ''],
	]);
});
