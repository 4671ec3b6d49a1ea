import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox/server.cts';
import { saveCredential } from '../n8n/credentialsApi.cts';
import { sandboxCredential } from '../n8n/sandboxCredential.cts';
import type { Settings } from '../n8n/environment.cts';
import { HOSTS_FOLDER, type HostPlan } from '../n8n/hostPlans.cts';
import { startN8n } from '../n8n/n8nProcess.cts';
import { installPackage, type PackedPackage } from '../n8n/packedPackage.cts';
import { logIn, type RestSession } from '../n8n/restSession.cts';
import type { CredentialReference } from '../n8n/workflowsApi.cts';

/** Where n8n keeps the files of workflows; 'default' is its memory. */
export type BinaryMode = 'default' | 'filesystem' | 'database';

/** A real n8n with the package installed, a person logged in, and the sandbox it sends to. */
export interface World {
	readonly host: HostPlan;
	readonly home: string;
	readonly packed: PackedPackage;
	readonly sandbox: Sandbox;
	readonly credential: CredentialReference;
	readonly rest: RestSession;
	/** Everything this n8n has logged, across its restarts. */
	logged(): Promise<string>;
	/** Restarts n8n, with a change to its home while it is down. */
	restart(binaryMode: BinaryMode, whileDown: () => Promise<void>): Promise<void>;
	/** Restarts n8n if it does not keep the files of workflows there yet. */
	keepFilesIn(binaryMode: BinaryMode): Promise<void>;
	close(): Promise<void>;
}

function settingsFor(home: string, binaryMode: BinaryMode): Settings {
	return {
		N8N_DEFAULT_BINARY_DATA_MODE: binaryMode,
		// Workflows may read the files of its owner's ~/.n8n-files, as n8n 2 has it by itself.
		HOME: home,
	};
}

/** Opens a world on one host; its n8n writes to `.n8n/logs/e2e-<host>.log`. */
export async function openWorld(
	host: HostPlan,
	packed: PackedPackage,
	sandbox: Sandbox,
): Promise<World> {
	const home = await mkdtemp(join(tmpdir(), `islash-e2e-${host.name}-`));
	await installPackage(home, packed);
	const n8n = await startRestartable(host, home);
	const credential = await saveCredential(n8n.rest, sandboxCredential(sandbox));
	return {
		host,
		home,
		packed,
		sandbox,
		credential,
		get rest() {
			return n8n.rest;
		},
		logged: async () => await readFile(logFileOf(host), 'utf8'),
		restart: n8n.restart,
		keepFilesIn: async (binaryMode) => {
			if (binaryMode !== n8n.binaryMode) await n8n.restart(binaryMode);
		},
		close: async () => {
			await n8n.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}

const logFileOf = ({ name }: HostPlan) => join(HOSTS_FOLDER, 'logs', `e2e-${name}.log`);

/** An n8n that comes back on another port, with the person logged in again. */
async function startRestartable(host: HostPlan, home: string) {
	const logFile = logFileOf(host);
	await rm(logFile, { force: true });
	const start = async (binaryMode: BinaryMode) => {
		const settings = settingsFor(home, binaryMode);
		const process = await startN8n({ host, home, logFile, settings });
		return { binaryMode, process, rest: await logIn(process.url) };
	};
	let now = await start('filesystem');
	return {
		get rest() {
			return now.rest;
		},
		get binaryMode() {
			return now.binaryMode;
		},
		restart: async (binaryMode: BinaryMode, whileDown?: () => Promise<void>) => {
			await now.process.stop();
			await whileDown?.();
			now = await start(binaryMode);
		},
		stop: async () => await now.process.stop(),
	};
}
