import { message, outcomesOf, send } from '../support/send.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';

/** Whenever there is a choice, the item that comes first goes first. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterAll(async () => await sandbox.close());

test('a long message to one contact starts before short ones to others', async () => {
	const items = [
		message('20000', 'long'.repeat(1_000_000)),
		...['20001', '20002', '20003', '20004'].map((contact) => message(contact, 'short')),
	];
	const run = await send({ host: sandbox.url, options: { minInterval: 300 } }, items);
	expect(outcomesOf(run)).toEqual(['sent', 'sent', 'sent', 'sent', 'sent']);
	expect(sandbox.requests.map(({ fields }) => fields.identity)).toEqual([
		...['20000', '20001', '20002', '20003', '20004'],
	]);
});
