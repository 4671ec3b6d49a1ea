import { deepEqual } from 'node:assert/strict';
import type { Page } from 'playwright-core';
import type { Scenario } from '../../e2e/scenario.cts';
import type { World } from '../../e2e/world.cts';
import { readExamples } from '../../n8n/examples.cts';
import {
	createWorkflow,
	withCredentials,
	type SavedWorkflow,
	type WorkflowFile,
} from '../../n8n/workflowsApi.cts';
import { browse, logInOnPage } from '../person.cts';
import type { Pictures } from '../pictures.cts';

const PICTURED = 'Message a list of contacts and report who got it';

async function importAll({ rest, credential }: World): Promise<readonly SavedWorkflow[]> {
	const files = (await readExamples()).map((file) =>
		withCredentials(file, { iSlashApi: credential }),
	);
	return await Promise.all(files.map(async (file) => await createWorkflow(rest, file)));
}

/** Opens a workflow from the list of workflows, which is where the person is. */
async function openOnCanvas(page: Page, workflow: SavedWorkflow): Promise<void> {
	await page.getByText(workflow.name, { exact: true }).first().click();
	for (const name of ownNodes(workflow)) {
		// Not by its text: `Tell the customer` and `Send: …` below it have `Customers` in them.
		await page.locator(`[data-test-id="canvas-node"][data-node-name="${name}"]`).waitFor();
	}
	await page.getByTestId('zoom-to-fit').click();
}

const nodesOn = (page: Page) => page.getByTestId('canvas-node');

/** The iSlash nodes of a workflow, alone or as an agent's tool. */
function ownNodes({ nodes }: WorkflowFile): readonly string[] {
	return nodes.filter(({ type }) => type.startsWith('n8n-nodes-islash.')).map(({ name }) => name);
}

/** What a person sees who imports the examples. */
export const examples = (pictures: Pictures): Scenario => ({
	rule: 'Browser: every example opens in the editor, and its iSlash nodes have nothing to mend',
	prove: async (world) => {
		const workflows = await importAll(world);
		await browse(async (page) => {
			await logInOnPage(page, world.rest.url);
			for (const workflow of workflows) {
				await openOnCanvas(page, workflow);
				const withIssues = nodesOn(page).filter({ has: page.getByTestId('node-issues') });
				const names = await withIssues.evaluateAll((nodes) =>
					nodes.map((node) => (node as unknown as CanvasNode).dataset.nodeName),
				);
				const own = ownNodes(workflow);
				deepEqual(
					names.filter((name) => own.includes(name ?? '')),
					[],
					workflow.name,
				);
				if (workflow.name === PICTURED) await pictures.keep('workflow', page, world.sandbox.url);
				await page.goBack();
			}
		});
	},
});

/** The part of a browser's element that is looked at; these scripts are typed for Node. */
interface CanvasNode {
	readonly dataset: Readonly<Record<string, string | undefined>>;
}
