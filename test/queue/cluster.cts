import { cp, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Settings } from '../n8n/environment.cts';
import { HOSTS_FOLDER, type HostPlan } from '../n8n/hostPlans.cts';
import { startN8n, type N8nProcess } from '../n8n/n8nProcess.cts';
import { installPackage, type PackedPackage } from '../n8n/packedPackage.cts';
import type { Postgres } from './postgres.cts';
import type { Redis } from './redis.cts';

export interface ClusterOptions {
	readonly host: HostPlan;
	readonly packed: PackedPackage;
	readonly redis: Redis;
	readonly postgres: Postgres;
	readonly folder: string;
}

/** n8n in queue mode: processes that share a database, a queue and a key, and nothing else. */
export class Cluster {
	readonly #options: ClusterOptions;
	readonly #running = new Set<N8nProcess>();
	#pattern: Promise<string> | undefined;

	constructor(options: ClusterOptions) {
		this.#options = options;
	}

	/** Starts one more process, in a home of its own with the package installed. */
	async start(
		name: string,
		command: 'start' | 'webhook' | 'worker',
		settings: Settings = {},
	): Promise<N8nProcess> {
		const { host } = this.#options;
		const logFile = join(HOSTS_FOLDER, 'logs', `queue-${name}.log`);
		await rm(logFile, { force: true });
		const process = await startN8n({
			host,
			command,
			home: await this.#newHome(name),
			logFile,
			settings: { ...queueSettings(this.#options), ...settings },
		});
		this.#running.add(process);
		return process;
	}

	async kill(process: N8nProcess): Promise<void> {
		this.#running.delete(process);
		await process.kill();
	}

	async stopAll(): Promise<void> {
		const running = [...this.#running];
		this.#running.clear();
		await Promise.all(running.map(async (process) => await process.stop()));
	}

	/** The package is installed once; every home is a copy. */
	async #newHome(name: string): Promise<string> {
		const { folder, packed } = this.#options;
		this.#pattern ??= installed(join(folder, 'home-pattern'), packed);
		const home = join(folder, `home-${name}`);
		await cp(await this.#pattern, home, { recursive: true });
		return home;
	}
}

async function installed(home: string, packed: PackedPackage): Promise<string> {
	await mkdir(home);
	await installPackage(home, packed);
	return home;
}

/**
 * What docs/trigger.md recommends. n8n 2 makes a JavaScript context for every call of a trigger and
 * every execution; told to wait, it makes one only if there is an expression (n8n 2.41.1 in one
 * process, calls without a pause: 118 ms for an answer without it, 32 ms with it). Of 2 connections
 * to the database, n8n's default, its own check of the database gets none while executions run.
 */
export const FOR_MANY_CALLS: Settings = {
	N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true',
	DB_POSTGRESDB_POOL_SIZE: '10',
};

/** Executions a worker runs side by side: n8n's recommended least is 5, its default 10. */
export const WORKER_CONCURRENCY = 10;

function queueSettings({ redis, postgres }: ClusterOptions): Settings {
	return {
		EXECUTIONS_MODE: 'queue',
		QUEUE_BULL_REDIS_HOST: '127.0.0.1',
		QUEUE_BULL_REDIS_PORT: String(redis.port),
		// A killed worker's jobs count as stalled after seconds; by default that takes over a minute.
		QUEUE_WORKER_LOCK_DURATION: '20000',
		QUEUE_WORKER_LOCK_RENEW_TIME: '3000',
		QUEUE_WORKER_STALLED_INTERVAL: '5000',
		DB_TYPE: 'postgresdb',
		DB_POSTGRESDB_HOST: '127.0.0.1',
		DB_POSTGRESDB_PORT: String(postgres.port),
		DB_POSTGRESDB_DATABASE: postgres.database,
		DB_POSTGRESDB_USER: postgres.user,
		DB_POSTGRESDB_PASSWORD: postgres.password,
		N8N_ENCRYPTION_KEY: 'one-key-for-all-processes',
		N8N_DEFAULT_BINARY_DATA_MODE: 'database',
		N8N_CONCURRENCY_PRODUCTION_LIMIT: String(WORKER_CONCURRENCY),
	};
}
