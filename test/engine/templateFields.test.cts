import {
	SANDBOX_TOKEN,
	SANDBOX_SESSION_KEY,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { loadOptions, searchList, variableFields } from '../support/searchList.cts';

/** What the editor gets from the node while somebody fills in a template message or a label. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false, sessionKeys: ['other'] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const credential = () => ({
	host: sandbox.url,
	token: SANDBOX_TOKEN,
	sessionKey: SANDBOX_SESSION_KEY,
});
const asked = () => sandbox.requests.map(({ method, path }) => `${method} ${path.split('?')[0]}`);

test('the list of templates shows language, status and the file in the header', async () => {
	const { results } = await searchList({ credential: credential(), method: 'searchTemplates' });
	expect(results.map(({ name, value }) => [name, value])).toEqual([
		['payment_update_en (en_US, approved)', 'payment_update_en'],
		['order_shipped (en_US, approved, with a picture)', 'order_shipped'],
		['reminder (en_US, approved)', 'reminder'],
		['invoice (en_US, approved, with a document)', 'invoice'],
		['opening_hours (en_US, approved)', 'opening_hours'],
		['summer_sale (en_US, NOT APPROVED: pending, with a video)', 'summer_sale'],
		['survey (en_US, approved)', 'survey'],
	]);
});

test('a text in its search field narrows it down', async () => {
	const search = { credential: credential(), method: 'searchTemplates', filter: 'Order' };
	const { results } = await searchList(search);
	expect(results.map(({ value }) => value)).toEqual(['order_shipped']);
});

test('labels are picked by their text where the API takes the text, else by their ID', async () => {
	const { results } = await searchList({ credential: credential(), method: 'searchLabels' });
	expect(results[1]).toEqual({ name: 'Pending Payment', value: 'Pending Payment' });
	const options = await loadOptions({ credential: credential(), method: 'getLabels' });
	expect(options[1]).toEqual({ name: 'Pending Payment', value: '2' });
});

const fieldsFor = async (templateName: object, more: object = {}) => {
	const chosen = { resource: 'templateMessage', operation: 'send' };
	const parameters = { ...chosen, templateName, ...more } as never;
	const { fields } = await variableFields({ credential: credential(), parameters });
	return fields.map(({ id, displayName, required }) => [id, displayName, required]);
};
const ALL = [
	['variable_1', 'Variable 1', false],
	['variable_2', 'Variable 2', false],
	['variable_3', 'Variable 3', false],
	['button_url_variable_1', 'Button Variable', false],
];
const picked = (value: string) => ({
	...{ __rl: true, mode: 'list', value },
	cachedResultName: `${value} (en_US, approved)`,
});

test('a template that was picked has fields for exactly its variables', async () => {
	expect(await fieldsFor(picked('reminder'))).toEqual([
		['variable_1', 'Variable 1: Hello {{1}}, this is a reminder of your visit on …', true],
		['variable_2', 'Variable 2: …your visit on {{2}}. Reply here to change it.', true],
	]);
	expect(asked()).toEqual(['POST /api/public/template-message']);
});

test.each([
	['nothing', picked('')],
	['an expression', { ...picked('reminder'), value: 'invoice' }],
	['an expression on a new node', { __rl: true, mode: 'list', value: 'reminder' }],
	['a name that was typed', { __rl: true, mode: 'name', value: 'reminder' }],
	['a name that is not in the list', picked('gone')],
])('for %s there are all fields that the API has, none required', async (_kind, template) => {
	expect(await fieldsFor(template)).toEqual(ALL);
});

test('so there are when the list cannot be loaded', async () => {
	sandbox.misbehave({ path: '/template-message', fault: { kind: 'status', status: 500 } });
	expect(await fieldsFor(picked('reminder'))).toEqual(ALL);
});

test('the list belongs to the channel of the node', async () => {
	await fieldsFor(picked('reminder'), { options: { sessionKey: 'other' } });
	expect(sandbox.requests.map(({ fields }) => fields.session)).toEqual(['other']);
});
