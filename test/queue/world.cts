import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveCredential } from '../n8n/credentialsApi.cts';
import { installHost } from '../n8n/installHost.cts';
import type { N8nProcess } from '../n8n/n8nProcess.cts';
import { packPackage } from '../n8n/packedPackage.cts';
import { logIn, type RestSession } from '../n8n/restSession.cts';
import { sandboxCredential } from '../n8n/sandboxCredential.cts';
import {
	activateWorkflow,
	createWorkflow,
	type CredentialReference,
} from '../n8n/workflowsApi.cts';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { Cluster, FOR_MANY_CALLS } from './cluster.cts';
import { crmWorkflow } from './crmWorkflow.cts';
import { findPrograms } from './debianPrograms.cts';
import type { Endings } from './endings.cts';
import { startPostgres, type Postgres } from './postgres.cts';
import { startRedis } from './redis.cts';

/** The webhook that a CRM calls, and the executions that n8n saves. */
export interface CrmWebhook {
	readonly url: string;
	readonly workflowId: string;
}

/** n8n on many machines: a main and a webhook process; workers are for the scenarios to start. */
export interface World {
	readonly sandbox: Sandbox;
	readonly cluster: Cluster;
	readonly postgres: Postgres;
	readonly rest: RestSession;
	readonly credential: CredentialReference;
	/** The addresses of the two processes that take calls. */
	readonly urls: { readonly main: string; readonly webhook: string };
	/** A workflow of its own, active, with keys and executions of its own. */
	newWebhook(name: string): Promise<CrmWebhook>;
	setLatency(ms: number): Promise<void>;
}

export type Say = (line: string) => void;

/** Starts everything but the workers; `endings` stops it again. */
export async function openWorld(endings: Endings, say: Say): Promise<World> {
	const programs = await findPrograms(say);
	const host = await installHost('newest', say);
	const folder = await mkdtemp(join(tmpdir(), 'islash-queue-'));
	endings.add(async () => await rm(folder, { recursive: true, force: true }));
	const sandbox = await startSandbox({ page: false });
	endings.add(async () => await sandbox.close());
	say('Starting Redis and PostgreSQL …');
	const redis = await startRedis(programs.redisServer, folder);
	endings.add(async () => await redis.stop());
	const postgres = await startPostgres(programs.postgresFolder, folder);
	endings.add(async () => await postgres.stop());
	const packed = await packPackage(folder);
	const cluster = new Cluster({ host, packed, redis, postgres, folder });
	endings.add(async () => await cluster.stopAll());
	say(`Starting n8n ${host.n8nVersion}, the main and a webhook process …`);
	const main = await cluster.start('main', 'start');
	const webhook = await cluster.start('webhook', 'webhook', FOR_MANY_CALLS);
	const { rest, credential } = await openAccount(main.url, sandbox);
	const newWebhook = webhookMaker(rest, webhook, credential);
	const urls = { main: main.url, webhook: webhook.url };
	const setLatency = latencyOf(sandbox);
	return { sandbox, cluster, postgres, rest, credential, urls, newWebhook, setLatency };
}

/** Logs in to an n8n, and saves the credential of the sandbox there. */
export async function openAccount(url: string, sandbox: Sandbox) {
	const rest = await logIn(url);
	const credential = await saveCredential(rest, sandboxCredential(sandbox));
	return { rest, credential };
}

function webhookMaker(
	rest: RestSession,
	webhook: N8nProcess,
	credential: CredentialReference,
): World['newWebhook'] {
	return async (name) => {
		const saved = await createWorkflow(rest, crmWorkflow(name, name, credential));
		await activateWorkflow(rest, saved);
		return { url: `${webhook.url}/webhook/${name}`, workflowId: saved.id };
	};
}

function latencyOf({ url }: Sandbox): World['setLatency'] {
	return async (ms) => {
		const answer = await fetch(`${url}/_sandbox/latency`, {
			method: 'POST',
			body: JSON.stringify({ ms }),
		});
		if (!answer.ok) throw new Error(await answer.text());
	};
}
