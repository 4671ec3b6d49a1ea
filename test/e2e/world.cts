import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Sandbox } from '../sandbox/server.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../sandbox/server.cts';
import { saveCredential, type Credential } from '../n8n/credentialsApi.cts';
import type { Settings } from '../n8n/environment.cts';
import { HOSTS_FOLDER, type HostPlan } from '../n8n/hostPlans.cts';
import { startN8n } from '../n8n/n8nProcess.cts';
import { installPackage, type PackedPackage } from '../n8n/packedPackage.cts';
import { logIn, type RestSession } from '../n8n/restSession.cts';
import type { CredentialReference } from '../n8n/workflowsApi.cts';

/** A real n8n with the package installed, a person logged in, and the sandbox it sends to. */
export interface World {
	readonly host: HostPlan;
	readonly home: string;
	readonly packed: PackedPackage;
	readonly sandbox: Sandbox;
	readonly credential: CredentialReference;
	readonly rest: RestSession;
	/** Restarts n8n, with other settings, and with a change to its home while it is down. */
	restart(settings?: Settings, whileDown?: () => Promise<void>): Promise<void>;
	close(): Promise<void>;
}

/** The folder of the home from which workflows may read files. */
export const FILES_FOLDER = 'files';

/** The settings every scenario starts from. */
function usualSettings(home: string): Settings {
	return {
		N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
		N8N_RESTRICT_FILE_ACCESS_TO: join(home, FILES_FOLDER),
	};
}

export function sandboxCredential(sandbox: { readonly url: string }): Credential {
	return {
		name: 'iSlash account',
		type: 'iSlashApi',
		data: { host: sandbox.url, token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY },
	};
}

/** Opens a world on one host; its n8n writes to `.n8n/logs/e2e-<host>.log`. */
export async function openWorld(
	host: HostPlan,
	packed: PackedPackage,
	sandbox: Sandbox,
): Promise<World> {
	const home = await mkdtemp(join(tmpdir(), `islash-e2e-${host.name}-`));
	const logFile = join(HOSTS_FOLDER, 'logs', `e2e-${host.name}.log`);
	await rm(logFile, { force: true });
	await installPackage(home, packed);
	const usual = usualSettings(home);
	let n8n = await startN8n({ host, home, logFile, settings: usual });
	let rest = await logIn(n8n.url);
	const credential = await saveCredential(rest, sandboxCredential(sandbox));
	return {
		host,
		home,
		packed,
		sandbox,
		credential,
		get rest() {
			return rest;
		},
		restart: async (settings = {}, whileDown) => {
			await n8n.stop();
			await whileDown?.();
			n8n = await startN8n({ host, home, logFile, settings: { ...usual, ...settings } });
			rest = await logIn(n8n.url);
		},
		close: async () => {
			await n8n.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}
