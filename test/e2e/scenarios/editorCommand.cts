import { deepEqual, equal, match, rejects } from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { listCredentials } from '../../n8n/credentialsApi.cts';
import { descendantsOf, stillRunning } from '../../n8n/descendants.cts';
import { finishedExecution } from '../../n8n/executionsApi.cts';
import type { HostPlan } from '../../n8n/hostPlans.cts';
import { logIn, type RestSession } from '../../n8n/restSession.cts';
import { listWorkflows, openWorkflow, runWorkflow } from '../../n8n/workflowsApi.cts';
import { greetingOf, startEditor, type Greeting } from '../editorCommand.cts';
import type { Scenario } from '../scenario.cts';
import { describeNode, NODE } from './editorSupport.cts';

const BOT = 'Answer what the customer writes';

const EXAMPLES = [
	'Answer an incoming order with a sticker and a reply',
	'Answer customers with an AI agent',
	'Approve a discount on WhatsApp',
	'Hand over to a person',
	'Keep track of delivery',
	'Label the contacts of a spreadsheet',
	'Let an AI agent send messages',
	'Message a list of contacts and report who got it',
	'Remind a customer inside or outside the session',
	'Send a file from a form',
	'Send each kind of message',
	'Tell the customer once when a deal is won',
];

const CONTACT_LIST = 'Message a list of contacts and report who got it';

/** Runs the command from its start to Ctrl-C, with a look at what is there in between. */
async function useEditor(
	{ host, home, withinMs }: { host: HostPlan; home: string; withinMs: number },
	look: (rest: RestSession, greeting: Greeting) => Promise<void>,
): Promise<void> {
	const editor = startEditor(host, home);
	try {
		const greeting = await greetingOf(editor, withinMs);
		await look(await logIn(greeting.n8n, greeting.login), greeting);
		const started = descendantsOf(editor.pid);
		equal(await editor.interrupt(), 0, editor.shown());
		deepEqual([started.length > 0, stillRunning([editor.pid, ...started])], [true, []]);
		await rejects(fetch(greeting.n8n), /fetch failed/);
		await rejects(fetch(greeting.sandbox), /fetch failed/);
	} finally {
		await editor.stop();
	}
}

/** What is there the first time and every other time. */
async function isReady(rest: RestSession, greeting: Greeting): Promise<void> {
	match(greeting.n8n, /^http:\/\/127\.0\.0\.1:\d+$/);
	match(greeting.sandbox, /^http:\/\/127\.0\.0\.1:\d+$/);
	deepEqual(greeting.login, { email: 'owner@example.com', password: 'Sandbox-2024' });
	equal(greeting.credential, '"iSlash account", ready to use');
	const credentials = await listCredentials(rest);
	deepEqual(
		credentials.map(({ name, type }) => [name, type]),
		[['iSlash account', 'iSlashApi']],
	);
	deepEqual([...greeting.examples].sort(), EXAMPLES);
	deepEqual((await listWorkflows(rest)).map(({ name }) => name).sort(), [BOT, ...EXAMPLES].sort());
	equal((await describeNode(rest, NODE)).displayName, 'iSlash');
}

/** What somebody writes on the chat page is answered there. */
async function answersTheCustomer({ sandbox }: Greeting): Promise<void> {
	const form = new FormData();
	form.append('identity', '442079460001');
	form.append('text', 'Hello there');
	await fetch(`${sandbox}/_page/say`, { method: 'POST', body: form });
	for (let tries = 0; tries < 100; tries++) {
		const page = await (await fetch(`${sandbox}/?contact=442079460001`)).text();
		if (page.includes('You wrote: Hello there')) return;
		await wait(100);
	}
	throw new Error('Nobody answered the customer');
}

/** An example runs as it was imported, and its messages are on the chat page of the sandbox. */
async function sendsToChatPage(rest: RestSession, { sandbox }: Greeting): Promise<void> {
	const example = (await listWorkflows(rest)).find(({ name }) => name === CONTACT_LIST);
	const workflow = await openWorkflow(rest, example?.id ?? '');
	const execution = await finishedExecution(rest, await runWorkflow(rest, workflow, 'Start'));
	equal(execution.status, 'success', String(execution.error?.message));
	const page = await fetch(`${sandbox}/?contact=442079460001`);
	match(await page.text(), /Hi Ann, your table is booked for 7 pm\./);
}

const command: Scenario = {
	rule: 'npm run editor: a logged-in person finds node, credential and examples, once however often it starts; Ctrl-C ends it all',
	prove: async ({ host }) => {
		const home = await mkdtemp(join(tmpdir(), `islash-editor-${host.name}-`));
		try {
			await useEditor({ host, home, withinMs: 180_000 }, async (rest, greeting) => {
				await isReady(rest, greeting);
				await answersTheCustomer(greeting);
				await sendsToChatPage(rest, greeting);
			});
			await useEditor({ host, home, withinMs: 60_000 }, async (rest, greeting) => {
				await isReady(rest, greeting);
				await answersTheCustomer(greeting);
			});
		} finally {
			await rm(home, { recursive: true, force: true });
		}
	},
};

export const editorCommand: readonly Scenario[] = [command];
