import { writeFile } from 'node:fs/promises';
import { cpus, release, totalmem } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER, type HostPlan } from '../../n8n/hostPlans.cts';
import { runCommand } from '../../n8n/runCommand.cts';
import type { Finding } from '../row.cts';
import type { Scale } from '../scale.cts';
import { drawPlots, THEMES, type Points } from './plot.cts';
import { cellsOf, HEAD, markdownTable, TIME_HEAD, timeCells } from './table.cts';

const DOCS = join(PROJECT_FOLDER, 'docs');
const PICTURES = { light: 'benchmark.svg', dark: 'benchmark.dark.svg' } as const;

export interface Report {
	readonly finding: Required<Finding>;
	readonly host: HostPlan;
	readonly scale: Scale;
	readonly packageVersion: string;
}

/** Writes docs/benchmark.md and its pictures. */
export async function writePage(report: Report): Promise<void> {
	for (const theme of Object.keys(THEMES) as Array<keyof typeof THEMES>) {
		const picture = await drawPlots(report.finding.points as Points, theme);
		await writeFile(join(DOCS, PICTURES[theme]), picture);
	}
	await writeFile(join(DOCS, 'benchmark.md'), await page(report));
}

async function page(report: Report): Promise<string> {
	const { finding, scale } = report;
	return `# Benchmark

What sending through this package costs, against what people would use instead. Every number is
measured on a real n8n with the packed package installed, all sides in one run, taking turns.
\`npm run bench -- --write\` wrote this page.

<picture>
  <source media="(prefers-color-scheme: dark)" srcset="${PICTURES.dark}">
  <img alt="Time per text message by number of messages, and memory for a file of 200 MB" src="${PICTURES.light}">
</picture>

${markdownTable(HEAD, finding.rows.map(cellsOf))}

${ABOUT_THE_TABLE}

## Where the time goes

${markdownTable(TIME_HEAD, finding.timeGoes.map(timeCells))}

${ABOUT_THE_TIME}

## How to repeat it

\`\`\`
npm run bench                 # this table, a quarter of an hour on a machine with nothing else to do
npm run bench -- --small      # the same table from fewer runs, under four minutes
npm run bench -- --only text  # one measurement
npm run bench -- --write      # writes this page
\`\`\`

The first run installs n8n. It needs Linux (memory is read from \`/proc\`), curl, and 20 GB of disk
for a while. With \`--small\` the command fails when a number is worse than twice its goal, without
it when a goal is missed.

## Measured on

${await surroundings(report)}
- ${scale.rounds} rounds, ${scale.freshProcesses} fresh n8n processes for each side whose memory is measured
`;
}

const ABOUT_THE_TABLE = `- Ratios are medians of the ratios of each round; brackets hold the smallest and the largest run.
- Node time is what n8n saves with an execution as the time of the node, in production mode (a
  webhook starts the workflow).
- Memory is the peak of the resident set of n8n's process (\`VmHWM\`) from when the file is in n8n's
  store and the garbage of making it is collected. For one file, each run has a process that has
  just started.
- The iSlash node has its default settings (5 messages at the same time) unless the row says
  otherwise. The bare loop sends 5 at the same time as well; the HTTP Request node sends all at once.
- The sandbox, a local iSlash, runs in a process of its own. When it is slow, its own work is a part
  of the 100 ms. What then misses to the ideal is the way of each message through n8n's request
  helper, axios and a new connection. The row with one message at a time shows that way alone, with
  nothing to wait for: it is the most that any number at the same time can reach. The bare loop
  stays below it, as its messages start together, are answered together and wait for the work on
  each other; the iSlash node spreads its starts over a few milliseconds.`;

const ABOUT_THE_TIME = `From a recording of the processor time of n8n's process while the node runs.`;

async function surroundings({ host, packageVersion }: Report): Promise<string> {
	const [cpu] = cpus();
	const curl = (await runCommand('curl', ['--version'])).split(' ')[1];
	const nodeVersion = await runCommand(host.node, ['--version']);
	const gigabytes = Math.round(totalmem() / 1024 ** 3);
	return [
		`${new Date().toISOString().slice(0, 10)}, n8n-nodes-islash ${packageVersion}`,
		`n8n ${host.n8nVersion} on Node ${nodeVersion}; the sandbox on Node ${process.version}; curl ${curl}`,
		`${cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${gigabytes} GB of memory, Linux ${release()}`,
	]
		.map((line) => `- ${line}`)
		.join('\n');
}
