import type { NodeApiError } from 'n8n-workflow';
import type { Fault, Sandbox } from '../sandbox/server.cts';
import { startBreakingServer } from '../support/breakingServer.cts';
import { testCredential } from '../support/credentialTest.cts';
import { listenToLog, type LogLine } from '../support/logLines.cts';
import { searchList } from '../support/searchList.cts';
import { everythingIn, formsOf, leaksOf, tracesOf } from '../support/secretSearch.cts';
import { CONTINUE, outcomesOf, send } from '../support/send.cts';
import {
	credentialAt,
	echoes,
	items,
	OWN_KEY,
	OWN_KEY_OF_ITEM,
	runAt,
	SECRETS,
	SESSION_KEY,
	startSecretSandbox,
	STOP,
	TOKEN,
} from './secretRuns.cts';

/** Nobody can read the User Token or a Session Key in anything that a run leaves behind. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSecretSandbox();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const BREAKS: ReadonlyArray<[string, Fault]> = [
	['too long an answer', { kind: 'hugeReply', bytes: 11 * 1024 * 1024 }],
	['a dripping answer', { kind: 'dripReply', everyMs: 100 }],
	['reset before', { kind: 'resetBefore' }],
	['reset during', { kind: 'resetDuring' }],
	['reset after', { kind: 'resetAfter' }],
	['silence during', { kind: 'silent', when: 'upload' }],
	['silence after', { kind: 'silent', when: 'reply' }],
];

describe('the search', () => {
	test.each(formsOf(OWN_KEY))('finds %s in a hidden cause', (form) => {
		const error = new Error('a', { cause: Object.defineProperty({}, 'b', { value: [form] }) });
		expect(leaksOf(SECRETS, { error: everythingIn(error) })).not.toEqual([]);
	});

	test('would find the keys if the item held them as they are', async () => {
		const item = { json: { identity: 'x', text: 'a', note: OWN_KEY } };
		const run = await send({ host: sandbox.url }, [item]);
		expect(leaksOf(SECRETS, tracesOf(run, []))).toEqual([`saved: ${OWN_KEY}`]);
	});
});

describe('no secret is in an error, an output item, the log or the saved execution', () => {
	test('of sent messages', async () => {
		const { run, traces } = await runAt(sandbox.url, CONTINUE);
		expect(outcomesOf(run)).toEqual(['sent', 'sent']);
		expect(sandbox.messages.map(({ session }) => session)).toEqual([SESSION_KEY, OWN_KEY]);
		expect(traces.log).toContain('iSlash');
		expect(leaksOf(SECRETS, traces)).toEqual([]);
	});

	test.each([...echoes(SECRETS), ...BREAKS])('after %s', async (_what, fault) => {
		const timeout = fault.kind === 'silent' || fault.kind === 'dripReply' ? 300 : 5000;
		sandbox.misbehave({ fault, times: Infinity });
		for (const node of [STOP, CONTINUE]) {
			const { run, traces } = await runAt(sandbox.url, node, { timeout, of: items.slice(1) });
			const failure = node.onError ? run.data('iSlash')[0]?.error : run.error();
			expect(failure).toMatchObject({ name: 'NodeApiError' });
			expect(leaksOf(SECRETS, traces)).toEqual([]);
		}
		expect(sandbox.messages).toEqual([]);
		expect(sandbox.requests.map(({ fields }) => fields.session)).not.toContain(SESSION_KEY);
	});

	test("which repeats iSlash's words without the secrets", async () => {
		const fault: Fault = {
			kind: 'status',
			status: 400,
			body: { meta: { code: 'NO', message: `The token ${TOKEN} is old` } },
		};
		sandbox.misbehave({ fault });
		const { run } = await runAt(sandbox.url, {});
		expect(run.error()?.message).toBe('iSlash refused the message: The token *** is old [item 0]');
	});

	test.each(['refused', 'nobody.invalid', 'untrusted'])(
		'without a connection: %s',
		async (kind) => {
			const tls = kind === 'untrusted';
			const server = await startBreakingServer({ tls, at: 'end', then: 'reset' });
			if (kind === 'refused') await server.close();
			const host = kind === 'nobody.invalid' ? kind : server.host;
			for (const node of [STOP, CONTINUE]) {
				const { traces } = await runAt(host, node);
				expect(traces[node.onError ? 'output' : 'error']).toContain('NodeApiError');
				expect(leaksOf(SECRETS, traces)).toEqual([]);
			}
			if (kind !== 'refused') await server.close();
		},
	);
});

test("an invalid input that has the item's own session key in it is quoted without the key", async () => {
	const json = { identity: '20001', text: 'a', reversed: [...OWN_KEY].reverse().join('') };
	const options = { sessionKey: OWN_KEY_OF_ITEM, maxRetries: OWN_KEY_OF_ITEM };
	const credentials = { iSlashApi: credentialAt(sandbox.url) };
	const log: LogLine[] = [];
	const run = await send({ host: sandbox.url, options }, [{ json }], { credentials, log });
	const traces = tracesOf(run, log);
	expect(traces.error).toContain('Max Retries');
	expect(leaksOf(SECRETS, traces)).toEqual([]);
});

describe('the editor shows no secret', () => {
	const editorFaults = echoes([TOKEN, SESSION_KEY]);

	test.each(editorFaults)('when the stickers meet %s', async (_what, fault) => {
		sandbox.misbehave({ fault, path: '/sticker' });
		const asked = searchList({ method: 'searchStickers', credential: credentialAt(sandbox.url) });
		const error: unknown = await asked.catch((reason: unknown) => reason);
		expect(error).toMatchObject({ name: 'NodeApiError' });
		expect(leaksOf(SECRETS, { error: everythingIn(error) })).toEqual([]);
		expect(sandbox.requests).toHaveLength(1);
	});

	test("when the stickers are asked for with the node's own key", async () => {
		const [[, fault]] = echoes([OWN_KEY]).filter(([what]) => what === '400 with JSON') as [
			[string, Fault],
		];
		sandbox.misbehave({ fault, path: '/sticker' });
		const parameters = { options: { sessionKey: OWN_KEY } };
		const credential = credentialAt(sandbox.url);
		const asked = searchList({ method: 'searchStickers', credential, parameters });
		const error = (await asked.catch((reason: unknown) => reason)) as NodeApiError;
		// The user typed the key into the node, and an error contains its node.
		const { message, description, context, stack, cause } = error;
		expect(description).toContain('***');
		const said = everythingIn([message, description, context, stack, cause]);
		expect(leaksOf(SECRETS, { said })).toEqual([]);
	});

	test.each(editorFaults)('when the test of the credential meets %s', async (_what, fault) => {
		sandbox.misbehave({ fault, path: '/sticker' });
		const log: LogLine[] = [];
		const stop = listenToLog((line) => log.push(line));
		const shown = everythingIn(await testCredential(credentialAt(sandbox.url)));
		stop();
		expect(leaksOf(SECRETS, { shown, log: everythingIn(log) })).toEqual([]);
		expect(sandbox.requests).toHaveLength(1);
	});
});
