import { deepEqual, equal, ok } from 'node:assert/strict';
import type { Scenario } from '../../e2e/scenario.cts';
import { sendNode, workflowOf } from '../../e2e/workflows.cts';
import type { World } from '../../e2e/world.cts';
import { createWorkflow } from '../../n8n/workflowsApi.cts';
import { dropNode } from '../dropNode.cts';
import { nodeWindow, type NodeWindow } from '../nodeWindow.cts';
import { browse, logInOnPage } from '../person.cts';
import type { Pictures } from '../pictures.cts';

async function pick(window: NodeWindow, entry: string): Promise<void> {
	const templates = await window.openList('templateName');
	await templates.pick(entry);
}

const listRequests = ({ sandbox }: World) =>
	sandbox.requests.filter(({ path }) => path.endsWith('/template-message')).length;

/** From the list of templates to the message that arrived. */
export const pickedTemplate = (pictures: Pictures): Scenario => ({
	rule: 'Browser: a person picks a template, fills in exactly its variables, and it arrives',
	prove: async (world) =>
		await browse(async (page) => {
			const window = await dropNode(page, world, 'Send template message');
			await window.fill('identity', '85256872847');
			const templates = await window.openList('templateName');
			const entries = await templates.entries();
			ok(entries.includes('summer_sale (en_US, NOT APPROVED: pending, with a video)'));
			await templates.pick('order_shipped (en_US, approved, with a picture)');
			await page.getByText('This template has a picture in its header.').waitFor();

			await pick(window, 'reminder (en_US, approved)');
			await page.getByText('this is a reminder of your visit').waitFor();
			equal(await page.getByText('This template has a picture in its header.').count(), 0);
			deepEqual(await window.labels(/^Variable \d/), [
				'Variable 1: Hello {{1}}, this is a reminder of your visit on …',
				'Variable 2: …your visit on {{2}}. Reply here to change it.',
			]);
			await window.fill('variable_1', 'Ann');
			await window.fill('variable_2', 'Monday');
			await pictures.keep('template', window.parameters, world.sandbox.url);

			const asked = listRequests(world);
			await window.run();
			equal(listRequests(world), asked, 'the list was loaded while sending');
			deepEqual(
				world.sandbox.messages.map(({ templateName, variables }) => [templateName, variables]),
				[['reminder', { variable_1: 'Ann', variable_2: 'Monday' }]],
			);
			await window.outputSays('template_name', 'reminder');
		}),
});

const shorter = (text: string) =>
	JSON.stringify({
		meta: { code: 'RESP_OKAY' },
		data: {
			templates: [{ name: 'reminder', status: 'APPROVED', components: [{ type: 'BODY', text }] }],
		},
	});

export const changedTemplate: Scenario = {
	rule: 'Browser: after a template was changed in iSlash, a refresh shows its new variables and keeps the values',
	prove: async (world) =>
		await browse(async (page) => {
			const window = await dropNode(page, world, 'Send template message');
			await pick(window, 'reminder (en_US, approved)');
			await window.fill('variable_1', 'Ann');
			await window.fill('variable_2', 'Monday');
			world.sandbox.misbehave({
				path: '/template-message',
				fault: { kind: 'reply', body: shorter('Good morning {{1}}, see you soon.') },
				times: Infinity,
			});
			await window.whole
				.getByTestId('columns-parameter-input-options-container')
				.getByTestId('action-toggle')
				.click();
			await page.getByTestId('action-refreshFieldList').click();
			await page.getByText('Good morning {{1}}').waitFor();
			deepEqual(await window.labels(/^Variable \d/), [
				'Variable 1: Good morning {{1}}, see you soon.',
			]);
			equal(await window.field('variable_1').locator('input').first().inputValue(), 'Ann');
		}),
};

export const templateByExpression: Scenario = {
	rule: 'Browser: a template by expression has a field for each variable of the API; a look at another item keeps what was typed',
	prove: async (world) =>
		await browse(async (page) => {
			const items = [{ template: 'reminder' }, { template: 'opening_hours' }];
			const { id } = await createWorkflow(
				world.rest,
				workflowOf('Templates by expression', items, {
					...sendNode(world),
					parameters: {
						...{ resource: 'templateMessage', operation: 'send', identity: '85256872847' },
						templateName: { __rl: true, mode: 'list', value: '={{ $json.template }}' },
					},
				}),
			);
			await logInOnPage(page, world.rest.url);
			await page.goto(`${world.rest.url}/workflow/${id}`);
			await page.getByTestId('canvas-node').filter({ hasText: 'Send' }).dblclick();
			const window = nodeWindow(page);
			await window.field('button_url_variable_1').waitFor();
			await window.fill('variable_1', 'Ann');
			await page.getByTestId('radio-button-table').first().click();
			const rows = window.whole.locator('tbody tr').filter({ hasText: /reminder|opening_hours/ });
			for (const row of [1, 0, 1]) {
				await rows.nth(row).hover();
				await page
					.getByText(row === 0 ? 'reminder' : 'opening_hours')
					.last()
					.waitFor();
			}
			await page.waitForTimeout(1000);
			equal(await window.field('variable_1').locator('input').first().inputValue(), 'Ann');
			equal(await window.field('button_url_variable_1').count(), 1);
		}),
};

export const variablesBeyondTheApi: Scenario = {
	rule: "Browser: variables that iSlash's API has no field for are shown, and cannot be filled in",
	prove: async (world) =>
		await browse(async (page) => {
			const window = await dropNode(page, world, 'Send template message');
			await pick(window, 'survey (en_US, approved)');
			await window.field('undocumented_3').waitFor();
			deepEqual(await window.labels(/^Not in iSlash's API/), [
				"Not in iSlash's API (only three variables, and one for a button): …{{3}} at {{4}} from {{5}}. How was it?",
				"Not in iSlash's API (only three variables, and one for a button): …at {{4}} from {{5}}. How was it?",
			]);
			equal(await window.field('undocumented_3').locator('input').isDisabled(), true);
		}),
};
