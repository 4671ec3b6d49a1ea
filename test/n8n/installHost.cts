import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { delimiter, join } from 'node:path';
import { nodeFolder, planHost, HOSTS_FOLDER, type HostName, type HostPlan } from './hostPlans.cts';
import { runCommand } from './runCommand.cts';

export type Say = (line: string) => void;

const STAMP = 'installed.json';
const WORKSHOP = '.installing-';
const PROGRESS_EVERY_MS = 10_000;

/** Installs a real n8n of that version unless it is there, and returns how to run it. */
export async function installHost(name: HostName, say: Say = console.log): Promise<HostPlan> {
	const host = planHost(name);
	if (await isInstalled(host)) return host;
	say(`n8n ${host.n8nVersion} is not on this machine yet: installing, 2 to 5 minutes, up to 3 GB`);
	// Built aside and moved when complete, so that a half-installed host is never taken for one.
	const workshop = join(HOSTS_FOLDER, `${name}${WORKSHOP}${process.pid}`);
	await removeAbandonedWorkshops();
	await mkdir(workshop, { recursive: true });
	try {
		await installInto(workshop, host, say);
		await rm(host.folder, { recursive: true, force: true });
		await rename(workshop, host.folder);
	} finally {
		await rm(workshop, { recursive: true, force: true });
	}
	say(`n8n ${host.n8nVersion} is installed`);
	return host;
}

/** An installation that was interrupted leaves its folder behind, up to 3 GB. */
async function removeAbandonedWorkshops(): Promise<void> {
	const folders = await readdir(HOSTS_FOLDER).catch(() => []);
	const abandoned = folders.filter((folder) => {
		const [, pid] = folder.split(WORKSHOP);
		return pid !== undefined && !isRunning(Number(pid));
	});
	await Promise.all(
		abandoned.map(async (folder) => {
			await rm(join(HOSTS_FOLDER, folder), { recursive: true, force: true });
		}),
	);
}

function isRunning(pid: number): boolean {
	try {
		return process.kill(pid, 0);
	} catch {
		return false;
	}
}

async function isInstalled(host: HostPlan): Promise<boolean> {
	const stamp = await readFile(join(host.folder, STAMP), 'utf8').catch(() => undefined);
	return stamp === stampOf(host);
}

function stampOf(host: HostPlan): string {
	return JSON.stringify({ ...host.packageJson, builtFor: nodeMajor(host) });
}

function nodeMajor(host: HostPlan): string {
	return host.nodeHeaders ? 'own Node' : `Node ${process.versions.node.split('.')[0]}`;
}

async function installInto(folder: string, host: HostPlan, say: Say): Promise<void> {
	await writeFile(join(folder, 'package.json'), JSON.stringify(host.packageJson, null, 2));
	const download = progress(say, `n8n ${host.n8nVersion}: packages`);
	await runCommand(
		'npm',
		['install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=http'],
		{ cwd: folder, onLine: (line) => line.startsWith('npm http') && download.count() },
	).finally(download.end);
	const build = progress(say, `n8n ${host.n8nVersion}: building its database driver`);
	await runCommand('npm', ['rebuild', 'sqlite3', '--ignore-scripts=false'], {
		cwd: folder,
		env: buildEnvironment(folder, host),
	}).finally(build.end);
	await writeFile(join(folder, STAMP), stampOf(host));
}

/** The driver has to be built for the Node that n8n runs on, not for the one of this script. */
function buildEnvironment(folder: string, host: HostPlan): NodeJS.ProcessEnv {
	const inWorkshop = (path: string) => path.replace(host.folder, folder);
	return {
		...process.env,
		PATH: [inWorkshop(nodeFolder(host)), process.env.PATH].join(delimiter),
		...(host.nodeHeaders && { npm_config_nodedir: inWorkshop(host.nodeHeaders) }),
	};
}

/** Says from time to time that something is going on. */
function progress(say: Say, what: string) {
	const startedAt = Date.now();
	let seen = 0;
	const timer = setInterval(() => {
		const counted = seen > 0 ? `, ${seen} fetched` : '';
		say(`  ${what} … ${Math.round((Date.now() - startedAt) / 1000)} s${counted}`);
	}, PROGRESS_EVERY_MS);
	return { count: () => void (seen += 1), end: () => clearInterval(timer) };
}

if (require.main === module) {
	void Promise.all([installHost('newest'), installHost('oldest')]);
}
