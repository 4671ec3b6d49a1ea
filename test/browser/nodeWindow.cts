import type { Locator, Page } from 'playwright-core';

/** The window of an open node: its input, its parameters, its output. */
export interface NodeWindow {
	readonly whole: Locator;
	/** The panel in the middle, with everything that is filled in. */
	readonly parameters: Locator;
	readonly output: Locator;
	chooseCredential(name: string): Promise<void>;
	/** What a parameter is filled in with, by its name. */
	field(parameter: string): Locator;
	/** The labels with these words, whole, also where the editor cuts them off. */
	labels(words: RegExp): Promise<string[]>;
	/** Fills in a field, by the parameter's name. */
	fill(parameter: string, value: string): Promise<void>;
	/** Picks from a fixed list. */
	choose(parameter: string, option: string): Promise<void>;
	/** Opens a list that is loaded from the service. */
	openList(parameter: string): Promise<LoadedList>;
	/** Presses "Execute step" and waits until the step has succeeded. */
	run(): Promise<void>;
	/** Presses "Execute step" and waits until the step has failed. */
	runInVain(): Promise<void>;
	/** Looks at the output as JSON, and waits until it says all of this. */
	outputSays(...words: readonly string[]): Promise<void>;
}

export interface LoadedList {
	entries(): Promise<string[]>;
	search(words: string): Promise<void>;
	pick(entry: string): Promise<void>;
}

export function nodeWindow(page: Page): NodeWindow {
	const whole = page.getByTestId('ndv');
	const output = page.getByTestId('output-panel');
	const execute = whole.getByTestId('node-execute-button');
	const field = (parameter: string) => whole.getByTestId(`parameter-input-${parameter}`);
	return {
		whole,
		parameters: whole
			.locator('div')
			.filter({ has: page.getByTestId('node-execute-button') })
			.filter({ has: page.getByTestId('node-parameters') })
			.last(),
		output,
		field,
		labels: async (words) =>
			(await whole.getByText(words).allTextContents()).map((label) => label.trim()),
		chooseCredential: async (name) => {
			await whole.getByTestId('node-credentials-select').click();
			await page
				.getByRole('option')
				.filter({ has: page.getByText(name, { exact: true }) })
				.click();
		},
		fill: async (parameter, value) =>
			await field(parameter).locator('input, textarea').first().fill(value),
		choose: async (parameter, option) => {
			await field(parameter).click();
			await page.getByRole('option', { name: option }).click();
		},
		openList: async (parameter) => {
			await whole.getByTestId(`resource-locator-${parameter}`).getByTestId('rlc-input').click();
			await page.getByTestId('rlc-item').first().waitFor();
			return listOn(page);
		},
		run: async () => {
			await execute.click();
			await output.getByTestId('node-run-status-success').waitFor();
		},
		runInVain: async () => {
			await execute.click();
			await output.getByTestId('node-run-status-danger').waitFor();
		},
		outputSays: async (...words) => {
			await output.getByTestId('radio-button-json').click();
			// n8n draws the lines one by one, so there is nothing to be read at once.
			for (const expected of words) await output.getByText(expected).first().waitFor();
		},
	};
}

function listOn(page: Page): LoadedList {
	const items = page.getByTestId('rlc-item');
	return {
		entries: async () => await items.allInnerTexts(),
		search: async (words) => {
			const loaded = page.waitForResponse('**/dynamic-node-parameters/resource-locator-results');
			await page.getByTestId('rlc-search').fill(words);
			await (await loaded).finished();
		},
		pick: async (entry) => await items.getByText(entry, { exact: true }).click(),
	};
}
