import { equal } from 'node:assert/strict';
import type { Scenario } from '../../e2e/scenario.cts';
import { newWorkflow } from '../nodePanel.cts';
import { browse, logInOnPage } from '../person.cts';

/** Words that people type to find the node. */
const WORDS = ['iSlash', 'whatsapp message'] as const;

/** Finding the node in the node panel. */
export const search: Scenario = {
	rule: 'Browser: a person finds the node in the node panel by its name and by what it is for',
	prove: async ({ rest }) =>
		await browse(async (page) => {
			await logInOnPage(page, rest.url);
			const panel = await newWorkflow(page, rest.url);
			for (const words of WORDS) {
				await panel.search(words);
				await panel.entry('iSlash');
				equal((await panel.names())[0], 'iSlash', `what is found first by "${words}"`);
			}
		}),
};
