import type { IDataObject, INodeParameters } from 'n8n-workflow';
import { SANDBOX_SESSION_KEY, startSandbox, type Sandbox } from '../sandbox/server.cts';
import { runNode, type NodeRunOptions } from '../support/runWorkflow.cts';
import { CONTINUE, credentialFor } from '../support/send.cts';

/** Contacts and their labels. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function run(
	parameters: INodeParameters,
	items: ReadonlyArray<{ json: object }> = [{ json: {} }],
	more: NodeRunOptions = {},
) {
	const credentials = credentialFor(sandbox.url);
	return await runNode(
		{ resource: 'contact', ...parameters },
		items as Array<{ json: IDataObject }>,
		{
			credentials,
			...more,
		},
	);
}

const asked = () =>
	sandbox.requests.map(({ method, path }) => `${method} ${decodeURIComponent(path)}`);
const SESSION = `session=${SANDBOX_SESSION_KEY}`;

describe('a label', () => {
	const PAID = { __rl: true, mode: 'list', value: 'Paid', cachedResultName: 'Paid' };
	const change = { operation: 'addLabel', identity: '+852 5000 0002', label: PAID };

	test.each([
		['addLabel', 'POST'],
		['removeLabel', 'DELETE'],
	])('%s: goes by its text, with everything in the query', async (operation, method) => {
		const changed = await run({ ...change, operation });
		expect(asked()).toEqual([
			`${method} /api/public/chat-label?${SESSION}&identity=85250000002&label=Paid`,
		]);
		expect(sandbox.requests[0]?.bodyBytes).toBe(0);
		expect(changed.data('iSlash')).toEqual([{ json: { success: true }, pairedItem: { item: 0 } }]);
	});

	test('arrives letter for letter, whatever it is made of', async () => {
		const label = { __rl: true, mode: 'text', value: 'Tea & Coffee=50% + 茶?' };
		const changed = await run({ ...change, label });
		expect(changed.error()?.message).toBe(
			'The label could not be added: there is no label Tea & Coffee=50% + 茶? [item 0]',
		);
	});

	test('is asked for again after an answer that may pass', async () => {
		sandbox.misbehave({
			path: '/chat-label',
			fault: { kind: 'status', status: 500, accept: false },
		});
		const changed = await run(change);
		expect(changed.data('iSlash')).toHaveLength(1);
		expect(sandbox.requests).toHaveLength(2);
	});

	test('that iSlash does not know leaves the row as it was, with the reason', async () => {
		const items = [{ json: { row: 1, label: 'None' } }, { json: { row: 2, label: 'Paid' } }];
		const label = { __rl: true, mode: 'text', value: '={{ $json.label }}' };
		const changed = await run({ ...change, label }, items, { node: CONTINUE });
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
		const changed = await run({ ...change, ...parameters } as INodeParameters);
		expect(changed.error()?.message).toContain(`'${name}' `);
		expect(sandbox.requests).toHaveLength(0);
	});
});

describe('Get Many', () => {
	const getMany = { operation: 'getAll', returnAll: true };
	const customers = (labels: string, page: number, perPage = 30) =>
		`POST /api/public/chat-label/customers?${SESSION}&label_id=${labels}&page=${page}&per_page=${perPage}`;
	/** An answer of the list, whatever is asked for. */
	const answer = (ids: readonly number[], more: boolean) => ({
		path: '/customers',
		fault: {
			kind: 'reply' as const,
			body: JSON.stringify({
				meta: { code: 'RESP_OKAY', message: 'Success' },
				data: {
					contacts: ids.map((id) => ({ id, identity: String(id) })),
					pagination: { 'has-more-page': more, 'per-page': 30 },
				},
			}),
		},
	});

	test('follows the pages to the last', async () => {
		const found = await run(getMany);
		expect(asked()).toEqual([customers('all', 1), customers('all', 2), customers('all', 3)]);
		expect(found.data('iSlash')).toHaveLength(70);
		expect(found.data('iSlash')[69]?.json).toEqual({
			id: 74,
			first_name: 'Gus',
			last_name: 'Chan',
			identity: '85250000070',
			labels: '',
			assigned_to: 'User 01',
		});
	});

	test('asks for no more pages than the limit needs', async () => {
		const found = await run({ ...getMany, returnAll: false, limit: 4 });
		expect(asked()).toEqual([customers('all', 1, 4)]);
		expect(found.data('iSlash')).toHaveLength(4);
	});

	test.each([
		[['2', '3'], '2,3'],
		['={{ "2, 3" }}', '2,3'],
		['={{ 3 }}', '3'],
		['={{ [2, 3] }}', '2,3'],
	])('takes the IDs of labels: %j', async (labels, ids) => {
		await run({ ...getMany, labels });
		expect(asked()[0]).toBe(customers(ids, 1));
	});

	test('looks names of labels up, however they are cased', async () => {
		const found = await run({ ...getMany, labels: '={{ "paid, Pending Payment" }}' });
		expect(asked().slice(0, 2)).toEqual([`GET /api/public/label?${SESSION}`, customers('3,2', 1)]);
		expect(found.data('iSlash')).toHaveLength(40);
	});

	test('says which name is not a label', async () => {
		const found = await run({ ...getMany, labels: '={{ "Paid, Payed" }}' });
		expect(found.error()?.message).toBe(
			"'Label Names or IDs' has 'Payed', which iSlash has no label for [item 0]",
		);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('ends with an error when a page comes again', async () => {
		sandbox.misbehave({ ...answer([1, 2], true), times: Infinity });
		const found = await run(getMany);
		expect(found.error()).toMatchObject({
			message: expect.stringMatching(/^'Return All' .* the same page again/) as string,
			context: { itemIndex: 0 },
		});
		expect(sandbox.requests).toHaveLength(2);
	});

	test('puts a contact out once that moved to the next page', async () => {
		sandbox.misbehave(answer([1, 2], true), answer([2, 3], false));
		const found = await run(getMany);
		expect(found.data('iSlash').map(({ json }) => json.id)).toEqual([1, 2, 3]);
	});

	test('ends at a page without contacts, whatever it says of more', async () => {
		sandbox.misbehave(answer([1], true), answer([], true));
		const found = await run(getMany);
		expect(found.data('iSlash').map(({ json }) => json.id)).toEqual([1]);
	});

	test("takes the form of the vendor's schema, one contact and no pages", async () => {
		const body = JSON.stringify({
			meta: { code: 'RESP_OKAY' },
			data: { contacts: { id: 7 }, pagination: null },
		});
		sandbox.misbehave({ path: '/customers', fault: { kind: 'reply', body } });
		const found = await run(getMany);
		expect(found.data('iSlash').map(({ json }) => json)).toEqual([{ id: 7 }]);
	});
});
