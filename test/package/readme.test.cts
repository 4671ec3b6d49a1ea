import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { TEXTS } from '../../nodes/ISlash/errors/texts.ts';
import { TABLE } from '../../nodes/ISlash/api/outcome.ts';
import { makeProperties, resources } from '../../nodes/ISlash/operations/index.ts';
import { read, ROOT, tableRows } from './pages.cts';

/** The README matches the node exactly. */

const readme = read('README.md');
const properties = makeProperties();
const MESSAGES = Object.values(TEXTS).map(({ message }) => message);

/** Chosen by the editor from the action, never seen by users. */
const HIDDEN = ['resource', 'operation', 'options'];

function optionsOf(parameter: INodeProperties): INodeProperties[] {
	return (parameter.options ?? []) as INodeProperties[];
}

/** One of each name: operations share some. */
const unique = (list: readonly INodeProperties[]): INodeProperties[] => [
	...new Map(list.map((one) => [one.name, one])).values(),
];

const options = unique(properties.filter(({ name }) => name === 'options').flatMap(optionsOf));
const fields = unique(
	properties.filter(({ name, type }) => !HIDDEN.includes(name) && type !== 'notice'),
);
const parameters = [...fields, ...options];

const part = (from: string, to: string) => readme.slice(readme.indexOf(from), readme.indexOf(to));

/** What can be set, in the words of the page about it. */
const rows = tableRows(read('docs/parameters.md'));

test.each(parameters.map(({ displayName, name }) => [displayName, name]))(
	"'%s' stands in docs/parameters.md with its name %s",
	(displayName, name) => {
		expect(rows.map(([label, value]) => [label, value])).toContainEqual([
			displayName,
			`\`${name}\``,
		]);
	},
);

test('docs/parameters.md names no parameter that the node does not have', () => {
	const named = rows.map(([, name = '']) => /^`(\w+)`$/.exec(name)?.[1]).filter(Boolean);
	expect([...new Set(named)].sort()).toEqual(parameters.map(({ name }) => name).sort());
});

test('the README has a row for every operation', () => {
	const table = tableRows(part('## All operations', '## Answer customers'));
	const named = table.map(([name]) => name).filter((name) => name?.includes(': '));
	expect(named).toHaveLength(10);
	const all = resources.flatMap(({ name: resource, operations }) =>
		operations.map(({ name }) => `${resource}: ${name}`),
	);
	expect([...named].sort()).toEqual([...all].sort());
});

/** The default of an option, in the words of the README. */
function defaultInWords({ default: value, options, type }: INodeProperties): string {
	if (typeof value === 'boolean') return value ? 'on' : 'off';
	if (Array.isArray(value)) return value.join(', ');
	// What it begins with once it is added; without it there is no limit.
	if (type === 'fixedCollection') return '';
	if (type !== 'options') return String(value);
	const chosen = options?.find((option) => 'value' in option && option.value === value);
	return chosen?.name ?? 'no such option';
}

test.each(options.map((option) => [option.displayName, defaultInWords(option)]))(
	"docs/parameters.md gives '%s' the default that it has: '%s'",
	(displayName, value) => {
		const ofOption = rows.filter(([label, name = '']) => label === displayName && /^`/.test(name));
		expect(ofOption.map(([, , given]) => given)).toEqual([value]);
	},
);

test('defaults are written as people would write them', () => {
	const told = Object.fromEntries(options.map((option) => [option.name, defaultInWords(option)]));
	expect(told).toMatchObject({
		deduplicationKey: '',
		formatIdentity: 'on',
		maxRetries: '2',
		output: 'Message',
		outputFields: '',
	});
});

/** Each message in italics with the outcome of its row; of several outcomes, the one in its place. */
const told = tableRows(part('What decides:', '## Recipes'))
	.map(([, outcome = '', text = '']) => ({
		outcomes: [...outcome.matchAll(/`(\w+)`/g)].map(([, one = '']) => one),
		messages: [...text.matchAll(/_([^_]+)_/g)]
			.map(([, message = '']) => message)
			.filter((message) => MESSAGES.includes(message)),
	}))
	.flatMap(({ outcomes, messages }) =>
		messages.map((message, index) => ({
			message,
			outcome: outcomes.length === 1 ? outcomes[0] : outcomes[index],
		})),
	);

test.each(TABLE.map(({ reason, outcome }) => [TEXTS[reason].message, outcome]))(
	"the README has '%s' beside %s, and nowhere beside another outcome",
	(message, outcome) => {
		const beside = told.filter((row) => row.message === message).map((row) => row.outcome);
		expect([...new Set(beside)]).toEqual([outcome]);
	},
);

test('every message of a failed item stands in the table of outcomes', () => {
	expect(MESSAGES.length).toBeGreaterThan(15);
	expect(MESSAGES.filter((one) => !told.some(({ message }) => message === one))).toEqual([]);
});

test('every example is in the README, and sets only parameters that the node has', () => {
	const examples = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.json'));
	expect(examples.length).toBeGreaterThanOrEqual(6);
	const ofTrigger = ['events'];
	const ofTool = ['toolDescription', 'descriptionType'];
	const known = [...properties.map(({ name }) => name), ...ofTool, ...ofTrigger];
	for (const example of examples) {
		expect(readme).toContain(`(examples/${example})`);
		const { nodes } = JSON.parse(read(`examples/${example}`)) as {
			nodes: Array<{ type: string; parameters: Record<string, object> }>;
		};
		const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-islash.iSlash'));
		const set = ours.flatMap(({ parameters: values }) => Object.keys(values));
		expect(ours.length).toBeGreaterThan(0);
		expect(set.filter((name) => !known.includes(name))).toEqual([]);
		const chosen = ours.flatMap(({ parameters: values }) => Object.keys(values.options ?? {}));
		const optional = parameters.map(({ name }) => name);
		expect(chosen.filter((name) => !optional.includes(name))).toEqual([]);
	}
});
