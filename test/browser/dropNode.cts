import type { Page } from 'playwright-core';
import type { World } from '../e2e/world.cts';
import { newWorkflow } from './nodePanel.cts';
import type { NodeWindow } from './nodeWindow.cts';
import { logInOnPage } from './person.cts';

/** A new workflow with this action of the node on it, the credential chosen. */
export async function dropNode(
	page: Page,
	{ rest, credential }: World,
	action: string,
): Promise<NodeWindow> {
	await logInOnPage(page, rest.url);
	const panel = await newWorkflow(page, rest.url);
	await panel.search('islash');
	const window = await panel.drop('iSlash', action);
	await window.chooseCredential(credential.name);
	return window;
}
