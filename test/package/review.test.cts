import ts from 'typescript';
import type { INode, INodeProperties, INodePropertyCollection } from 'n8n-workflow';
import { makeProperties, methods, resources } from '../../nodes/ISlash/operations/index.ts';
import type { Reason } from '../../nodes/ISlash/errors/failure.ts';
import { toNodeError, toRequestError } from '../../nodes/ISlash/errors/nodeErrors.ts';
import { read } from './pages.cts';
import { files, sources, textOf, withParts } from './sources.cts';

/** n8n's guidelines for community nodes, where no lint rule holds them. docs/review.md tells which does. */

const properties = makeProperties();
const operations = resources.flatMap(({ name: resource, operations: own }) =>
	own.map((operation) => ({ resource, ...operation })),
);
const isParameter = (entry: object): entry is INodeProperties => 'type' in entry;

/** A parameter and all that stands in it: options, and the values of a collection. */
const withInner = (one: INodeProperties): INodeProperties[] => [
	one,
	...(one.options ?? []).flatMap((entry) => {
		if (isParameter(entry)) return withInner(entry);
		return ((entry as INodePropertyCollection).values ?? []).flatMap(withInner);
	}),
];
const parameters = properties.flatMap(withInner);

describe('operations', () => {
	test('have a name that leaves the resource out, and an action that names it without an article', () => {
		expect(operations.map(({ resource, name, action }) => [resource, name, action])).toEqual([
			['Contact', 'Add Label', 'Add label to contact'],
			['Contact', 'Get Many', 'Get many contacts'],
			['Contact', 'Remove Label', 'Remove label from contact'],
			['Label', 'Get Many', 'Get many labels'],
			['Session Message', 'Send', 'Send session message'],
			// The words of n8n's own nodes.
			['Session Message', 'Send and Wait for Response', 'Send message and wait for response'],
			['Sticker', 'Get Many', 'Get many stickers'],
			['Template Message', 'Get Many', 'Get many template messages'],
			['Template Message', 'Schedule', 'Schedule template message'],
			['Template Message', 'Send', 'Send template message'],
		]);
	});

	test('that get many begin with Return All and Limit, and do not promise all', () => {
		const many = operations.filter(({ value }) => value === 'getAll');
		expect(many).toHaveLength(4);
		for (const { fields, description } of many) {
			expect(fields.slice(0, 2)).toMatchObject([
				{ displayName: 'Return All', default: false },
				{ displayName: 'Limit', default: 50, typeOptions: { minValue: 1 } },
			]);
			expect(description).not.toMatch(/\ball\b/);
		}
	});

	test('end with Options, where nothing is required', () => {
		for (const { fields } of operations) {
			expect(fields.map(({ name }) => name).indexOf('options')).toBe(fields.length - 1);
			const inner = fields.filter(({ type }) => /collection/i.test(type)).flatMap(withInner);
			expect(inner.filter(({ required }) => required)).toEqual([]);
		}
	});

	test('share names: what was entered survives a change of the operation', () => {
		const pairs = parameters
			.filter(({ type }) => type !== 'notice')
			.map(({ displayName, name }) => `${displayName} = ${name}`);
		const unique = [...new Set(pairs)];
		expect(unique).toContain('Contact Number = identity');
		for (const side of [0, 1]) {
			const names = unique.map((pair) => pair.split(' = ')[side]);
			expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
		}
	});
});

describe('what is picked', () => {
	const locators = parameters.filter(({ type }) => type === 'resourceLocator');

	test('opens with the list', () => {
		expect(locators.map(({ displayName }) => displayName)).toEqual([
			...['Label', 'Label', 'Sticker', 'Template', 'Template'],
		]);
		for (const { default: value, modes } of locators) {
			expect(value).toEqual({ mode: 'list', value: '' });
			expect(modes?.[0]).toMatchObject({ displayName: 'From List', name: 'list' });
		}
	});

	test('comes from a method that the node has', () => {
		const named = JSON.stringify(parameters).matchAll(
			/"(?:searchListMethod|loadOptionsMethod|resourceMapperMethod)":"(\w+)"/g,
		);
		expect(new Set([...named].map(([, name]) => name))).toEqual(
			new Set(Object.values(methods).flatMap(Object.keys)),
		);
	});
});

