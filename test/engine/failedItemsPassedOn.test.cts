import { stringify } from 'flatted';
import type { IExecuteFunctions, INodeType, OnError } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { describeNode, ITEMS_NODE, itemsNodeType } from '../support/items.cts';
import { NODE_TYPE, runWorkflow } from '../support/runWorkflow.cts';
import { credentialFor, FROM_ITEM } from '../support/send.cts';

/** A failed item after nodes that pass on their input. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterAll(async () => await sandbox.close());

/** Passes the very items on, as If, Filter and Switch do. */
const passOn: INodeType = {
	description: describeNode('passOn', 'Pass On'),
	async execute(this: IExecuteFunctions) {
		return [this.getInputData()];
	},
};

const place = { typeVersion: 1, position: [0, 0] as [number, number], parameters: {} };
const link = (node: string) => [{ node, type: 'main' as const, index: 0 }];

async function run(onError: OnError) {
	const iSlash = {
		...{ ...place, id: 'b', name: 'iSlash', type: NODE_TYPE, onError },
		parameters: FROM_ITEM,
		credentials: { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } },
	};
	const outputs = onError === 'continueErrorOutput' ? [[], link('One')] : [link('One')];
	return await runWorkflow(
		{
			nodes: [
				{ ...place, id: 'a', name: 'Items', type: ITEMS_NODE },
				iSlash,
				{ ...place, id: 'c', name: 'One', type: 'test.passOn' },
				{ ...place, id: 'd', name: 'Two', type: 'test.passOn' },
			],
			connections: {
				Items: { main: [link('iSlash')] },
				iSlash: { main: outputs },
				One: { main: [link('Two')] },
			},
		},
		{
			credentials: credentialFor(sandbox.url),
			nodeTypes: {
				[ITEMS_NODE]: itemsNodeType([{ json: { identity: 'none', name: 'Ann', text: 'Hi' } }]),
				'test.passOn': passOn,
			},
		},
	);
}

test.each(['continueRegularOutput', 'continueErrorOutput'] as const)(
	'%s: it keeps its fields, behind one node and behind two',
	async (onError) => {
		const sent = await run(onError);
		const failed = {
			identity: 'none',
			name: 'Ann',
			text: 'Hi',
			outcome: 'notSent',
			error: expect.stringMatching(/^'Contact Number' is 'none'/) as string,
		};
		const output = onError === 'continueErrorOutput' ? 1 : 0;
		expect(sent.outputs('iSlash')[output]?.[0]?.json).toEqual(failed);
		expect(sent.data('One')[0]?.json).toEqual(failed);
		expect(sent.data('Two')[0]?.json).toEqual(failed);
	},
);

test('it has the error itself, in the saved execution too', async () => {
	const [item] = (await run('continueRegularOutput')).data('iSlash');
	expect(item?.error?.message).toMatch(/^'Contact Number' is 'none'/);
	expect(item?.pairedItem).toEqual({ item: 0 });
	const saved = JSON.parse(JSON.stringify(item)) as object;
	expect(saved).toMatchObject({ json: { name: 'Ann' }, error: { name: 'NodeOperationError' } });
	expect(stringify([item])).toContain('NodeOperationError');
});
