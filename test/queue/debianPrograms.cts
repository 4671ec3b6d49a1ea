import { access, readdir } from 'node:fs/promises';
import { constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../n8n/runCommand.cts';

/** Where Debian's packages put the programs that queue mode needs. */
export interface Programs {
	readonly redisServer: string;
	/** The folder of initdb, postgres and psql. */
	readonly postgresFolder: string;
}

const POSTGRES_VERSIONS = '/usr/lib/postgresql';
const PACKAGES = ['redis-server', 'postgresql'] as const;

/** Finds Redis and PostgreSQL; when they are missing they are installed, if this user may do so. */
export async function findPrograms(say: (line: string) => void): Promise<Programs> {
	const found = await lookForPrograms();
	if (found) return found;
	if (process.getuid?.() !== 0) {
		throw new Error(`Redis or PostgreSQL is missing: sudo apt-get install ${PACKAGES.join(' ')}`);
	}
	say(`Installing ${PACKAGES.join(' and ')} …`);
	await installPackages();
	const installed = await lookForPrograms();
	if (!installed) throw new Error('apt-get installed no redis-server or no PostgreSQL');
	return installed;
}

async function lookForPrograms(): Promise<Programs | undefined> {
	const redisServer = await firstWith('redis-server', [
		...(process.env.PATH ?? '').split(delimiter),
		'/usr/bin',
	]);
	const versions = await readdir(POSTGRES_VERSIONS).catch(() => []);
	const newestFirst = [...versions].sort((one, other) => Number(other) - Number(one));
	const postgres = await firstWith(
		'postgres',
		newestFirst.map((version) => join(POSTGRES_VERSIONS, version, 'bin')),
	);
	if (!redisServer || !postgres) return undefined;
	return { redisServer: join(redisServer, 'redis-server'), postgresFolder: postgres };
}

async function firstWith(program: string, folders: readonly string[]): Promise<string | undefined> {
	for (const folder of folders) {
		const isThere = await access(join(folder, program), constants.X_OK).then(
			() => true,
			() => false,
		);
		if (isThere) return folder;
	}
	return undefined;
}

async function installPackages(): Promise<void> {
	const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
	await runCommand('apt-get', ['update', '-q'], { env });
	await runCommand('apt-get', ['install', '-q', '-y', '--no-install-recommends', ...PACKAGES], {
		env,
	});
}