test.each<[string, string[]]>([
	['ISlash', ['Communication', 'HITL']],
	['ISlashTrigger', ['Communication']],
])('the codex of %s has the fields that n8n documents', (node, categories) => {
	expect(JSON.parse(read(`nodes/ISlash/${node}.node.json`))).toMatchObject({
		node: 'n8n-nodes-islash',
		nodeVersion: '1.0',
		codexVersion: '1.0',
		categories,
		resources: { primaryDocumentation: [{ url: expect.stringMatching(/^https:/) }] },
	});
});

test.each(['contact', 'label', 'sticker', 'templateMessage'])(
	'the list of a %s has ten fields at most, so that it needs no simplified form',
	(resource) => {
		const schema = read(`nodes/ISlash/__schema__/v1.0.0/${resource}/getAll.json`);
		const { properties: fields } = JSON.parse(schema) as { properties: object };
		expect(Object.keys(fields).length).toBeLessThanOrEqual(10);
	},
);

describe('an error of the node', () => {
	const node = { name: 'iSlash' } as INode;

	test.each<[Reason, object | undefined]>([
		['tooManyRequests', { cause: 'rate-limited', retryAfterMs: 2000 }],
		['unavailable', { cause: 'temporarily-unavailable', retryAfterMs: 2000 }],
		['unauthorized', { cause: 'credential-invalid' }],
		['notFound', { cause: 'configuration-invalid' }],
		['redirect', { cause: 'configuration-invalid' }],
		['refused', undefined],
		['serverFailure', undefined],
		['answerTimeout', undefined],
	])('for %s declares what the answer proves, and no more: %j', (reason, failure) => {
		const problem = { outcome: 'rejected', reason, retryAfter: 2000 } as const;
		expect(toNodeError(node, 3, problem, []).failure).toEqual(failure);
	});

	test('names the item, and keeps its words where n8n would put stock sentences', () => {
		const refusal = { message: 'ECONNREFUSED 10.0.0.7' };
		const problem = { outcome: 'rejected', reason: 'refused', refusal } as const;
		expect(toNodeError(node, 3, problem, [])).toMatchObject({
			message: 'iSlash refused the message: ECONNREFUSED 10.0.0.7 [item 3]',
			context: { itemIndex: 3 },
			messages: [],
		});
		expect(toRequestError(node, problem, 'The labels could not be loaded', []).message).toBe(
			'The labels could not be loaded: ECONNREFUSED 10.0.0.7',
		);
	});
});

/** Files that throw in a catch, or go around it. */
const throwing = [...sources]
	.filter(([, source]) =>
		withParts(source).some(
			(part) =>
				/^Promise\.reject\(/.test(part.getText()) ||
				(ts.isCatchClause(part) && withParts(part).some(ts.isThrowStatement)),
		),
	)
	.map(([file]) => file);
const having = (pattern: RegExp) => files.filter((file) => pattern.test(textOf(file)));

describe('a step around a lint rule', () => {
	test.each<[string, readonly string[], readonly string[]]>([
		[
			'require-node-api-error',
			throwing,
			[
				...['api/pause', 'delivery/deduplication/workflowLock', 'fields/binaryFile'],
				...['fields/picker', 'fields/reader'],
			],
		],
		['no-http-request-with-manual-auth', having(/helpers\.httpRequest\(/), ['api/request']],
		['no-restricted-globals', having(/AbortSignal\.timeout\(/), ['api/request']],
		[
			'webhook-lifecycle-complete',
			having(/webhooks: \w|webhookMethods/),
			['ISlash.node', 'ISlashTrigger.node'],
		],
		[
			'credential-unnecessary-password',
			having(/typeOptions: masked/),
			['credentials/ISlashApi.credentials'],
		],
	])('%s is told at its place', (rule, around, places) => {
		expect([...around].sort()).toEqual(places);
		expect(around.filter((file) => !textOf(file).includes(`\`${rule}\``))).toEqual([]);
	});

	test('is never that the rule is switched off: n8n counts no such comments', () => {
		expect(having(/eslint-disable|@ts-\w/)).toEqual([]);
	});
});
