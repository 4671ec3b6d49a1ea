import type { INodeExecutionData } from 'n8n-workflow';
import { CONTINUE, outcomesOf, send } from '../support/send.cts';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../sandbox/server.cts';

/** A credential may hold an expression; then each item is sent with what it gives for that item. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false, sessionKeys: ['sales-channel', '4711'] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const item = (identity: string, channel: unknown): INodeExecutionData => ({
	json: { identity, text: 'Hello', channel } as INodeExecutionData['json'],
});
const credentials = () => ({
	iSlashApi: { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: '={{ $json.channel }}' },
});
const sessions = () => sandbox.messages.map(({ identity, session }) => [identity, session]);

test('each item goes through the channel that the credential names for it', async () => {
	const items = [item('10001', 'sales-channel'), item('10002', 4711), item('10003', '4711')];
	const options = { maxConcurrency: 1 };
	await send({ host: sandbox.url, options }, items, { credentials: credentials() });
	expect(sessions()).toEqual([
		['10001', 'sales-channel'],
		['10002', '4711'],
		['10003', '4711'],
	]);
});

test('an item that it gives none for is not sent through the channel of another', async () => {
	const items = [item('10001', 'sales-channel'), item('10002', '')];
	const more = { credentials: credentials() };
	const run = await send({ host: sandbox.url, node: CONTINUE }, items, more);
	expect(outcomesOf(run)).toEqual(['sent', 'notSent']);
	expect(run.data('iSlash')[1]?.json.error).toBe("'Session Key' is empty [item 1]");
	expect(sessions()).toEqual([['10001', 'sales-channel']]);
});
