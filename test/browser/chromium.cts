import { access } from 'node:fs/promises';
import { chromium, type Browser } from 'playwright-core';
import { runCommand } from '../n8n/runCommand.cts';

/** Where Debian's package puts it. Another Chromium can be named with CHROMIUM. */
const DEBIAN_CHROMIUM = '/usr/bin/chromium';

/** Nothing but the pages under test: no updates, no sync, no first-run pages. */
const QUIET = [
	'--disable-gpu',
	'--disable-background-networking',
	'--no-first-run',
	'--disable-component-update',
	'--disable-sync',
] as const;

const isRoot = () => process.getuid?.() === 0;

/** Starts a Chromium without a window. It is installed first when it is missing and may be. */
export async function startChromium(): Promise<Browser> {
	return await chromium.launch({
		executablePath: await findChromium(),
		// Chromium's sandbox does not start for root.
		args: [...QUIET, ...(isRoot() ? ['--no-sandbox'] : [])],
	});
}

async function findChromium(): Promise<string> {
	const { CHROMIUM } = process.env;
	if (CHROMIUM) return CHROMIUM;
	if (await isThere()) return DEBIAN_CHROMIUM;
	if (!isRoot()) {
		throw new Error(
			'Chromium is missing: sudo apt-get install chromium, or name the program in CHROMIUM',
		);
	}
	await installChromium();
	if (await isThere()) return DEBIAN_CHROMIUM;
	throw new Error(`apt-get installed no ${DEBIAN_CHROMIUM}`);
}

async function isThere(): Promise<boolean> {
	return await access(DEBIAN_CHROMIUM).then(
		() => true,
		() => false,
	);
}

async function installChromium(): Promise<void> {
	console.log('Installing chromium …');
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand('apt-get', ['update', '-q'], { env });
	await runCommand('apt-get', ['install', '-q', '-y', '--no-install-recommends', 'chromium'], {
		env,
	});
}
