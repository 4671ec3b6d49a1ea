import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { proveAll, type Tally } from '../e2e/scenario.cts';
import { openWorld } from '../e2e/world.cts';
import { HOST_NAMES, type HostName } from '../n8n/hostPlans.cts';
import { installHost } from '../n8n/installHost.cts';
import { packPackage } from '../n8n/packedPackage.cts';
import { startSandbox } from '../sandbox/server.cts';
import { noPictures, picturesInDocs } from './pictures.cts';
import { browserScenarios } from './scenarios/index.cts';

const USAGE =
	'node -r tsx/cjs test/browser/main.cts [--n8n newest|oldest] [--only WORDS OF A RULE] [--write]';

/** The browser's part of `npm run test:e2e` alone; with --write it renews the pictures in docs/. */
async function main(): Promise<void> {
	const { hostName, scenarios } = readChoice();
	const host = await installHost(hostName);
	const packed = await packPackage();
	const sandbox = await startSandbox();
	let tally: Tally;
	try {
		const world = await openWorld(host, packed, sandbox);
		tally = await proveAll(world, scenarios).finally(async () => await world.close());
	} finally {
		await sandbox.close();
		await rm(dirname(packed.tarball), { recursive: true, force: true });
	}
	console.log(`${tally.passed} passed, ${tally.failed} failed`);
	process.exitCode = tally.failed > 0 ? 1 : 0;
}

function readChoice() {
	const { values } = parseArgs({
		options: {
			n8n: { type: 'string', default: 'newest' },
			only: { type: 'string', default: '' },
			write: { type: 'boolean', default: false },
		},
	});
	const hostName = HOST_NAMES.find((name): name is HostName => name === values.n8n);
	const wanted = values.only.toLowerCase();
	const scenarios = browserScenarios(values.write ? picturesInDocs : noPictures).filter(
		({ rule }) => rule.toLowerCase().includes(wanted),
	);
	if (!hostName || scenarios.length === 0) throw new Error(USAGE);
	return { hostName, scenarios };
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
