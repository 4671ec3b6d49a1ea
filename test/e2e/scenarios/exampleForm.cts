import { equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { activateWorkflow, createWorkflow } from '../../n8n/workflowsApi.cts';
import { importExample } from '../exampleWorkflows.cts';
import type { Scenario } from '../scenario.cts';
import { inARow, sendNode } from '../workflows.cts';
import type { World } from '../world.cts';

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
		match(await fillInForm(world, '+852 5777 8888'), /Your document is on its way/);
		expectDocument(world);
		match(await fillInForm(world, 'call me'), /Not sent/);
		equal(world.sandbox.messages.length, 1);
	},
};

function expectDocument({ sandbox }: World): void {
	const [message] = sandbox.messages;
	equal(message?.identity, '85257778888');
	equal(message?.text, 'The contract, as promised');
	equal(message?.file?.name, 'contract.pdf');
	equal(message?.file?.type, 'application/pdf');
	equal(message?.file?.sha256, createHash('sha256').update(DOCUMENT).digest('hex'));
}

/**
 * By a webhook: n8n 2.41.1 cannot publish a Form in such a workflow, whatever stands behind it, unless
 * it runs with N8N_EXPRESSION_ENGINE=legacy. n8n 1.123 takes the setting and does nothing with it.
 */
const combined: Scenario = {
	rule: 'A file that is uploaded is found where the workflow keeps files in the JSON of its items',
	prove: async (world) => {
		const path = 'send-upload';
		const fields = { identity: '={{ $json.body.number }}', text: '={{ $json.body.text }}' };
		const workflow = inARow('Upload', [
			{
				name: 'Upload',
				type: 'n8n-nodes-base.webhook',
				...{ typeVersion: 2, webhookId: path },
				parameters: { path, httpMethod: 'POST', responseMode: 'lastNode', options: {} },
			},
			sendNode(world, { ...fields, attachment: 'binaryFile', binaryPropertyName: 'document' }),
		]);
		const settings = { ...workflow.settings, binaryMode: 'combined' };
		await activateWorkflow(world.rest, await createWorkflow(world.rest, { ...workflow, settings }));
		const upload = new FormData();
		upload.set('number', '+852 5777 8888');
		upload.set('text', 'The contract, as promised');
		upload.set('document', new File([DOCUMENT], 'contract.pdf', { type: 'application/pdf' }));
		const address = `${world.rest.url}/webhook/${path}`;
		equal((await fetch(address, { method: 'POST', body: upload })).status, 200);
		expectDocument(world);
	},
};

export const exampleForm: readonly Scenario[] = [form, combined];
