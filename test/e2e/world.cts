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

/** The settings every scenario starts from. */
export const USUAL: Settings = { N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem' };

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
	let n8n = await startN8n({ host, home, logFile, settings: USUAL });
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
			n8n = await startN8n({ host, home, logFile, settings: { ...USUAL, ...settings } });
			rest = await logIn(n8n.url);
		},
		close: async () => {
			await n8n.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}
