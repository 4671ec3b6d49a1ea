import { equal, ok } from 'node:assert/strict';
import type { Scenario } from '../../e2e/scenario.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../../sandbox/server.cts';
import { newCredential } from '../credentialWindow.cts';
import { browse, logInOnPage } from '../person.cts';
import type { Pictures } from '../pictures.cts';

/** Making the credential in the editor, first with a token that is wrong. */
export const credential = (pictures: Pictures): Scenario => ({
	rule: 'Browser: a person makes the credential, reads what is wrong with it, and sees it tested',
	prove: async ({ rest, sandbox }) =>
		await browse(async (page) => {
			await page.setViewportSize({ width: 1280, height: 1000 });
			await logInOnPage(page, rest.url);
			const window = await newCredential(page, rest.url, 'islash', 'iSlash API');
			await window.rename('iSlash support channel');
			await window.fill('host', sandbox.url);
			await window.fill('token', 'mistyped-token');
			await window.fill('sessionKey', SANDBOX_SESSION_KEY);
			await window.saveAndTest();
			await window.says('Couldn’t connect with these settings');
			await window.says(
				"iSlash refuses the request. Check the 'User Token' and the 'Session Key'.",
			);
			equal(sandbox.requests.at(-1)?.headers['x-user-token'], 'mistyped-token');

			await window.fill('token', SANDBOX_TOKEN);
			await window.saveAndTest();
			await window.says('Connection tested successfully');
			equal(sandbox.requests.at(-1)?.headers['x-user-token'], SANDBOX_TOKEN);
			const shown = await window.whole.innerText();
			ok(!shown.includes(SANDBOX_TOKEN) && !shown.includes(SANDBOX_SESSION_KEY));
			await pictures.keep('credential', window.whole, sandbox.url);
			await window.close();
			await page.getByText('iSlash support channel').waitFor();
		}),
});
