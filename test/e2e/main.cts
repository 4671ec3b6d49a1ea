import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { HOST_NAMES, type HostName } from '../n8n/hostPlans.cts';
import { installHost } from '../n8n/installHost.cts';
import { packPackage, type PackedPackage } from '../n8n/packedPackage.cts';
import { startSandbox } from '../sandbox/server.cts';
import { proveAll, type Scenario, type Tally } from './scenario.cts';
import { scenarios } from './scenarios/index.cts';
import { openWorld } from './world.cts';

const USAGE = 'npm run test:e2e -- [--n8n newest|oldest] [--only WORDS OF A RULE]';

async function main(): Promise<void> {
	const { hosts, chosen } = readChoice();
	const packed = await packPackage();
	let total: Tally = { passed: 0, failed: 0 };
	try {
		for (const host of hosts) {
			const { passed, failed } = await proveOn(host, packed, chosen);
			total = { passed: total.passed + passed, failed: total.failed + failed };
		}
	} finally {
		await rm(dirname(packed.tarball), { recursive: true, force: true });
	}
	console.log(`${total.passed} passed, ${total.failed} failed`);
	process.exitCode = total.failed > 0 ? 1 : 0;
}

async function proveOn(
	name: HostName,
	packed: PackedPackage,
	chosen: readonly Scenario[],
): Promise<Tally> {
	const host = await installHost(name);
	console.log(`n8n ${host.n8nVersion} with ${packed.name} ${packed.version}`);
	const sandbox = await startSandbox();
	try {
		const world = await openWorld(host, packed, sandbox);
		try {
			return await proveAll(world, chosen);
		} finally {
			await world.close();
		}
	} finally {
		await sandbox.close();
	}
}

function readChoice(): { hosts: readonly HostName[]; chosen: readonly Scenario[] } {
	const { values } = parseArgs({ options: { n8n: { type: 'string' }, only: { type: 'string' } } });
	const hosts = HOST_NAMES.filter((name) => !values.n8n || name === values.n8n);
	const wanted = values.only?.toLowerCase() ?? '';
	const chosen = scenarios.filter(({ rule }) => rule.toLowerCase().includes(wanted));
	if (hosts.length === 0 || chosen.length === 0) {
		const rules = scenarios.map(({ rule }) => `  ${rule}`).join('\n');
		throw new Error(`Nothing to run. ${USAGE}\nThe rules:\n${rules}`);
	}
	return { hosts, chosen };
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
