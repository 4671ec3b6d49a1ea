import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { chmod, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { freePort } from '../n8n/freePort.cts';
import { killProcess, startProcess, stopProcess } from '../n8n/ownProcesses.cts';
import { runCommand } from '../n8n/runCommand.cts';

export interface Postgres {
	readonly port: number;
	readonly user: string;
	readonly password: string;
	readonly database: string;
	/** What a query of one column gives, one row after the other. */
	query(sql: string): Promise<readonly string[]>;
	stop(): Promise<void>;
}

const USER = 'n8n';
const DATABASE = 'postgres';

/** PostgreSQL refuses to run as root: then it runs as the user its package made. */
const AS_ITS_USER =
	process.getuid?.() === 0
		? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups']
		: [];

/** Starts a PostgreSQL of our own, with an empty database, on a free port. */
export async function startPostgres(postgresFolder: string, folder: string): Promise<Postgres> {
	const data = join(folder, 'postgres');
	const password = randomBytes(12).toString('hex');
	await createDatabase(postgresFolder, folder, data, password);
	const port = await freePort();
	const log = openSync(join(folder, 'postgres.log'), 'a');
	const [program = '', ...programArguments] = [
		...AS_ITS_USER,
		join(postgresFolder, 'postgres'),
		...['-D', data, '-p', String(port), '-c', 'listen_addresses=127.0.0.1'],
		...['-c', 'unix_socket_directories=', '-c', 'max_connections=200'],
	];
	const child = startProcess(program, programArguments, {
		cwd: data,
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const query = async (sql: string) =>
		await askPsql(postgresFolder, { PGPORT: String(port), PGPASSWORD: password }, sql);
	await untilAnswering(query).catch(async (error: unknown) => {
		await killProcess(child);
		throw error;
	});
	const stop = async () => {
		child.kill('SIGINT'); // SIGTERM alone would wait until every client is gone
		await stopProcess(child);
	};
	return { port, user: USER, password, database: DATABASE, query, stop };
}

async function createDatabase(
	postgresFolder: string,
	folder: string,
	data: string,
	password: string,
): Promise<void> {
	await chmod(folder, 0o755); // mkdtemp lets nobody else in, and PostgreSQL is another user
	await mkdir(data);
	const passwordFile = join(folder, 'postgres.password');
	await writeFile(passwordFile, password);
	if (AS_ITS_USER.length > 0) await runCommand('chown', ['postgres', data, passwordFile]);
	await chmod(passwordFile, 0o400);
	const [program = '', ...programArguments] = [
		...AS_ITS_USER,
		join(postgresFolder, 'initdb'),
		...['-D', data, '-U', USER, '--auth=scram-sha-256', `--pwfile=${passwordFile}`],
		...['--encoding=UTF8', '--locale=C'],
	];
	await runCommand(program, programArguments, { cwd: data });
}

async function askPsql(
	postgresFolder: string,
	access: Readonly<Record<string, string>>,
	sql: string,
): Promise<readonly string[]> {
	const output = await runCommand(
		join(postgresFolder, 'psql'),
		['--no-psqlrc', '--tuples-only', '--no-align', '--command', sql],
		{
			env: { ...process.env, PGHOST: '127.0.0.1', PGUSER: USER, PGDATABASE: DATABASE, ...access },
		},
	);
	return output.split('\n').filter((line) => line !== '');
}

async function untilAnswering(query: Postgres['query']): Promise<void> {
	const deadline = Date.now() + 30_000;
	for (;;) {
		const failure = await query('select 1').then(
			() => undefined,
			(error: unknown) => error,
		);
		if (failure === undefined) return;
		if (Date.now() > deadline) throw failure;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
}
