import { equal, match, ok } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { activateWorkflow } from '../../n8n/workflowsApi.cts';
import { importExample } from '../exampleWorkflows.cts';
import type { Scenario } from '../scenario.cts';
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

export const exampleForm: readonly Scenario[] = [form];
