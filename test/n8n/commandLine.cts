import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { n8nEnvironment, type Settings } from './environment.cts';
import { freePort } from './freePort.cts';
import type { HostPlan } from './hostPlans.cts';
import { runCommand } from './runCommand.cts';

/** n8n's own command line on one home. Every command takes about three seconds. */
export interface N8nCommandLine {
	importCredentials(credentials: readonly object[]): Promise<void>;
	importWorkflows(workflows: readonly object[]): Promise<void>;
	/** Runs a workflow to its end and gives the run n8n prints. */
	execute(workflowId: string): Promise<unknown>;
}

export function n8nCommandLine(
	host: HostPlan,
	home: string,
	settings: Settings = {},
): N8nCommandLine {
	const run = async (commandArguments: readonly string[], mayEndWith: readonly string[] = []) =>
		await runCommand(host.node, [host.n8nScript, ...commandArguments], {
			cwd: home,
			env: n8nEnvironment(host, home, {
				N8N_LOG_LEVEL: 'info', // at "warn" the execute command prints no result
				N8N_RUNNERS_BROKER_PORT: String(await freePort()),
				...settings,
			}),
			timeoutMs: 120_000,
			mayEndWith,
		});
	return {
		importCredentials: async (credentials) =>
			await withFile(credentials, async (file) => {
				await run(['import:credentials', `--input=${file}`]);
			}),
		importWorkflows: async (workflows) =>
			await withFile(workflows, async (file) => {
				await run(['import:workflow', `--input=${file}`]);
			}),
		execute: async (workflowId) =>
			// n8n 2.41.1 on Node 24 now and then crashes while it exits, with the run printed already.
			parseRun(await run(['execute', `--id=${workflowId}`, '--rawOutput'], ['SIGSEGV'])),
	};
}

async function withFile(content: unknown, use: (file: string) => Promise<void>): Promise<void> {
	const folder = await mkdtemp(join(tmpdir(), 'islash-import-'));
	try {
		const file = join(folder, 'import.json');
		await writeFile(file, JSON.stringify(content));
		await use(file);
	} finally {
		await rm(folder, { recursive: true, force: true });
	}
}

/** The run is the one JSON object among log lines. */
function parseRun(output: string): unknown {
	const start = output.indexOf('\n{') + 1;
	const end = output.lastIndexOf('}');
	if (output[start] !== '{' || end < start) throw new Error(`n8n printed no run:\n${output}`);
	return JSON.parse(output.slice(start, end + 1));
}
