import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { messageTo, sendRaw } from './rawClient.cts';
import { startSandbox, type Sandbox } from './server.cts';

/** Somebody plays the customer on the chat page. */

let sandbox: Sandbox;
let trigger: Server;
let calls: unknown[] = [];
beforeAll(async () => {
	trigger = createServer((request, response) => {
		void json(request).then((body) => {
			calls.push(body);
			response.end('{}');
		});
	});
	await new Promise<void>((resolve) => trigger.listen(0, '127.0.0.1', resolve));
	const { port } = trigger.address() as AddressInfo;
	sandbox = await startSandbox({ webhook: `http://127.0.0.1:${port}/webhook` });
});
beforeEach(() => {
	sandbox.reset();
	calls = [];
});
afterAll(async () => {
	await sandbox.close();
	trigger.close();
	trigger.closeAllConnections();
});

async function say(fields: Readonly<Record<string, string | Blob>>) {
	const form = new FormData();
	for (const [name, value] of Object.entries({ identity: '+852 5000 0001', ...fields })) {
		form.append(name, value);
	}
	const address = `${sandbox.url}/_page/say`;
	const { status, headers } = await fetch(address, {
		method: 'POST',
		body: form,
		redirect: 'manual',
	});
	return `${status} ${headers.get('location')}`;
}
const page = async () => (await fetch(sandbox.url)).text();

test('a text calls the webhook in the form of the vendor, and stands in the chat', async () => {
	expect(await say({ text: 'Hello <b>shop</b>' })).toBe('303 /?contact=85250000001');
	expect(calls).toEqual([
		{
			messages: [
				{
					profile: { name: 'Customer 0001' },
					wa_id: '85250000001',
					from: '85250000001',
					id: expect.stringMatching(/^ABGG/) as string,
					timestamp: expect.stringMatching(/^\d{10}$/) as string,
					sequence: '35500921',
					type: 'text',
					text: { body: 'Hello <b>shop</b>' },
				},
			],
		},
	]);
	expect(await page()).toContain('Hello &lt;b&gt;shop&lt;/b&gt;');
});

test('a picture goes with its type and digest, and is shown', async () => {
	await say({ text: 'Look', picture: new File(['cat'], 'cat.png', { type: 'image/png' }) });
	expect(calls).toMatchObject([
		{
			messages: [
				{
					type: 'image',
					image: {
						mime_type: 'image/png',
						sha256: '77af778b51abd4a3c51c5ddd97204a9c3ae614ebccb75a606c3b6865aed6744e',
						caption: 'Look',
					},
				},
			],
		},
	]);
	const [, source = ''] = /src="(\/_page\/customer\/[^"]+)"/.exec(await page()) ?? [];
	expect(await (await fetch(sandbox.url + source)).text()).toBe('cat');
});

test('a pressed button says its title', async () => {
	await say({ button: 'Another day' });
	expect(calls).toMatchObject([
		{ messages: [{ type: 'button', button: { text: 'Another day', payload: 'Another day' } }] },
	]);
});

test('the webhook reports a message as sent, delivered and read, by its sid', async () => {
	await sendRaw(sandbox.url, messageTo('85250000001', { text: 'Hello' }));
	for (let tries = 0; calls.length < 3 && tries < 50; tries++) await wait(50);
	const facts = { id: sandbox.messages[0]?.sid, recipient_id: '85250000001', type: 'message' };
	expect(calls).toMatchObject(
		['sent', 'delivered', 'read'].map((status) => ({ statuses: [{ ...facts, status }] })),
	);
});

test('the page says that the webhook does not exist', async () => {
	const alone = await startSandbox();
	const form = new FormData();
	form.append('identity', '20001');
	form.append('text', 'Anybody?');
	await fetch(`${alone.url}/_page/say`, { method: 'POST', body: form });
	expect(await (await fetch(alone.url)).text()).toContain('n8n does not hear this');
	await alone.close();
});
