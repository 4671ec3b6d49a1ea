import { mkdtemp, rm } from 'node:fs/promises';
import { loadavg, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { installHost } from '../n8n/installHost.cts';
import { packPackage } from '../n8n/packedPackage.cts';
import { openBenchN8n } from './benchN8n.cts';
import { writePage } from './report/page.cts';
import { cellsOf, HEAD, markdownTable, TIME_HEAD, timeCells } from './report/table.cts';
import { reaches, type Finding } from './row.cts';
import { measurements } from './rows/index.cts';
import { startSandboxProcess } from './sandboxProcess.cts';
import { FULL, SMALL, type Scale } from './scale.cts';
import { makeFile, type Measurement, type Stage } from './stage.cts';

const USAGE = 'npm run bench -- [--small] [--only NAME OF A MEASUREMENT] [--write]';

interface Choice {
	readonly scale: Scale;
	readonly chosen: readonly Measurement[];
	readonly write: boolean;
}

async function main(): Promise<void> {
	const { scale, chosen, write } = readChoice();
	console.log(
		`Load of this machine: ${loadavg()[0]?.toFixed(1)} (others at work spoil the numbers)`,
	);
	const host = await installHost('newest');
	const packed = await packPackage();
	const sandbox = await startSandboxProcess();
	const folder = await mkdtemp(join(tmpdir(), 'islash-bench-files-'));
	const n8n = await openBenchN8n(host, packed, sandbox);
	const files = new Map<number, Promise<string>>();
	const file = async (size: number) => {
		const known = files.get(size) ?? makeFile(folder, size);
		files.set(size, known);
		return await known;
	};
	try {
		const finding = await measureAll(chosen, { n8n, packed, scale, file });
		print(finding);
		if (write) await writePage({ finding, host, scale, packageVersion: packed.version });
		conclude(finding, scale);
	} finally {
		await n8n.close();
		await sandbox.close();
		await rm(folder, { recursive: true, force: true });
		await rm(dirname(packed.tarball), { recursive: true, force: true });
	}
}

async function measureAll(
	chosen: readonly Measurement[],
	stage: Stage,
): Promise<Required<Finding>> {
	const findings: Finding[] = [];
	for (const { name, measure } of chosen) {
		const start = Date.now();
		process.stdout.write(`measuring: ${name} … `);
		findings.push(await measure(stage));
		console.log(`${Math.round((Date.now() - start) / 1000)} s`);
	}
	return {
		rows: findings.flatMap(({ rows }) => rows),
		points: Object.assign({}, ...findings.map(({ points }) => points ?? {})),
		timeGoes: findings.flatMap(({ timeGoes = [] }) => timeGoes),
	};
}

function print({ rows, timeGoes }: Required<Finding>): void {
	console.log(`\n${markdownTable(HEAD, rows.map(cellsOf))}\n`);
	if (timeGoes.length > 0) console.log(`${markdownTable(TIME_HEAD, timeGoes.map(timeCells))}\n`);
}

function conclude({ rows }: Finding, { tolerance }: Scale): void {
	const judged = rows.filter(({ goal }) => goal !== undefined);
	const failed = judged.filter((row) => !reaches(row, tolerance));
	if (tolerance > 1) console.log(`Failed is what is worse than ${tolerance} times its goal.`);
	console.log(`${judged.length - failed.length} passed, ${failed.length} failed`);
	process.exitCode = failed.length > 0 ? 1 : 0;
}

function readChoice(): Choice {
	const { values } = parseArgs({
		options: {
			small: { type: 'boolean' },
			only: { type: 'string' },
			write: { type: 'boolean' },
		},
	});
	const wanted = values.only?.toLowerCase() ?? '';
	const chosen = measurements.filter(({ name }) => name.toLowerCase().includes(wanted));
	const write = values.write ?? false;
	if (chosen.length === 0 || (write && (values.small || wanted !== ''))) {
		const names = measurements.map(({ name }) => `  ${name}`).join('\n');
		throw new Error(`${USAGE}\n--write takes the whole table. The measurements:\n${names}`);
	}
	return { scale: values.small ? SMALL : FULL, chosen, write };
}

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exit(1);
});
