import { deepEqual, equal, ok } from 'node:assert/strict';
import axe from 'axe-core';
import { devices, type Browser, type Page } from 'playwright-core';
import { outputOf } from '../../n8n/executionsApi.cts';
import type { Scenario } from '../../e2e/scenario.cts';
import { AFTER, ask, ended, questionOf } from '../../e2e/questions.cts';
import { startChromium } from '../chromium.cts';
import type { Pictures } from '../pictures.cts';

const APPROVAL = {
	message: 'Ann asks for 10 % off her order 1024 (85 €). May she have it?',
	approvalOptions: {
		values: { approvalType: 'double', approveLabel: 'Yes, 10 % off', disapproveLabel: 'No' },
	},
};
const FREE_TEXT = { message: 'When may we call you?', responseType: 'freeText' };

const LOOKS = ['light', 'dark'] as const;

async function withBrowser(use: (browser: Browser) => Promise<void>): Promise<void> {
	const browser = await startChromium();
	try {
		await use(browser);
	} finally {
		await browser.close();
	}
}

/** A phone of 375 pixels. */
async function phone(browser: Browser, look: (typeof LOOKS)[number], javaScriptEnabled: boolean) {
	const { userAgent, deviceScaleFactor } = devices['iPhone 8'] ?? {};
	const page = await browser.newPage({
		viewport: { width: 375, height: 667 },
		userAgent,
		deviceScaleFactor,
		colorScheme: look,
		javaScriptEnabled,
		hasTouch: true,
	});
	page.setDefaultTimeout(20_000);
	return page;
}

/** What a screen reader or a weak eye would stumble over, in the words of axe-core. */
async function obstacles(page: Page): Promise<string[]> {
	await page.evaluate(axe.source);
	const { violations } = (await page.evaluate('axe.run()')) as axe.AxeResults;
	return violations.map(({ id, help }) => `${id}: ${help}`);
}

/** Whether nothing has to be scrolled sideways, and every button is as large as a thumb. */
async function fitsAThumb(page: Page): Promise<void> {
	for (const button of await page.getByRole('button').all()) {
		const box = await button.boundingBox();
		ok(box && box.height >= 60 && box.width >= 300, JSON.stringify(box));
		ok(box.x >= 0 && box.x + box.width <= 375, JSON.stringify(box));
	}
}

export const answerPage = (pictures: Pictures): Scenario => ({
	rule: 'Browser: the page of a question fits a phone and a screen reader, light and dark, and works without JavaScript',
	prove: async (world) =>
		await withBrowser(async (browser) => {
			for (const parameters of [APPROVAL, FREE_TEXT]) {
				const asked = await ask(world, questionOf(world, parameters));
				for (const look of LOOKS) {
					const page = await phone(browser, look, true);
					const requests: string[] = [];
					page.on('request', (request) => requests.push(request.url()));
					await page.goto(asked.link);
					await fitsAThumb(page);
					if (parameters === APPROVAL && look === 'light') {
						await pictures.keep('answer', page, world.sandbox.url);
					}
					deepEqual(await obstacles(page), [], `${parameters.message} ${look}`);
					// A browser asks for the icon of a site by itself.
					deepEqual(
						requests.filter((url) => !url.endsWith('/favicon.ico')),
						[asked.link],
					);
					await page.close();
				}
				const page = await phone(browser, 'light', false);
				await page.goto(asked.link);
				if (parameters === FREE_TEXT) await page.getByLabel('Your answer').fill('At noon');
				await page.getByRole('button').first().tap();
				await page.getByText('Thank you').waitFor();
				const execution = await ended(world, asked);
				equal(execution.status, 'success', execution.error?.message);
				const [{ data }] = outputOf(execution, AFTER) as [{ data: Record<string, unknown> }];
				equal(
					parameters === FREE_TEXT ? data.text : data.approved,
					parameters === FREE_TEXT ? 'At noon' : true,
				);
				await page.reload();
				await page.close();
			}
		}),
});
