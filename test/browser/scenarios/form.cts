import { equal } from 'node:assert/strict';
import { createHash } from 'node:crypto';
import type { Scenario } from '../../e2e/scenario.cts';
import { readExample } from '../../n8n/examples.cts';
import { activateWorkflow, createWorkflow, withCredentials } from '../../n8n/workflowsApi.cts';
import { browse } from '../person.cts';

const DOCUMENT = Buffer.from('%PDF-1.4\n%\xe2\xe3\xcf\xd3\nthe contract\n', 'latin1');

/** The example with a form, as the person sees it who fills it in. */
export const form: Scenario = {
	rule: 'Browser: a person fills in the form of the example, and the uploaded document arrives',
	prove: async ({ rest, sandbox, credential }) => {
		const example = withCredentials(await readExample('form-with-file.json'), {
			iSlashApi: credential,
		});
		await activateWorkflow(rest, await createWorkflow(rest, example));
		await browse(async (page) => {
			await page.goto(`${rest.url}/form/send-document`);
			await page.getByLabel('Number').fill('+852 5777 8888');
			await page.getByLabel('Message').fill('The contract, as promised');
			await page.locator('input[type=file]').setInputFiles({
				name: 'Vertrag für Ann.pdf',
				mimeType: 'application/pdf',
				buffer: DOCUMENT,
			});
			await page.getByRole('button', { name: 'Send' }).click();
			await page.getByText('on its way to +852 5777 8888').waitFor();
		});
		equal(sandbox.messages.length, 1);
		const [message] = sandbox.messages;
		equal(message?.identity, '85257778888');
		equal(message?.text, 'The contract, as promised');
		equal(message?.file?.name, 'Vertrag für Ann.pdf');
		equal(message?.file?.type, 'application/pdf');
		equal(message?.file?.sha256, createHash('sha256').update(DOCUMENT).digest('hex'));
	},
};
