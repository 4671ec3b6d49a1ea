import type { INodeParameters } from 'n8n-workflow';
import { runNode, type NodeRunOptions } from '../support/runWorkflow.cts';
import { CONTINUE, credentialFor } from '../support/send.cts';
import { SANDBOX_SESSION_KEY, startSandbox, type Sandbox } from '../sandbox/server.cts';

/** Operations that ask for records: one item per record, paired with the item that asked. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false, sessionKeys: [SANDBOX_SESSION_KEY, 'other'] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ONE = [{ json: {} }];

async function getMany(
	resource: string,
	parameters: INodeParameters = {},
	items: ReadonlyArray<{ json: object }> = ONE,
	more: NodeRunOptions = {},
) {
	return await runNode(
		{ resource, operation: 'getAll', returnAll: true, ...parameters },
		items as typeof ONE,
		{ credentials: credentialFor(sandbox.url), ...more },
	);
}

describe('Sticker: Get Many', () => {
	test('puts out the stickers of the channel, as iSlash gives them', async () => {
		const run = await getMany('sticker');
		expect(run.data('iSlash')).toHaveLength(8);
		expect(run.data('iSlash')[0]).toEqual({
			json: { id: 66, name: 'thumbs up', type: 'image/webp', width: 512, height: 512 },
			pairedItem: { item: 0 },
		});
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /api/public/sticker?session=${SANDBOX_SESSION_KEY}`,
		]);
	});

	test("asks with the item's own Session Key", async () => {
		await getMany('sticker', { options: { sessionKey: ' other\n' } });
		expect(sandbox.requests[0]?.path).toBe('/api/public/sticker?session=other');
	});
});

describe('Label: Get Many', () => {
	test('puts out the labels of the channel, as iSlash gives them', async () => {
		const run = await getMany('label');
		expect(run.data('iSlash').map(({ json }) => json)).toEqual([
			{ id: 1, text: 'Unassigned', color: 'grey' },
			{ id: 2, text: 'Pending Payment', color: 'blue' },
			{ id: 3, text: 'Paid', color: 'green' },
		]);
		expect(sandbox.requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
			`GET /api/public/label?session=${SANDBOX_SESSION_KEY}`,
		]);
	});
});

describe('every operation that gets many', () => {
	test('puts out no more than Limit, for each item', async () => {
		const two = [{ json: {} }, { json: {} }];
		const run = await getMany('sticker', { returnAll: false, limit: 2 }, two);
		expect(run.data('iSlash').map(({ json, pairedItem }) => [json.id, pairedItem])).toEqual([
			[66, { item: 0 }],
			[67, { item: 0 }],
			[66, { item: 1 }],
			[67, { item: 1 }],
		]);
	});

	test.each([0, -1, 1.5, 'many'])('refuses the Limit %j before any request', async (limit) => {
		const run = await getMany('sticker', { returnAll: false, limit });
		expect(run.error()?.message).toMatch(/^'Limit' must be a whole number from 1/);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('asks again after an answer that may pass', async () => {
		sandbox.misbehave({ path: '/sticker', fault: { kind: 'status', status: 500 }, times: 1 });
		const run = await getMany('sticker');
		expect(run.data('iSlash')).toHaveLength(8);
		expect(sandbox.requests).toHaveLength(2);
	});

	test('tells which item was refused, and why', async () => {
		const run = await getMany('sticker', { options: { sessionKey: 'unknown' } });
		expect(run.error()).toMatchObject({
			message: 'The stickers could not be loaded: no channel has this session key [item 0]',
			context: { itemIndex: 0 },
		});
		expect(sandbox.requests).toHaveLength(1);
	});

	test('goes on with the other items when the node continues', async () => {
		const options = { sessionKey: '={{ $json.key }}' };
		const items = [{ json: { key: 'unknown' } }, { json: { key: 'other' } }];
		const limit = { returnAll: false, limit: 1, options };
		const run = await getMany('sticker', limit, items, { node: CONTINUE });
		expect(run.data('iSlash').map(({ json }) => json.error ?? json.id)).toEqual([
			'The stickers could not be loaded: no channel has this session key [item 0]',
			66,
		]);
	});
});
