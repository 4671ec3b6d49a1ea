import type { INodePropertyMode, INodeProperties } from 'n8n-workflow';
import {
	entriesOf,
	isChoice,
	labelOf,
	readDescribed,
	type Described,
	type Entry,
} from './texts.cts';

/** n8n's rules for the texts about a parameter, which people and AI agents read. */

let credential: Described['credential'];
let nodes: ReadonlyArray<Described['node']>;
let parameters: Described['parameters'];
let choices: Described['choices'];
beforeAll(async () => {
	const described = await readDescribed();
	({ credential, parameters, choices } = described);
	nodes = [described.node, described.trigger];
});

test('the credential has the names that saved credentials hold, its secrets masked', () => {
	const { name, displayName, documentationUrl, authenticate, properties } = credential;
	expect({ name, displayName, documentationUrl }).toEqual({
		name: 'iSlashApi',
		displayName: 'iSlash API',
		documentationUrl: 'https://github.com/islash/n8n-nodes-islash#credential',
	});
	const fields = properties.map((field) => [
		field.displayName,
		field.name,
		field.type,
		field.required,
		field.typeOptions?.password ?? false,
	]);
	expect(fields).toEqual([
		['API Endpoint', 'host', 'string', true, false],
		['User Token', 'token', 'string', true, true],
		['Session Key', 'sessionKey', 'string', true, true],
	]);
	expect(authenticate).toEqual({
		type: 'generic',
		properties: { headers: { 'X-USER-TOKEN': '={{ $credentials.token }}' } },
	});
});

test('every list to choose from is alphabetical', () => {
	for (const parameter of parameters) {
		const labels = entriesOf(parameter).map(labelOf);
		expect(labels).toEqual([...labels].sort());
	}
});

test('every default is one that may be chosen', () => {
	for (const parameter of parameters) {
		const { type, default: value, typeOptions } = parameter;
		const values = entriesOf(parameter).map((entry) => 'value' in entry && entry.value);
		if (type === 'options') expect(values).toContain(value);
		if (type === 'multiOptions') expect(values).toEqual(expect.arrayContaining(value as never));
		if (type === 'boolean') expect(typeof value).toBe('boolean');
		if (type !== 'number') continue;
		expect(value).toBeGreaterThanOrEqual(typeOptions?.minValue ?? 0);
		expect(value).toBeLessThanOrEqual(typeOptions?.maxValue ?? Infinity);
	}
});

/** Words that say something; an article or preposition more is no other wording. */
const wordsOf = (text: string) =>
	new Set(text.toLowerCase().match(/\b(?!(?:a|an|and|by|for|from|in|of|or|the|to)\b)\w+/g));

test('all that can be set or chosen is described, in other words than its label', () => {
	const isFixed = ({ name }: INodeProperties) =>
		// n8n's linter fixes the words of 'Return All' and 'Limit'.
		['resource', 'operation', 'options', 'returnAll', 'limit'].includes(name);
	const isPlain = ({ name }: INodeProperties) => ['resource', 'outputFields'].includes(name);
	const described: Entry[] = [
		...parameters.filter((one) => !isFixed(one)),
		...parameters
			.filter((one) => !isPlain(one))
			.flatMap(entriesOf)
			.filter(isChoice),
	];
	const labels = described.map(labelOf);
	expect(labels).toEqual(expect.arrayContaining(['User Token', 'Timeout', 'Send', 'None', 'Stop']));
	for (const entry of described) {
		const label = labelOf(entry);
		const description = 'description' in entry ? (entry.description ?? '') : '';
		const others = [...wordsOf(description)].filter((word) => !wordsOf(label).has(word));
		expect([label, others]).not.toEqual([label, []]);
		if (/ /.test(label)) expect(description.toLowerCase()).not.toContain(label.toLowerCase());
	}
});

test('the description of a switch begins with "Whether"', () => {
	const switches = parameters.filter(({ type }) => type === 'boolean');
	expect(new Set(switches.map(({ name }) => name))).toEqual(
		new Set(['formatIdentity', 'ignoreRepeated', 'returnAll']),
	);
	for (const { description } of switches) expect(description).toMatch(/^Whether /);
});

test('a text field has an example, and a list says what to select', () => {
	const modes = parameters.flatMap(({ modes: ways = [] }): INodePropertyMode[] => ways);
	const typed = [...parameters, ...modes].filter(
		({ type, typeOptions }) => type === 'string' && !(typeOptions && 'password' in typeOptions),
	);
	for (const { placeholder } of typed) expect(placeholder).toMatch(/^e\.g\. \S/);
	const shown = modes.map(({ displayName, placeholder }) => `${displayName}: ${placeholder}`);
	expect([...new Set(shown)]).toEqual([
		'From List: Select a label...',
		'By Name: e.g. Paid',
		'From List: Select a sticker...',
		'By ID: e.g. 66',
		'From List: Select a template...',
		'By Name: e.g. payment_update_en',
	]);
});

/** What is shown beside a parameter or a choice: descriptions and hints. */
const remarks = () =>
	[...parameters, ...choices]
		.flatMap((entry) => [entry.description, 'hint' in entry ? entry.hint : undefined])
		.filter((text) => text !== undefined);

test('one sentence ends without a full stop, several with one', () => {
	expect(remarks()).toContain(
		'The Binary tab of the input shows the name, or its field _files does',
	);
	for (const text of [...remarks(), ...nodes.map(({ description }) => description)])
		expect([text, text.endsWith('.')]).toEqual([text, /\. [A-Z]/.test(text)]);
});

test('descriptions, hints and actions are in Sentence case', () => {
	const names = 'AI|API|Binary|Facebook|IDs?|URL|WhatsApp';
	const inside = new RegExp(`(?<=[^.:] )(?!(?:${names})\\b)[A-Z]\\w*`, 'g');
	const actions = choices.map(({ action }) => action).filter((action) => action !== undefined);
	expect('The quick Fox. Not in the API'.match(inside)).toEqual(['Fox']);
	for (const text of [...remarks(), ...actions, ...nodes.map(({ description }) => description)]) {
		expect(text).toMatch(/^[A-Z]/);
		expect([text, text.replace(/'[^']+'/g, '…').match(inside)]).toEqual([text, null]);
	}
});

test('labels are in Title Case', () => {
	const modes = parameters.flatMap(({ modes: ways = [] }) => ways);
	const labels = [...parameters, ...choices].map(labelOf);
	const small = /^(?:a|an|and|by|for|from|in|of|or|the|to)$/;
	for (const label of [...labels, ...modes.map(({ displayName }) => displayName)]) {
		const words = label.split(' ').filter((word, index) => index === 0 || !small.test(word));
		expect([label, words.every((word) => /^[A-Z]|^iSlash$/.test(word))]).toEqual([label, true]);
	}
});
