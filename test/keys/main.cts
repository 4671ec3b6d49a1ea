import { fork } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installHost } from '../n8n/installHost.cts';
import type { HostName, HostPlan } from '../n8n/hostPlans.cts';
import { findPrograms } from '../queue/debianPrograms.cts';
import { startPostgres } from '../queue/postgres.cts';
import type { Database } from './n8nStore.cts';
import type { Order, Report } from './play.cts';

/**
 * `npm run test:keys [seed]`: several processes record keys with n8n's own code, over SQLite and
 * PostgreSQL, in all orders of their accesses that there is time for, and with faults.
 */
async function main(): Promise<void> {
	const seed = Number(process.argv[2] ?? Math.floor(Math.random() * 1_000_000_000));
	console.log(`Seed ${seed}`);
	const folder = await mkdtemp(join(tmpdir(), 'islash-keys-'));
	const { postgresFolder } = await findPrograms(console.log);
	const postgres = await startPostgres(postgresFolder, folder);
	const { port, password } = postgres;
	const memory = { type: 'memory' } as const;
	const sqlite = (name: HostName) =>
		({ type: 'sqlite', file: join(folder, `${name}.db`) }) as const;
	const [newest, oldest] = [await installHost('newest'), await installHost('oldest')];
	try {
		const play = async (host: HostPlan, database: Database, all: number, random: number) =>
			await playOn(host, database, seed, { all, random });
		const first = async () => {
			await play(newest, memory, 30, 60);
			await play(oldest, sqlite('oldest'), 0, 20);
		};
		const second = async () => {
			await play(newest, sqlite('newest'), 15, 30);
			await play(newest, { type: 'postgres', port, password }, 15, 30);
		};
		const both = await Promise.allSettled([first(), second()]);
		for (const end of both) if (end.status === 'rejected') throw end.reason;
	} finally {
		await postgres.stop();
		await rm(folder, { recursive: true, force: true });
	}
}

async function playOn(
	host: HostPlan,
	database: Database,
	seed: number,
	seconds: Order['seconds'],
): Promise<void> {
	const name = `n8n ${host.n8nVersion} over ${database.type}`;
	const order: Order = { hostFolder: host.folder, name, database, seed, seconds };
	console.log(`${name} …`);
	const child = fork(join(__dirname, 'play.cts'), [JSON.stringify(order)], {
		execPath: host.node,
		execArgv: ['-r', 'tsx/cjs'],
	});
	const report = await new Promise<Report>((resolve, reject) => {
		let told: Report | undefined;
		child.on('message', (message) => (told = message as Report));
		child.on('exit', () => (told ? resolve(told) : reject(new Error(`${name} failed`))));
	});
	console.log(linesOf(name, report).join('\n'));
}

function linesOf(name: string, report: Report): readonly string[] {
	return Object.entries(report)
		.filter(([, { orders }]) => orders > 0)
		.map(([kind, { orders, moves, faults, isComplete, answers }]) => {
			const end =
				kind === 'by lot' ? '' : isComplete ? ', all there are' : ', as far as there was time';
			return `${name}, ${kind}: ${orders} orders${end}; ${moves} accesses, ${faults} faults; ${JSON.stringify(answers)}`;
		});
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? (error.stack ?? error.message) : error);
	process.exitCode = 1;
});
