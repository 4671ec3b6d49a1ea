import { ok } from 'node:assert/strict';
import type { Locator, Page } from 'playwright-core';
import { nodeWindow, type NodeWindow } from './nodeWindow.cts';

/** The panel at the right of the canvas, in which nodes are looked for. */
export interface NodePanel {
	readonly whole: Locator;
	/** Replaces the text in the search field. */
	search(words: string): Promise<void>;
	/** The names of the entries, from the top. */
	names(): Promise<string[]>;
	/** The entry of a node, with its picture loaded. */
	entry(nodeName: string): Promise<Locator>;
	/** Opens a node's entry and drags one of its actions onto the canvas. */
	drop(nodeName: string, action: string): Promise<NodeWindow>;
}

/** Begins a new workflow and adds its first step, which opens the node panel. */
export async function newWorkflow(page: Page, n8nUrl: string): Promise<NodePanel> {
	await page.goto(`${n8nUrl}/workflow/new`);
	await page.getByTestId('canvas-plus-button').click();
	return panelOn(page);
}

function panelOn(page: Page): NodePanel {
	const whole = page.getByTestId('node-creator');
	const entry = async (nodeName: string) => {
		const found = whole.getByTestId('item-iterator-item').filter({
			has: page.getByTestId('node-creator-item-name').getByText(nodeName, { exact: true }),
		});
		await isLoaded(found.locator('img').first());
		return found;
	};
	return {
		whole,
		search: async (words) => {
			const bar = whole.getByTestId('node-creator-search-bar');
			// Nothing is found in between, so that what is read next was found by these words.
			await bar.fill('no node is called like this');
			await whole.getByTestId('node-creator-no-results').waitFor();
			await bar.fill(words);
		},
		names: async () => await whole.getByTestId('node-creator-item-name').allInnerTexts(),
		entry,
		drop: async (nodeName, action) => {
			await (await entry(nodeName)).click();
			// For the first step n8n opens the triggers only.
			await whole.getByText(/^Actions \(\d+\)$/).click();
			const canvas = page.getByTestId('canvas');
			await whole.getByText(action, { exact: true }).dragTo(canvas, {
				targetPosition: { x: 450, y: 300 },
			});
			return nodeWindow(page);
		},
	};
}

/** The part of a browser's <img> that is looked at; these scripts are typed for Node. */
interface Image {
	readonly naturalWidth: number;
	decode(): Promise<void>;
}

async function isLoaded(picture: Locator): Promise<void> {
	await picture.waitFor();
	const width = await picture.evaluate(async (element) => {
		const image = element as unknown as Image;
		await image.decode();
		return image.naturalWidth;
	});
	ok(width > 0, 'the icon of the node is not shown');
}
