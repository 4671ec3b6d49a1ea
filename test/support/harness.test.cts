import { writeFileSync, type ReadStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { NodeOperationError, type IExecuteFunctions, type INodeType } from 'n8n-workflow';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { testCredential } from './credentialTest.cts';
import { describeNode } from './items.cts';
import { loadPackage } from './loadPackage.cts';
import type { LogLine } from './logLines.cts';
import { n8nHome } from './n8nHome.cts';
import { runNode, type NodeRunOptions } from './runWorkflow.cts';
import { saveExecution } from './savedExecution.cts';

type Execute = NonNullable<INodeType['execute']>;

/** Runs a node of one's own in the place of the iSlash node. */
function nodeThat(execute: Execute, options: NodeRunOptions = {}): NodeRunOptions {
	const description = describeNode('own', 'Own');
	const node = { name: 'Own', type: 'test.own', ...options.node };
	return { ...options, node, nodeTypes: { 'test.own': { description, execute } } };
}

const one = [{ json: {} }];

describe('credentials', () => {
	let sandbox: Sandbox;
	let credential: { host: string; token: string; sessionKey: string };

	beforeEach(async () => {
		sandbox = await startSandbox();
		credential = { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY };
	});
	afterEach(() => sandbox.close());

	test('the generic authentication puts its header on the request', async () => {
		const parameters = { identity: '={{ $json.to }}', text: 'hello' };
		const credentials = { iSlashApi: credential };
		const run = await runNode(parameters, [{ json: { to: '31612345678' } }], { credentials });
		expect(run.run.status).toBe('success');
		expect(sandbox.requests.map(({ headers }) => headers['x-user-token'])).toEqual([
			'sandbox-token-4f7d1c',
		]);
		expect(sandbox.messages).toMatchObject([{ identity: '31612345678', text: 'hello' }]);
	});

	test("n8n's credential tester gives its verdict by the rules", async () => {
		expect(await testCredential(credential)).toEqual({
			status: 'OK',
			message: 'Connection successful!',
		});
		expect(await testCredential({ ...credential, token: 'wrong' })).toEqual({
			status: 'Error',
			message: expect.stringContaining('User Token'),
		});
	});

	test("n8n's credential tester gives the code of a broken connection", async () => {
		const other = await startSandbox();
		await other.close();
		expect(await testCredential({ ...credential, host: other.url })).toEqual({
			status: 'Error',
			message: 'ECONNREFUSED',
		});
	});
});

describe('executions', () => {
	const failsOnce: Execute = async function (this: IExecuteFunctions) {
		const context = this.getContext('node') as { tries?: number };
		context.tries = (context.tries ?? 0) + 1;
		if (context.tries === 1) throw new NodeOperationError(this.getNode(), 'not yet');
		return [[{ json: { tries: context.tries } }]];
	};

	test('a failed execution that is retried keeps the context of its nodes', async () => {
		const failed = await runNode({}, one, nodeThat(failsOnce));
		expect(failed.run.status).toBe('error');
		expect(failed.error('Own')).toMatchObject({ message: 'not yet' });
		const { runExecutionData } = failed;
		const retried = await runNode({}, one, nodeThat(failsOnce, { runExecutionData }));
		expect(retried.run).toMatchObject({ status: 'success', mode: 'retry' });
		expect(retried.data('Own')).toMatchObject([{ json: { tries: 2 } }]);
		expect(saveExecution(retried.runExecutionData)).toContain('tries');
	});

	test('Retry On Fail runs the node again with the same context', async () => {
		const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 1 };
		const run = await runNode({}, one, nodeThat(failsOnce, { node }));
		expect(run.data('Own')).toMatchObject([{ json: { tries: 2 } }]);
	});

	test('failed items go to the error output', async () => {
		const withError: Execute = async function (this: IExecuteFunctions) {
			const error = new NodeOperationError(this.getNode(), 'bad item');
			return [[{ json: {}, error, pairedItem: 0 }, ...one]];
		};
		const node = { onError: 'continueErrorOutput' } as const;
		const run = await runNode({}, one, nodeThat(withError, { node }));
		const [good, bad] = run.outputs('Own');
		expect(good).toHaveLength(1);
		expect(bad).toMatchObject([{ json: { error: 'bad item' } }]);
	});

	test('Stop reaches the node through its cancel signal', async () => {
		const stop = new AbortController();
		const waits: Execute = async function (this: IExecuteFunctions) {
			const signal = this.getExecutionCancelSignal();
			setImmediate(() => stop.abort());
			await wait(60_000, undefined, { signal }).catch(() => undefined);
			return [one];
		};
		const { run } = await runNode({}, one, nodeThat(waits, { signal: stop.signal }));
		expect(run.status).toBe('canceled');
	});

	test("the node's log lines arrive at debug level, with the errors in them", async () => {
		const log: LogLine[] = [];
		const logs: Execute = async function (this: IExecuteFunctions) {
			this.logger.debug('about to send', { error: new Error('inner') });
			return [one];
		};
		await runNode({}, one, nodeThat(logs, { log }));
		const [line] = log.filter(({ message }) => message === 'about to send');
		expect(line).toMatchObject({ level: 'debug', metadata: expect.stringContaining('inner') });
	});
});

describe('files', () => {
	const MEGABYTE = Buffer.alloc(1024 * 1024, 'x');
	const content = () => Readable.from(Array.from({ length: 64 }, () => MEGABYTE));
	const items = [{ json: {}, files: { data: { content, fileName: 'a b/ü.bin' } } }];

	const readsInPieces: Execute = async function (this: IExecuteFunctions) {
		const { id, fileName } = this.helpers.assertBinaryData(0, 'data');
		if (!id) return [[{ json: { inMemory: true, fileName } }]];
		const path = this.helpers.getBinaryPath(id);
		const stream = (await this.helpers.getBinaryStream(id)) as ReadStream;
		let [bytes, ahead] = [0, 0];
		for await (const piece of stream) {
			bytes += (piece as Buffer).length;
			ahead = Math.max(ahead, stream.bytesRead - bytes);
		}
		return [[{ json: { path, fileName, bytes, ahead } }]];
	};

	test('of the filesystem mode are on disk and are read piece by piece', async () => {
		const options = nodeThat(readsInPieces, { binaryMode: 'filesystem' });
		const [result] = (await runNode({}, items, options)).data('Own');
		expect(result?.json).toMatchObject({ bytes: 64 * 1024 * 1024, fileName: 'a b/ü.bin' });
		expect(String(result?.json.path).startsWith(n8nHome)).toBe(true);
		expect(result?.json.ahead).toBeLessThan(MEGABYTE.length);
	});

	test('of the default mode are in the item', async () => {
		const [result] = (await runNode({}, items, nodeThat(readsInPieces))).data('Own');
		expect(result?.json).toEqual({ inMemory: true, fileName: 'a b/ü.bin' });
	});
});

test('a package that is not built is refused, with a hint what to do', async () => {
	const n8n = { nodes: ['dist/Own.node.js'], credentials: [] };
	writeFileSync(join(n8nHome, 'package.json'), JSON.stringify({ name: 'n8n-nodes-own', n8n }));
	await expect(loadPackage(n8nHome)).rejects.toThrow(
		/^dist\/Own\.node\.js is missing in .*: run "npm run build" first\.$/,
	);
});
