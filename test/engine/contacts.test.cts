import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { askContacts, askedOf, SESSION } from '../support/askContacts.cts';

/** Contacts by their labels, over all pages. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

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
		const found = await askContacts(sandbox.url, getMany);
		expect(askedOf(sandbox)).toEqual([
			customers('all', 1),
			customers('all', 2),
			customers('all', 3),
		]);
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
		const found = await askContacts(sandbox.url, { ...getMany, returnAll: false, limit: 4 });
		expect(askedOf(sandbox)).toEqual([customers('all', 1, 4)]);
		expect(found.data('iSlash')).toHaveLength(4);
	});

	test.each([
		[['2', '3'], '2,3'],
		['={{ "2, 3" }}', '2,3'],
		['={{ 3 }}', '3'],
		['={{ [2, 3] }}', '2,3'],
	])('takes the IDs of labels: %j', async (labels, ids) => {
		await askContacts(sandbox.url, { ...getMany, labels });
		expect(askedOf(sandbox)[0]).toBe(customers(ids, 1));
	});

	test('looks names of labels up, however they are cased', async () => {
		const found = await askContacts(sandbox.url, {
			...getMany,
			labels: '={{ "paid, Pending Payment" }}',
		});
		expect(askedOf(sandbox).slice(0, 2)).toEqual([
			`GET /api/public/label?${SESSION}`,
			customers('3,2', 1),
		]);
		expect(found.data('iSlash')).toHaveLength(40);
	});

	test('says which name is not a label', async () => {
		const found = await askContacts(sandbox.url, { ...getMany, labels: '={{ "Paid, Payed" }}' });
		expect(found.error()?.message).toBe(
			"'Label Names or IDs' contains 'Payed', which is not a label in iSlash [item 0]",
		);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('ends with an error when a page comes again', async () => {
		sandbox.misbehave({ ...answer([1, 2], true), times: Infinity });
		const found = await askContacts(sandbox.url, getMany);
		expect(found.error()).toMatchObject({
			message: expect.stringMatching(/^'Return All' .* iSlash repeats a page/) as string,
			context: { itemIndex: 0 },
		});
		expect(sandbox.requests).toHaveLength(2);
	});

	test('ends with an error when the pages never end', async () => {
		let asked = 0;
		const server = createServer((request, response) => {
			request.resume();
			asked += 1;
			const data = { contacts: [{ id: asked }], pagination: { 'has-more-page': true } };
			response.end(JSON.stringify({ meta: { code: 'RESP_OKAY' }, data }));
		});
		await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
		const { port } = server.address() as AddressInfo;
		const found = await askContacts(`http://127.0.0.1:${port}`, getMany);
		server.close();
		server.closeAllConnections();
		expect(found.error()?.message).toMatch(/^'Return All' .* its pages do not end/);
		expect(asked).toBe(5_001);
	}, 60_000);

	test('puts a contact out once that moved to the next page', async () => {
		sandbox.misbehave(answer([1, 2], true), answer([2, 3], false));
		const found = await askContacts(sandbox.url, getMany);
		expect(found.data('iSlash').map(({ json }) => json.id)).toEqual([1, 2, 3]);
	});

	test('ends at a page without contacts, even if it announces more', async () => {
		sandbox.misbehave(answer([1], true), answer([], true));
		const found = await askContacts(sandbox.url, getMany);
		expect(found.data('iSlash').map(({ json }) => json.id)).toEqual([1]);
	});

	test("takes the form of the vendor's schema, one contact and no pages", async () => {
		const body = JSON.stringify({
			meta: { code: 'RESP_OKAY' },
			data: { contacts: { id: 7 }, pagination: null },
		});
		sandbox.misbehave({ path: '/customers', fault: { kind: 'reply', body } });
		const found = await askContacts(sandbox.url, getMany);
		expect(found.data('iSlash').map(({ json }) => json)).toEqual([{ id: 7 }]);
	});
});
