import type { INodeExecutionData } from 'n8n-workflow';
import { CONTINUE, outcomesOf, send } from '../support/send.cts';
import { SANDBOX_TOKEN, startSandbox, type Sandbox } from '../sandbox/server.cts';

/** A credential may contain an expression; each item is sent with the expression's value for that item. */

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
	const items = [item('20001', 'sales-channel'), item('20002', 4711), item('20003', '4711')];
	const options = { maxConcurrency: 1 };
	await send({ host: sandbox.url, options }, items, { credentials: credentials() });
	expect(sessions()).toEqual([
		['20001', 'sales-channel'],
		['20002', '4711'],
		['20003', '4711'],
	]);
});

test.each([
	['by turns', '={{ ["sales-channel", "4711"][$itemIndex % 2] }}'],
	['with one for all others', '={{ $input.item?.json.channel || "sales-channel" }}'],
])('also %s', async (_, sessionKey) => {
	const items = [item('20001', ''), item('20002', '4711')];
	const iSlashApi = { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey };
	const options = { maxConcurrency: 1 };
	await send({ host: sandbox.url, options }, items, { credentials: { iSlashApi } });
	expect(sessions()).toEqual([
		['20001', 'sales-channel'],
		['20002', '4711'],
	]);
});

test('an item that it gives none for is not sent through the channel of another', async () => {
	const items = [item('20001', ''), item('20002', 'sales-channel'), item('20003', 2 ** 53)];
	const more = { credentials: credentials() };
	const run = await send({ host: sandbox.url, node: CONTINUE }, items, more);
	expect(outcomesOf(run)).toEqual(['notSent', 'sent', 'notSent']);
	expect(run.data('iSlash')[0]?.json.error).toBe("'Session Key' is empty [item 0]");
	expect(sessions()).toEqual([['20002', 'sales-channel']]);
});

test('one of a hundred items goes through another channel than the others', async () => {
	const items = Array.from({ length: 100 }, (_, n) => item(`${20000 + n}`, n === 55 ? '4711' : ''));
	const sessionKey = '={{ $input.all()[$itemIndex]?.json.channel || "sales-channel" }}';
	const iSlashApi = { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey };
	await send({ host: sandbox.url }, items, { credentials: { iSlashApi } });
	expect(sandbox.messages).toHaveLength(100);
	expect(sessions().filter(([, session]) => session !== 'sales-channel')).toEqual([
		['20055', '4711'],
	]);
});
