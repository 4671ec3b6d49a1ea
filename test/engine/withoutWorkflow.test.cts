import '../support/deduplicator.cts';
import { ExecuteContext } from 'n8n-core';
import {
	createEmptyRunExecutionData,
	type INode,
	type INodeExecutionData,
	type INodeType,
	Workflow,
} from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { additionalDataFor } from '../support/additionalData.cts';
import { TestCredentials } from '../support/credentialsHelper.cts';
import { loadPackage } from '../support/loadPackage.cts';
import { nodeTypesOf } from '../support/nodeTypes.cts';
import { credentialFor, send } from '../support/send.cts';

/**
 * n8n's own agents run a single node outside of a workflow: without a workflow's ID, without an
 * execution's, and without any memory (EphemeralNodeExecutor of n8n 2.41.1).
 */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** Runs the node as n8n's executor does, on these items. */
async function runAlone(
	parameters: object,
	json: readonly object[],
): Promise<INodeExecutionData[]> {
	const loader = await loadPackage();
	const credentials = credentialFor(sandbox.url);
	const node: INode = {
		...{ id: 'any', name: 'Target Node', type: 'n8n-nodes-islash.iSlash', typeVersion: 1 },
		position: [0, 0],
		credentials: { iSlashApi: { id: 'iSlashApi', name: 'iSlash account' } },
		parameters: {
			...{ resource: 'sessionMessage', operation: 'send' },
			...{ identity: '={{ $json.to }}', text: '={{ $json.text }}', ...parameters },
		},
	};
	const nodeTypes = nodeTypesOf(loader, {});
	const workflow = new Workflow({ nodes: [node], connections: {}, active: false, nodeTypes });
	const helper = new TestCredentials(loader, credentials);
	const base = { id: '', nodes: [node], connections: {} } as never;
	const additional = {
		...additionalDataFor(base, helper, 'internal'),
		...{ executionId: undefined, hooks: undefined, workflowId: undefined },
	};
	const items = json.map((fields) => ({ json: { ...fields } }));
	const input = { main: [items] };
	const context = new ExecuteContext(
		workflow,
		node,
		additional as never,
		'internal',
		createEmptyRunExecutionData(),
		0,
		items,
		input,
		{ node, data: input, source: null },
		[],
	);
	const { execute } = nodeTypes.getByNameAndVersion(node.type, 1) as INodeType;
	const output = (await execute?.call(context)) as INodeExecutionData[][];
	return output[0] ?? [];
}

const ANN = { to: '20001', text: 'Hello Ann' };
const BEN = { to: '20002', text: 'Hello Ben' };

test('the node sends without a workflow, and puts the messages out', async () => {
	const output = await runAlone({}, [ANN, BEN]);
	expect(sandbox.messages.map(({ identity, text }) => `${identity} ${text}`)).toEqual([
		'20001 Hello Ann',
		'20002 Hello Ben',
	]);
	expect(output.map(({ json }) => json.id)).toEqual(sandbox.messages.map(({ id }) => id));
});

test('two runs of it that say the same send twice, as nothing remembers the first', async () => {
	await runAlone({}, [ANN]);
	await runAlone({}, [ANN]);
	expect(sandbox.messages).toHaveLength(2);
});

test('a Deduplication Key is refused before anything is sent, in words', async () => {
	await expect(runAlone({ options: { deduplicationKey: 'a' } }, [ANN])).rejects.toMatchObject({
		message: expect.stringMatching(
			/'Deduplication Key' needs a saved workflow, but here n8n runs the node without one/,
		) as string,
		description: expect.stringMatching(/Remove the key, or send from a saved workflow/) as string,
	});
	expect(sandbox.requests).toHaveLength(0);
	await runAlone({}, [ANN]);
	expect(sandbox.messages).toMatchObject([{ text: 'Hello Ann' }]);
});

test('a question is refused where n8n has no address for the answer, and sent in a saved workflow', async () => {
	const parameters = { operation: 'sendAndWait', identity: '20001', message: 'May it go out?' };
	await expect(runAlone(parameters, [ANN])).rejects.toMatchObject({
		message: expect.stringMatching(/n8n gives this execution no address/) as string,
		description: expect.stringMatching(/^Run the node in a saved workflow\./) as string,
	});
	expect(sandbox.requests).toHaveLength(0);
	const asked = await send({ host: sandbox.url, parameters }, [{ json: ANN }], { workflowId: 'a' });
	expect(asked.run.status).toBe('waiting');
	expect(sandbox.messages).toHaveLength(1);
});
