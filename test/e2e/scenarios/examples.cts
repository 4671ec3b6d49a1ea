import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { saveCredential } from '../../n8n/credentialsApi.cts';
import { readExample } from '../../n8n/examples.cts';
import { awaitExecutions, finishedExecution, outputOf } from '../../n8n/executionsApi.cts';
import {
	activateWorkflow,
	createWorkflow,
	runWorkflow,
	withCredentials,
	type CredentialReference,
	type SavedWorkflow,
} from '../../n8n/workflowsApi.cts';
import { startModelServer } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import type { World } from '../world.cts';

/** Imports an example and chooses the credentials, which is all its user has to do. */
async function importExample(
	{ rest, credential }: World,
	fileName: string,
	others: Readonly<Record<string, CredentialReference>> = {},
): Promise<SavedWorkflow> {
	const example = await readExample(fileName);
	return await createWorkflow(rest, withCredentials(example, { iSlashApi: credential, ...others }));
}

async function post(world: World, path: string, body: object): Promise<Response> {
	return await fetch(`${world.rest.url}${path}`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(body),
	});
}

const DOCUMENT = Buffer.from('%PDF-1.4 a short document');

async function fillInForm(world: World, number: string): Promise<string> {
	const form = new FormData();
	form.set('field-0', number);
	form.set('field-1', 'The contract, as promised');
	form.set('field-2', new File([DOCUMENT], 'contract.pdf', { type: 'application/pdf' }));
	const answer = await fetch(`${world.rest.url}/form/send-document`, {
		method: 'POST',
		body: form,
	});
	const { formWaitingUrl } = (await answer.json()) as { formWaitingUrl: string };
	return await (await fetch(await whenAnswered(new URL(formWaitingUrl)))).text();
}

