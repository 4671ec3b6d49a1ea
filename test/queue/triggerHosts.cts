import { proveTriggerAnswers } from './triggerAnswers.cts';
import type { Checks } from './checks.cts';
import { FOR_MANY_CALLS, WORKER_CONCURRENCY } from './cluster.cts';
import type { TriggerHost } from './triggerHost.cts';
import { proveTriggerLoad } from './triggerLoad.cts';
import { openAccount, type World } from './world.cts';

async function prove(host: TriggerHost, world: World, checks: Checks): Promise<void> {
	await proveTriggerLoad(host, checks);
	await proveTriggerAnswers(host, world, checks);
}

/** A webhook process takes the calls, and two workers do the work. */
export async function proveTriggerInQueue(world: World, checks: Checks): Promise<void> {
	const { rest, credential, urls, postgres } = world;
	const atOnce = 2 * WORKER_CONCURRENCY;
	const mode = 'webhook process and two workers';
	const host = { mode, rest, credential, url: urls.webhook, postgres, schema: 'public', atOnce };
	await prove(host, world, checks);
}

/** One process does everything, with tables of its own in the same database. */
export async function proveTriggerAlone(world: World, checks: Checks): Promise<void> {
	const { cluster, postgres, sandbox } = world;
	const schema = 'alone';
	await postgres.query(`create schema ${schema}`);
	const n8n = await cluster.start('alone', 'start', {
		EXECUTIONS_MODE: 'regular',
		DB_POSTGRESDB_SCHEMA: schema,
		N8N_CONCURRENCY_PRODUCTION_LIMIT: '-1',
		...FOR_MANY_CALLS,
	});
	const { rest, credential } = await openAccount(n8n.url, sandbox);
	const host = {
		mode: 'one process',
		rest,
		credential,
		url: n8n.url,
		postgres,
		schema,
		atOnce: 50,
	};
	await prove(host, world, checks);
}
