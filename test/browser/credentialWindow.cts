import type { Locator, Page } from 'playwright-core';

/** The window in which a credential is filled in. */
export interface CredentialWindow {
	readonly whole: Locator;
	rename(name: string): Promise<void>;
	fill(field: string, value: string): Promise<void>;
	/** Saves. n8n tests the credential, and the window shows the whole result. */
	saveAndTest(): Promise<void>;
	/** Waits until the window says this. */
	says(words: string): Promise<void>;
	close(): Promise<void>;
}

/** Adds a credential in the list of credentials: searches for its type and picks it. */
export async function newCredential(
	page: Page,
	n8nUrl: string,
	search: string,
	typeName: string,
): Promise<CredentialWindow> {
	await page.goto(`${n8nUrl}/home/credentials`);
	await page.getByTestId('add-resource-credential').click();
	await page.getByTestId('new-credential-type-select').locator('input').fill(search);
	await page.getByTestId('new-credential-type-select-option').filter({ hasText: typeName }).click();
	await page.getByTestId('new-credential-type-button').click();
	return windowOn(page);
}

function windowOn(page: Page): CredentialWindow {
	const whole = page.getByTestId('editCredential-modal');
	return {
		whole,
		rename: async (name) => {
			await whole.getByTestId('credential-name').click();
			await page.keyboard.press('ControlOrMeta+A');
			await page.keyboard.type(name);
			await page.keyboard.press('Enter');
		},
		fill: async (field, value) =>
			await whole.getByTestId(`parameter-input-${field}`).locator('input').fill(value),
		saveAndTest: async () => {
			const tested = page.waitForResponse('**/rest/credentials/test');
			await whole.getByTestId('credential-save-button').click();
			await (await tested).finished();
			await whole.getByRole('button', { name: 'Retry' }).waitFor();
			const details = whole.getByText('More details');
			if (await details.isVisible()) await details.click();
		},
		says: async (words) => await whole.getByText(words).waitFor(),
		close: async () => {
			await page.keyboard.press('Escape');
			await whole.waitFor({ state: 'hidden' });
		},
	};
}
