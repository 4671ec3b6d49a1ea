import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import { send } from './start.cts';

interface Ending {
	readonly sentAll: boolean;
	readonly shown: string;
}

async function start(environment: Readonly<Record<string, string>>): Promise<Ending> {
	const lines: string[] = [];
	const sentAll = await send(environment, { write: (text) => lines.push(text) });
	return { sentAll, shown: lines.join('') };
}

async function startAsProcess(): Promise<{ readonly status: unknown; readonly shown: string }> {
	const others = Object.entries(process.env).filter(([name]) => !name.startsWith('ISLASH_'));
	const env = { ...Object.fromEntries(others), NODE_ENV: '' };
	const main = join(__dirname, 'main.cts');
	const child = spawn(process.execPath, ['-r', 'tsx/cjs', main], { env });
	child.stderr.resume();
	const closed = once(child, 'close') as Promise<unknown[]>;
	const [shown, [status]] = await Promise.all([text(child.stdout), closed]);
	return { status, shown };
}

const messagesIn = (shown: string): unknown[] =>
	shown.split(/^(?={)/m).flatMap((part) => {
		const end = part.indexOf('\n}');
		return part.startsWith('{') ? [JSON.parse(part.slice(0, end + 2)) as unknown] : [];
	});

describe('the one command that sends a message of each kind', () => {
	let sandbox: Sandbox;
	let account: Readonly<Record<string, string>>;

	beforeAll(async () => {
		sandbox = await startSandbox();
		account = {
			ISLASH_HOST: sandbox.url,
			ISLASH_TOKEN: SANDBOX_TOKEN,
			ISLASH_SESSION: SANDBOX_SESSION_KEY,
			ISLASH_TO: '+31 6 1234 5678',
		};
	});
	beforeEach(() => sandbox.reset());
	afterAll(() => sandbox.close());

	test('sends to a sandbox of its own, prints every message and ends well', async () => {
		const { status, shown } = await startAsProcess();
		expect(messagesIn(shown)).toMatchObject([
			{ body: expect.stringContaining('Hello from n8n 👋\n') },
			{ body: 'A picture from disk, with this caption', media_filename: 'islash-example.png' },
			{ media_filename: 'dummy.pdf', is_sticker: false },
			{ is_sticker: true },
			{ quoted_message: { body: expect.stringContaining('Hello from n8n') } },
		]);
		expect(shown).toContain(
			"The engine and the iSlash node are the real ones; 'Edit Fields' and 'Read/Write Files from Disk' are small stand-ins of n8n's nodes (test/start/standIns.cts)\n",
		);
		expect(shown).toContain('6 messages reached the sandbox, one of them a template.');
		expect(status).toBe(0);
	}, 60_000);

	test('sends to the account that the four variables name', async () => {
		const { sentAll, shown } = await start(account);
		expect(sentAll).toBe(true);
		const [first, picture, file, sticker, reply] = sandbox.messages;
		expect(new Set(sandbox.messages.map(({ identity }) => identity))).toEqual(
			new Set(['31612345678']),
		);
		expect(picture?.file).toMatchObject({ name: 'islash-example.png', type: 'image/png' });
		expect(file?.fileUrl).toMatch(/^https:.*\.pdf$/);
		expect(sticker?.stickerId).toBe('66');
		expect(reply?.quotedMessageId).toBe(String(first?.id));
		expect(shown).not.toContain(SANDBOX_TOKEN);
		expect(shown).not.toContain(SANDBOX_SESSION_KEY);
	});

	test('says which of the four variables are missing', async () => {
		const { ISLASH_HOST = '', ISLASH_SESSION = '' } = account;
		const { sentAll, shown } = await start({ ISLASH_HOST, ISLASH_SESSION, ISLASH_TO: '' });
		expect(sentAll).toBe(false);
		expect(shown).toMatch(/missing:\n {2}ISLASH_TOKEN {2}.*\n {2}ISLASH_TO {2}/);
		expect(shown).not.toContain(SANDBOX_SESSION_KEY);
		expect(sandbox.requests).toHaveLength(0);
	});

	test('fails, and keeps the token to itself, when a message is refused', async () => {
		sandbox.misbehave({
			fault: { kind: 'status', status: 400 },
			path: '/api/public/send-session-message',
		});
		const { sentAll, shown } = await start(account);
		expect(sentAll).toBe(false);
		expect(shown).toContain('✖ Send a text');
		expect(shown).toContain('0 of 5 messages are sent.');
		expect(shown).not.toContain(SANDBOX_TOKEN);
	});
});
