import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { selectors, type Page } from 'playwright-core';
import { HOSTS_FOLDER } from '../n8n/hostPlans.cts';
import { FIRST_USER } from '../n8n/restSession.cts';
import { startChromium } from './chromium.cts';

/** How long a person looks at a page before deciding that it does not work. */
const PATIENCE_MS = 30_000;

// What n8n's editor marks its parts with.
selectors.setTestIdAttribute('data-test-id');

/** A new browser, used by a person. If the person fails, the page is kept as a picture. */
export async function browse(use: (page: Page) => Promise<void>): Promise<void> {
	const browser = await startChromium();
	try {
		const page = await browser.newPage({
			viewport: { width: 1280, height: 800 },
			locale: 'en-US',
			colorScheme: 'light',
		});
		page.setDefaultTimeout(PATIENCE_MS);
		await use(page).catch(async (error: unknown) => {
			throw await withPicture(page, error);
		});
	} finally {
		await browser.close();
	}
}

async function withPicture(page: Page, error: unknown): Promise<unknown> {
	const path = join(HOSTS_FOLDER, 'logs', 'browser-failure.png');
	mkdirSync(join(HOSTS_FOLDER, 'logs'), { recursive: true });
	const taken = await page.screenshot({ path }).then(
		() => true,
		() => false,
	);
	if (taken && error instanceof Error) error.message += `\nWhat the page showed: ${path}`;
	return error;
}

/** Logs in to n8n on its own page. */
export async function logInOnPage(page: Page, n8nUrl: string): Promise<void> {
	await page.goto(`${n8nUrl}/signin`);
	await page.getByTestId('emailOrLdapLoginId').locator('input').fill(FIRST_USER.email);
	await page.getByTestId('password').locator('input').fill(FIRST_USER.password);
	await page.getByTestId('form-submit-button').click();
	await page.waitForURL('**/home/workflows');
}
