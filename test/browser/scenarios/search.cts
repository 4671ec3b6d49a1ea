import { equal } from 'node:assert/strict';
import type { Scenario } from '../../e2e/scenario.cts';
import { newWorkflow } from '../nodePanel.cts';
import { browse, logInOnPage } from '../person.cts';
import type { Pictures } from '../pictures.cts';

/** Words that people type to find the node. */
const WORDS = ['iSlash', 'whatsapp message'] as const;

/** Finding the node in the node panel. */
export const search = (pictures: Pictures): Scenario => ({
	rule: 'Browser: a person finds the node in the node panel by its name and by what it is for',
	prove: async ({ rest, sandbox }) =>
		await browse(async (page) => {
			await logInOnPage(page, rest.url);
			const panel = await newWorkflow(page, rest.url);
			for (const words of WORDS) {
				await panel.search(words);
				await panel.entry('iSlash');
				equal((await panel.names())[0], 'iSlash', `what is found first by "${words}"`);
			}
			await pictures.keep('search', page, sandbox.url);
		}),
});
