import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { PROJECT_FOLDER } from '../n8n/hostPlans.cts';

export type PictureName =
	'answer' | 'conversation' | 'credential' | 'error' | 'node' | 'template' | 'trigger' | 'workflow';

/** What the README shows, taken while the rules are proved. */
export interface Pictures {
	/** @param url an address of this machine, in whose place a reader sees the host `reader` */
	keep(name: PictureName, shown: Locator | Page, url: string, reader?: string): Promise<void>;
}

export const noPictures: Pictures = { keep: async () => undefined };

/** Writes the pictures to docs/, each in a light and a dark one: node.png and node.dark.png. */
export const picturesInDocs: Pictures = {
	keep: async (name, shown, url, reader = 'api.example.com') => {
		const page = 'page' in shown ? shown.page() : shown;
		await page.mouse.move(1, 1);
		mkdirSync(join(PROJECT_FOLDER, 'docs'), { recursive: true });
		for (const [colorScheme, suffix] of LOOKS) {
			await page.emulateMedia({ colorScheme });
			await page.waitForTimeout(SETTLED_MS);
			await page.evaluate(replaceShown, publicAddress(url, reader));
			await shown.screenshot({
				path: join(PROJECT_FOLDER, 'docs', `${name}${suffix}.png`),
				animations: 'disabled',
				caret: 'hide',
				style: WITHOUT_NOTICES,
			});
		}
		await page.emulateMedia({ colorScheme: 'light' });
	},
};

const LOOKS = [
	['light', ''],
	['dark', '.dark'],
] as const;

/** By then buttons have faded back from being pressed. */
const SETTLED_MS = 1000;

/** Notices in the corner cover the subject of the picture; they disappear after a while. */
const WITHOUT_NOTICES = '.el-notification { display: none !important }';

/** The part of a page that is touched up; these scripts are typed for Node. */
declare const document: {
	readonly body: unknown;
	querySelectorAll(selector: string): Iterable<{ value: string }>;
	createTreeWalker(root: unknown, show: number): { nextNode(): { data: string } | null };
};

type Replacement = readonly [machine: string, reader: string];

/** Readers have a public host where this machine has a port. */
const publicAddress = (url: string, reader: string): readonly Replacement[] => [
	[`${url}/`, `https://${reader}/`],
	[url, reader],
];

/** Runs in the page. No function may be named in it: tsx would call a helper that is not there. */
function replaceShown(replacements: readonly Replacement[]): void {
	const onlyTexts = 4;
	for (const [machine, reader] of replacements) {
		for (const input of document.querySelectorAll('input')) {
			if (input.value.includes(machine)) input.value = input.value.replaceAll(machine, reader);
		}
		const texts = document.createTreeWalker(document.body, onlyTexts);
		for (let text = texts.nextNode(); text; text = texts.nextNode()) {
			if (text.data.includes(machine)) text.data = text.data.replaceAll(machine, reader);
		}
	}
}
