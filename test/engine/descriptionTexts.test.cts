import type {
	ICredentialType,
	INodeProperties,
	INodePropertyCollection,
	INodePropertyOptions,
	INodeType,
} from 'n8n-workflow';
import { loadPackage } from '../support/loadPackage.cts';

/** n8n's rules for what people, and AI agents, read about a parameter. */

type Entry = INodeProperties | INodePropertyOptions | INodePropertyCollection;

const entriesOf = ({ options = [] }: INodeProperties): readonly Entry[] => options;
const isParameter = (entry: Entry): entry is INodeProperties => 'type' in entry;
const withInner = (list: readonly INodeProperties[]): INodeProperties[] =>
	list.flatMap((one) => [one, ...withInner(entriesOf(one).filter(isParameter))]);
const labelOf = (entry: Entry) => ('displayName' in entry ? entry.displayName : entry.name);

let credential: ICredentialType;
let parameters: INodeProperties[];
let choices: INodePropertyOptions[];
beforeAll(async () => {
	const loader = await loadPackage();
	credential = loader.getCredential('iSlashApi').type;
	const { description } = loader.getNode('iSlash').type as INodeType;
	parameters = withInner([...description.properties, ...credential.properties]);
	choices = parameters
		.flatMap(entriesOf)
		.filter((entry): entry is INodePropertyOptions => 'value' in entry);
	expect(parameters.length).toBeGreaterThan(20);
	expect(choices.length).toBeGreaterThan(30);
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

test('every parameter but the fixed ones is described, in other words than its label', () => {
	const fixed = ['resource', 'operation', 'options'];
	for (const { name, displayName, description } of parameters) {
		if (fixed.includes(name)) continue;
		expect(description?.length).toBeGreaterThan(displayName.length);
	}
});

test('a switch says whether', () => {
	const switches = parameters.filter(({ type }) => type === 'boolean');
	expect(switches.map(({ name }) => name)).toEqual(['formatIdentity']);
	for (const { description } of switches) expect(description).toMatch(/^Whether /);
});

test('what is typed has an example', () => {
	const typed = parameters.filter(
		({ type, typeOptions }) => type === 'string' && !typeOptions?.password,
	);
	for (const { placeholder } of typed) expect(placeholder).toMatch(/^e\.g\. \S/);
});

test('one sentence ends without a full stop, several with one', () => {
	const texts = [...parameters, ...choices].map(({ description }) => description ?? '');
	for (const text of texts)
		expect([text, text.endsWith('.')]).toEqual([text, /\. [A-Z]/.test(text)]);
});

test('labels are in Title Case', () => {
	const labels = [...parameters.map(labelOf), ...choices.map(labelOf)];
	const small = /^(?:a|an|and|by|for|from|in|of|or|the|to)$/;
	for (const label of labels) {
		const words = label.split(' ').filter((word, index) => index === 0 || !small.test(word));
		expect([label, words.every((word) => /^[A-Z]|^iSlash$/.test(word))]).toEqual([label, true]);
	}
});
