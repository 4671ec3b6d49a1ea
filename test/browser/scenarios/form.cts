import { equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { importExample } from '../../e2e/exampleWorkflows.cts';
import type { Scenario } from '../../e2e/scenario.cts';
import type { World } from '../../e2e/world.cts';
import { readExample } from '../../n8n/examples.cts';
import { activateWorkflow, listWorkflows } from '../../n8n/workflowsApi.cts';
import { browse } from '../person.cts';

const EXAMPLE = 'form-with-file.json';
const DOCUMENT = Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\nthe contract\n', 'latin1');

/** The form is at one address of n8n, so a second workflow could not offer it as well. */
async function offerForm(world: World): Promise<void> {
	const { name } = await readExample(EXAMPLE);
	const offered = (await listWorkflows(world.rest)).some(
		(workflow) => workflow.name === name && workflow.active,
	);
	if (!offered) await activateWorkflow(world.rest, await importExample(world, EXAMPLE));
}

/** The example with a form, as the person sees it who fills it in. */
export const form: Scenario = {
	rule: 'Browser: a person fills in the form of the example, and the uploaded document arrives',
	prove: async (world) => {
		await offerForm(world);
		await browse(async (page) => {
			await page.goto(`${world.rest.url}/form/send-document`);
			await page.getByLabel('Number').fill('+852 5777 8888');
			await page.getByLabel('Message').fill('The contract, as promised');
			await page.locator('input[type=file]').setInputFiles({
				name: 'Vertrag für Ann.pdf',
				mimeType: 'application/pdf',
				buffer: DOCUMENT,
			});
			await page.getByRole('button', { name: 'Send' }).click();
			await page.getByText('Your document is on its way').waitFor();
		});
		const [message] = world.sandbox.messages;
		equal(world.sandbox.messages.length, 1);
		equal(message?.identity, '85257778888');
		equal(message?.text, 'The contract, as promised');
		equal(message?.file?.name, 'Vertrag für Ann.pdf');
		equal(message?.file?.type, 'application/pdf');
		equal(message?.file?.sha256, createHash('sha256').update(DOCUMENT).digest('hex'));
	},
};
