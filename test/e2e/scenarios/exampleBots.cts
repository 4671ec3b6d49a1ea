import { randomUUID } from 'node:crypto';
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { createDataTable } from '../../n8n/dataTables.cts';
import { awaitExecutions } from '../../n8n/executionsApi.cts';
import {
	activateWorkflow,
	createWorkflow,
	openWorkflow,
	runWorkflow,
	type CredentialReference,
	type SavedWorkflow,
	type WorkflowNode,
} from '../../n8n/workflowsApi.cts';
import { importExample } from '../exampleWorkflows.cts';
import { saveModelCredential, startChatModel } from '../modelServer.cts';
import type { Scenario } from '../scenario.cts';
import { arrivedAt, START } from '../workflows.cts';
import type { World } from '../world.cts';

const TRIGGER = 'n8n-nodes-islash.iSlashTrigger';

interface Published {
	readonly workflow: SavedWorkflow;
	/** Calls the trigger as iSlash does. */
	call(body: object): Promise<void>;
}

/** Imports an example with a trigger and publishes it; `change` does what its note asks for. */
async function publish(
	world: World,
	fileName: string,
	others: Readonly<Record<string, CredentialReference>> = {},
	change: (node: WorkflowNode) => WorkflowNode = (node) => node,
): Promise<Published> {
	const example = await importExample(world, fileName, others);
	const webhookId = randomUUID();
	const nodes = example.nodes.map((node) =>
		node.type === TRIGGER ? { ...node, webhookId } : change(node),
	);
	const { id } = await createWorkflow(world.rest, { ...example, nodes });
	const workflow = await openWorkflow(world.rest, id);
	await activateWorkflow(world.rest, workflow);
	const url = `${world.rest.url}/webhook/${webhookId}/webhook`;
	return {
		workflow,
		call: async (body) => {
			const headers = { 'content-type': 'application/json' };
			const { status } = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
			equal(status, 200);
		},
	};
}

let sequence = 35_500_000;

/** A message of a customer, in the form of the vendor's sample. */
function says(from: string, text: string) {
	sequence += 1;
	const id = `ABGG${sequence}`;
	const facts = { wa_id: from, from, id, timestamp: '1649756854', sequence: String(sequence) };
	const profile = { name: `Customer ${from}` };
	return text === ''
		? { ...facts, profile, type: 'audio', audio: { id: 'a', mime_type: 'audio/ogg', sha256: 'b' } }
		: { ...facts, profile, type: 'text', text: { body: text } };
}

/** Answers with the words of the customer that it remembers; if asked for a long answer, it gives one. */
function memory(messages: ReadonlyArray<{ readonly role: string; readonly content: unknown }>) {
	const said = messages.filter(({ role }) => role === 'user').map(({ content }) => String(content));
	if (said.at(-1) === 'Tell me everything') return '**All:** ' + 'word '.repeat(1_200);
	return `You said **${said.join(', ')}**`;
}

const bot: Scenario = {
	rule: 'Example: a bot answers two customers in one call, remembers each, answers once, and ends politely',
	prove: async (world) => {
		const model = await startChatModel(memory);
		try {
			const openAiApi = await saveModelCredential(world.rest, model);
			const { workflow, call } = await publish(world, 'answer-customers-with-ai.json', {
				openAiApi,
			});
			const both = { messages: [says('20001', 'red'), says('20002', 'blue')] };
			await call(both);
			await awaitExecutions(world.rest, workflow.id, 1);
			deepEqual(arrivedAt(world), ['20001 You said *red*', '20002 You said *blue*']);
			await call(both);
			await call({
				statuses: [{ id: 'x', status: 'read', recipient_id: '20001', timestamp: '1' }],
			});
			await Promise.all(
				['20001', '20002'].map((from) => call({ messages: [says(from, `more ${from}`)] })),
			);
			await awaitExecutions(world.rest, workflow.id, 3);
			deepEqual(arrivedAt(world).slice(2).sort(), [
				'20001 You said *red, more 20001*',
				'20002 You said *blue, more 20002*',
			]);
			await call({ messages: [says('20001', ''), says('20002', 'Tell me everything')] });
			await awaitExecutions(world.rest, workflow.id, 4);
			const [voice = '', long = ''] = arrivedAt(world).slice(4);
			equal(voice, '20001 Thank you! I can read text only. Could you write it, please?');
			ok(long.length < 4_096, String(long.length));
			match(
				long,
				/^20002 \*All:\* word [^]*too long for one message\. Please ask me for the rest\.$/,
			);
		} finally {
			await model.close();
		}
	},
};

const delivery: Scenario = {
	rule: 'Example: a table has a line for each message, and how far it came, whichever comes first',
	prove: async (world) => {
		const columns = ['sid', 'contact', 'text', 'status'];
		const { id: value, rows } = await createDataTable(world.rest, 'Sent', columns);
		const dataTableId = { __rl: true, mode: 'id', value };
		const { workflow, call } = await publish(world, 'keep-track-of-delivery.json', {}, (node) =>
			node.type === 'n8n-nodes-base.dataTable'
				? { ...node, parameters: { ...node.parameters, dataTableId } }
				: node,
		);
		await runWorkflow(world.rest, workflow, START);
		await awaitExecutions(world.rest, workflow.id, 1);
		const [sent] = await rows();
		equal(sent?.text, 'Your order is on its way.');
		const status = { recipient_id: '442079460001', timestamp: '1649812397' };
		for (const [index, word] of ['delivered', 'read'].entries()) {
			await call({
				statuses: [{ ...status, id: sent?.sid, status: word, sequence: String(index) }],
			});
			await awaitExecutions(world.rest, workflow.id, 2 + index);
			const now = await rows();
			deepEqual(
				now.map((row) => [row.sid, row.text, row.status]),
				[[sent?.sid, 'Your order is on its way.', word]],
			);
		}
	},
};

const person: Scenario = {
	rule: 'Example: a customer who asks for a person is labelled, and a colleague and the customer are told',
	prove: async (world) => {
		const { workflow, call } = await publish(world, 'hand-over-to-person.json');
		await call({ messages: [says('20001', 'I want to talk to a human!')] });
		await call({ messages: [says('20002', 'What personal data do you keep?')] });
		await awaitExecutions(world.rest, workflow.id, 2);
		deepEqual(arrivedAt(world), [
			'442079460009 Customer 20001 asks for a person: I want to talk to a human!',
			'20001 A colleague will write to you soon.',
		]);
		const labelled = world.sandbox.requests.filter(({ path }) => path.includes('/chat-label?'));
		deepEqual(
			labelled.map(({ path }) => new URLSearchParams(path.split('?')[1]).get('identity')),
			['20001'],
		);
	},
};

export const exampleBots: readonly Scenario[] = [bot, delivery, person];
