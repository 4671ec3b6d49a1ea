import { join } from 'node:path';
import { startTalking, type TalkingProcess } from '../n8n/talkingProcess.cts';
import { messageTo, sendRaw } from './rawClient.cts';

/** `npm run sandbox`, as a person at a terminal meets it. */

const startCommand = (env: Readonly<Record<string, string>> = {}): TalkingProcess =>
	startTalking(['-r', 'tsx/cjs', join(__dirname, 'main.cts')], {
		env: { ...process.env, PORT: '0', ...env },
	});

let command: TalkingProcess | undefined;
afterEach(async () => await command?.stop());

test('what it prints is a chat page and a credential that works, and Ctrl-C ends it', async () => {
	command = startCommand();
	const [, page = ''] = await command.says(/Chat page {5}(http:\/\/127\.0\.0\.1:\d+\/)\n/);
	const [, endpoint] = await command.says(/API Endpoint {2}(\S+)\n/);
	const [, token = ''] = await command.says(/User Token {4}(\S+)\n/);
	const [, sessionKey] = await command.says(/Session Key {3}(\S+)\n/);

	const shown = await fetch(page);
	expect([shown.status, shown.headers.get('content-type')]).toEqual([
		200,
		'text/html; charset=utf-8',
	]);
	expect(await shown.text()).toContain(`Send a message to <code>${endpoint}</code>`);
	const stickers = await fetch(`${endpoint}/api/public/sticker?session=${sessionKey}`, {
		headers: { 'X-USER-TOKEN': token },
	});
	expect(await stickers.json()).toMatchObject({
		meta: { code: 'RESP_OKAY' },
		data: { stickers: expect.arrayContaining([expect.objectContaining({ id: 66 })]) },
	});

	expect(await command.interrupt()).toBe(0);
	expect(command.shown()).toMatch(/\nMessages received: 0\. Goodbye\.\n$/);
	await expect(fetch(page)).rejects.toThrow('fetch failed');
});

test('a message is printed on one line, and an open chat page does not hold up the end', async () => {
	command = startCommand();
	const [, endpoint = ''] = await command.says(/API Endpoint {2}(\S+)\n/);
	const openPage = await fetch(`${endpoint}/_page/events`);
	await sendRaw(endpoint, messageTo('85256872847', { text: 'One\nTwo\u001b[31mred' }));
	await command.says(/^\d+ to 85256872847: One Two \[31mred$/m);

	expect(await command.interrupt()).toBe(0);
	expect(command.shown()).toMatch(/\nMessages received: 1\. Goodbye\.\n$/);
	await expect(openPage.text()).rejects.toThrow('terminated');
});

test('a PORT that is none is named, and nothing is started', async () => {
	command = startCommand({ PORT: 'http' });
	await command.says(/^PORT is "http"; it must be a number from 0 to 65535, 0 for a free one\n$/);
	expect(await command.ended).toBe(1);
});
