import type { INodeExecutionData, INodeParameters, IWorkflowSettings } from 'n8n-workflow';
import { ITEMS_NODE, itemsNodeType } from '../support/items.cts';
import { NODE_NAME, NODE_TYPE, runWorkflow } from '../support/runWorkflow.cts';
import { credentialFor, FROM_ITEM } from '../support/send.cts';
import { useFileStore } from '../support/fileStore.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';

/** All ways in which users give the node a file, and the values that it refuses. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const BYTES = Buffer.from('the bytes of a picture');
const inMemory = { data: BYTES.toString('base64'), mimeType: 'image/png', fileName: 'photo.png' };
const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };

type Item = INodeExecutionData;
const itemWith = (binary: unknown, json: object = {}): Item =>
	({
		json: { identity: '20001', text: '', ...json },
		...(binary ? { binary } : {}),
	}) as unknown as Item;

/** Items → Between (puts out an item without files) → the node, or Items → the node. */
async function sendFrom(
	binaryPropertyName: unknown,
	item: Item,
	{ settings = {}, isBetween = false }: { settings?: object; isBetween?: boolean } = {},
) {
	const parameters = {
		...FROM_ITEM,
		...{ attachment: 'binaryFile', binaryPropertyName, options: { maxRetries: 0 } },
	} as INodeParameters;
	const credentials = { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } };
	const next = (node: string) => ({ main: [[{ node, type: 'main' as const, index: 0 }]] });
	const between = 'test.between';
	return await runWorkflow(
		{
			nodes: [
				{ ...place, id: 'items', name: 'Items', type: ITEMS_NODE },
				{ ...place, id: 'between', name: 'Between', type: between },
				{ ...place, id: 'islash', name: NODE_NAME, type: NODE_TYPE, credentials, parameters },
			],
			connections: isBetween
				? { Items: next('Between'), Between: next(NODE_NAME) }
				: { Items: next(NODE_NAME) },
			settings: settings as IWorkflowSettings,
		},
		{
			credentials: credentialFor(sandbox.url),
			nodeTypes: {
				[ITEMS_NODE]: itemsNodeType([item]),
				[between]: itemsNodeType([itemWith(undefined)]),
			},
		},
	);
}

const received = () => sandbox.messages.map(({ file }) => [file?.name, file?.type, file?.size]);
const PHOTO = ['photo.png', 'image/png', BYTES.length];

test.each<[string, unknown]>([
	['by its name', 'data'],
	['by an expression that gives its name', '={{ "da" + "ta" }}'],
	['by $binary', '={{ $binary.data }}'],
	['by $binary with a quoted name', '={{ $binary["data"] }}'],
	['by the node it comes from', "={{ $('Items').item.binary.data }}"],
	['by the first item of a node', "={{ $('Items').first().binary.data }}"],
])('a file in memory is found %s', async (_, name) => {
	const run = await sendFrom(name, itemWith({ data: inMemory }));
	expect(run.error()).toBeUndefined();
	expect(received()).toEqual([PHOTO]);
});

test('a file that the node before did not pass on is taken from where it was', async () => {
	const item = itemWith({ data: inMemory });
	const run = await sendFrom("={{ $('Items').first().binary.data }}", item, { isBetween: true });
	expect(run.error()).toBeUndefined();
	expect(received()).toEqual([PHOTO]);
});

test.each(['data', '={{ $json._files.data }}', '_files.data', '={{ $json._files["data"] }}'])(
	'in a workflow that keeps files in the JSON of items it is found by %j',
	async (name) => {
		const item = itemWith(undefined, { _files: { data: inMemory } });
		const run = await sendFrom(name, item, { settings: { binaryMode: 'combined' } });
		expect(run.error()).toBeUndefined();
		expect(received()).toEqual([PHOTO]);
	},
);

test.each<[string, object, readonly unknown[]]>([
	['a data: address', { data: `data:image/png;base64,${inMemory.data}` }, PHOTO],
	[
		'a data: address that alone names the type',
		{ data: `data:image/png;base64,${inMemory.data}`, mimeType: undefined },
		PHOTO,
	],
	['base64 with line breaks', { data: inMemory.data.replace(/.{8}/g, '$&\r\n') }, PHOTO],
])('%s from a Code node is the file', async (_, facts, file) => {
	const run = await sendFrom('data', itemWith({ data: { ...inMemory, ...facts } }));
	expect(run.error()).toBeUndefined();
	expect(received()).toEqual([file]);
});

test.each<[string, unknown, object, RegExp]>([
	['text that is no base64', 'data', { data: 'Hello, world!' }, /its data is not base64/],
	["n8n's placeholder without an ID", 'data', { data: 'filesystem-v2' }, /its data is not base64/],
	["n8n's older placeholder", 'data', { data: 'database' }, /its data is not base64/],
	['an empty file', 'data', { data: '' }, /a file of 0 bytes/],
	['a file with neither content nor ID', 'data', { data: undefined }, /the item has no file there/],
	['a name that no file has', 'photo', {}, /names 'photo', but the item has no file there/],
	['a name that every object has', 'constructor', {}, /the item has no file there/],
	['no name', '', {}, /is empty/],
	['all files of an item', '={{ $binary }}', {}, /gives an object that is not a file/],
])('%s sends nothing, and says what to do', async (_, name, facts, problem) => {
	const item = itemWith({ data: { ...inMemory, ...facts } }, { text: 'Hello' });
	const run = await sendFrom(name, item);
	expect(run.error()?.message).toMatch(/^'Input Data Field Name' /);
	expect(run.error()?.message).toMatch(problem);
	expect(sandbox.requests).toEqual([]);
});

test('a file that n8n keeps elsewhere is found by an expression too', async () => {
	const store = useFileStore();
	const item = store.add({ announcedSize: BYTES.length, content: () => [BYTES] });
	const [stored] = Object.values(item.binary ?? {});
	const binary = { ...inMemory, data: 'database', id: stored?.id };
	await sendFrom('={{ $binary.data }}', itemWith({ data: binary }));
	expect(received()).toEqual([PHOTO]);
});
