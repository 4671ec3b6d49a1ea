import { equal } from 'node:assert/strict';
import { publishBot } from '../../editor/bot.cts';
import { listWorkflows } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../../e2e/scenario.cts';
import { browse, logInOnPage } from '../person.cts';
import type { Pictures } from '../pictures.cts';

const TALK = [
	['Hello, are you open on Sunday?', 'On Sunday we are closed.'],
	["Thank you, I'll come on Monday.", 'You are welcome! See you soon.'],
] as const;

/** Somebody plays the customer, and the workflow of `npm run editor` answers. */
export const conversation = (pictures: Pictures): Scenario => ({
	rule: 'Browser: a person writes as a customer on the chat page, and a workflow answers there',
	prove: async (world) =>
		await browse(async (page) => {
			const { rest, credential, sandbox } = world;
			sandbox.setWebhook(await publishBot(rest, credential));
			await page.setViewportSize({ width: 900, height: 560 });
			await page.goto(sandbox.url);
			for (const [question, answer] of TALK) {
				await page.getByLabel('Text').fill(question);
				await page.getByRole('button', { name: 'Send' }).click();
				await page.locator('#chat').getByText(answer).waitFor();
			}
			equal(sandbox.messages.length, 2);
			await pictures.keep('conversation', page, sandbox.url);

			await page.setViewportSize({ width: 1280, height: 800 });
			await logInOnPage(page, rest.url);
			const bot = (await listWorkflows(rest)).find(({ name }) => name.startsWith('Answer what'));
			await page.goto(`${rest.url}/workflow/${bot?.id}`);
			await page.getByTestId('canvas-node').filter({ hasText: 'Customers' }).dblclick();
			await page.getByText('Message Received').first().waitFor();
			await page.getByText('Webhook URLs').click();
			await page.getByText('Production URL', { exact: true }).click();
			await pictures.keep('trigger', page, rest.url, 'n8n.example.com');
		}),
});