/** The form's page asks how far the workflow is until there is an answer to show. */
async function whenAnswered(answerPage: URL): Promise<URL> {
	const status = new URL(answerPage);
	status.pathname += '/n8n-execution-status';
	const deadline = Date.now() + 20_000;
	for (;;) {
		const text = (await (await fetch(status)).text()).trim();
		if (text === 'form-waiting') return answerPage;
		if (Date.now() > deadline) throw new Error(`The form shows no answer, n8n says: ${text}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

const form: Scenario = {
	rule: 'Example: a form sends the document that was uploaded, and says so or what went wrong',
	prove: async (world) => {
		await activateWorkflow(world.rest, await importExample(world, 'form-with-file.json'));
		const page = await (await fetch(`${world.rest.url}/form/send-document`)).text();
		ok(page.includes('Send a document'), 'the form is not shown');
		match(await fillInForm(world, '+852 5777 8888'), /on its way to \+852 5777 8888/);
		const [message] = world.sandbox.messages;
		equal(message?.identity, '85257778888');
		equal(message?.text, 'The contract, as promised');
		equal(message?.file?.name, 'contract.pdf');
		equal(message?.file?.type, 'application/pdf');
		equal(message?.file?.sha256, createHash('sha256').update(DOCUMENT).digest('hex'));
		match(await fillInForm(world, 'call me'), /Not sent/);
		equal(world.sandbox.messages.length, 1);
	},
};

function deal(id: number, stage: string): object {
	const contact = { name: 'Maria', phone: '+852 6123 4567' };
	return { deal: { id, stage, title: 'Two chairs', contact } };
}

const crm: Scenario = {
	rule: 'Example: a CRM that calls twice for a deal, even at once, gets one message sent',
	prove: async (world) => {
		const workflow = await importExample(world, 'crm-deal-changed.json');
		await activateWorkflow(world.rest, workflow);
		const call = async (id: number, stage: string) =>
			equal((await post(world, '/webhook/crm-deal-changed', deal(id, stage))).status, 200);
		await call(7, 'negotiation');
		await call(7, 'won');
		await awaitExecutions(world.rest, workflow.id, 2);
		await call(7, 'won');
		await Promise.all([call(8, 'won'), call(8, 'won')]);
		const executions = await awaitExecutions(world.rest, workflow.id, 5);
		deepEqual([...new Set(executions.map(({ status }) => status))], ['success']);
		const text = 'Hello Maria,\nthank you for your order "Two chairs". We start right away.';
		deepEqual(
			world.sandbox.messages.map((message) => message.text),
			[text, text],
		);
		const alreadySent = executions
			.flatMap((execution) => outputOf(execution, 'Thank the customer'))
			.filter(({ outcome }) => outcome === 'alreadySent')
			.map(({ deduplicationKey }) => deduplicationKey);
		deepEqual(alreadySent.sort(), ['deal-won-7', 'deal-won-8']);
	},
};

const contacts: Scenario = {
	rule: 'Example: a list of contacts with bad ones in it reports who got the message',
	prove: async (world) => {
		const workflow = await importExample(world, 'contact-list-report.json');
		const id = await runWorkflow(world.rest, workflow, 'Start');
		const execution = await finishedExecution(world.rest, id);
		equal(execution.status, 'success', String(execution.error?.message));
		deepEqual(world.sandbox.messages.map(({ identity, text }) => `${identity} ${text}`).sort(), [
			'85251230001 Hi Ann, your table is booked for 7 pm.',
			'85251230003 Hi Chen, your table is booked for 9 pm.',
			'85251230005 Hi Emil, your table is booked for 6 pm.',
		]);
		const report = outputOf(execution, 'Report').map(({ name, gotIt }) => `${name} ${gotIt}`);
		deepEqual(report.sort(), ['Ann true', 'Bob false', 'Chen true', 'Dora false', 'Emil true']);
		for (const { gotIt, details } of outputOf(execution, 'Report')) {
			match(String(details), gotIt ? /^message \d+, sent$/ : /^notSent: '(Contact Number|Text)'/);
		}
	},
};

const order: Scenario = {
	rule: 'Example: an incoming order is answered with a sticker and a reply that quotes it',
	prove: async (world) => {
		await activateWorkflow(world.rest, await importExample(world, 'order-sticker-and-reply.json'));
		const answer = await post(world, '/webhook/order-came-in', {
			contact: '85261112222',
			message_id: '9007199254740993',
			order: 'A-17',
			items: ['tea', 'two buns'],
		});
		equal(answer.status, 200);
		deepEqual(
			world.sandbox.messages.map(({ identity, stickerId, text, quotedMessageId }) => ({
				identity,
				stickerId,
				text,
				quotedMessageId,
			})),
			[
				{ identity: '85261112222', stickerId: '66', text: undefined, quotedMessageId: undefined },
				{
					identity: '85261112222',
					stickerId: undefined,
					text: 'Got it: tea, two buns.\nYour order number is A-17.',
					quotedMessageId: '9007199254740993',
				},
			],
		);
	},
};

const agent: Scenario = {
	rule: 'Example: an AI agent sends the message that its model asks for',
	prove: async (world) => {
		const model = await startModelServer({ number: '85269998888', text: 'Your room is ready' });
		try {
			const openAiApi = await saveCredential(world.rest, {
				name: 'Stand-in model',
				type: 'openAiApi',
				data: { apiKey: 'none-needed', url: model.url },
			});
			const workflow = await importExample(world, 'ai-agent.json', { openAiApi });
			await activateWorkflow(world.rest, workflow);
			const chat = workflow.nodes.find(({ name }) => name === 'Chat');
			const answer = await post(world, `/webhook/${chat?.webhookId}/chat`, {
				action: 'sendMessage',
				sessionId: 'guest-1',
				chatInput: 'Tell 85269998888 that the room is ready',
			});
			equal(answer.status, 200);
			match(await answer.text(), /Done: .*Your room is ready/);
			const [message] = world.sandbox.messages;
			equal(message?.identity, '85269998888');
			equal(message?.text, 'Your room is ready');
			equal(world.sandbox.messages.length, 1);
			const offered = model.requests[0]?.tools?.[0]?.function;
			deepEqual(Object.keys(offered?.parameters.properties ?? {}).sort(), ['number', 'text']);
			ok(offered?.description.startsWith('Sends a text message to one contact.'));
		} finally {
			await model.close();
		}
	},
};

export const examples: readonly Scenario[] = [form, crm, contacts, order, agent];
