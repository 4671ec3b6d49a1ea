import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { saveCredential } from '../n8n/credentialsApi.cts';
import { finishedExecution } from '../n8n/executionsApi.cts';
import { HOSTS_FOLDER, type HostPlan } from '../n8n/hostPlans.cts';
import { startN8n, type N8nProcess } from '../n8n/n8nProcess.cts';
import { installPackage, type PackedPackage } from '../n8n/packedPackage.cts';
import { logIn, type RestSession } from '../n8n/restSession.cts';
import { sandboxCredential } from '../n8n/sandboxCredential.cts';
import { activateWorkflow, createWorkflow } from '../n8n/workflowsApi.cts';
import { SANDBOX_TOKEN } from '../sandbox/server.cts';
import { installNodes } from './installNodes.cts';
import { forgetPeak, memoryOf } from './processFacts.cts';
import type { SandboxProcess } from './sandboxProcess.cts';
import { pathOf, SEND, SIDES, workflowOf, type Side, type Surroundings } from './sides.cts';

/** What a side is given to send. */
export interface Order {
	readonly count: number;
	/** A file that goes with every message. */
	readonly file?: string;
	/** Whether to record where the node's time goes. */
	readonly profile?: boolean;
}

/** What one run of a side's workflow took. */
export interface Measured {
	/** Time of the node that sends, as n8n saved it with the execution. */
	readonly nodeMs: number;
	/** The most memory the n8n process had during the whole workflow, in bytes. */
	readonly peak: number;
	/** Processor time the sandbox used meanwhile, in milliseconds. */
	readonly sandboxMs: number;
	/** Processor time n8n used while the node ran, in milliseconds. */
	readonly cpuMs: number;
	/** The recording that was asked for. */
	readonly profile: string | undefined;
}

/** A real n8n with the package, the nodes to compare it with, and a workflow for each side. */
export interface BenchN8n {
	readonly sandbox: SandboxProcess;
	readonly host: HostPlan;
	readonly home: string;
	readonly pid: number;
	/** Sends, and makes sure that the sandbox took every message. */
	run(side: Side, order: Order): Promise<Measured>;
	/** A new process on the same data: nothing of earlier runs is left in its memory. */
	restart(): Promise<void>;
	close(): Promise<void>;
}

export async function openBenchN8n(
	host: HostPlan,
	packed: PackedPackage,
	sandbox: SandboxProcess,
): Promise<BenchN8n> {
	const home = await mkdtemp(join(tmpdir(), 'islash-bench-'));
	await installPackage(home, packed);
	const nodesFolder = await installNodes(home);
	const start = async () => await startBenched(host, home, nodesFolder);
	let n8n = await start();
	let rest = await logIn(n8n.url);
	await createWorkflows(rest, sandbox.url);
	return {
		sandbox,
		host,
		home,
		get pid() {
			return n8n.pid;
		},
		run: async (side, order) => await measure(n8n, rest, sandbox, side, order),
		restart: async () => {
			await n8n.stop();
			n8n = await start();
			rest = await logIn(n8n.url);
		},
		close: async () => {
			await n8n.stop();
			await rm(home, { recursive: true, force: true });
		},
	};
}

async function startBenched(
	host: HostPlan,
	home: string,
	nodesFolder: string,
): Promise<N8nProcess> {
	return await startN8n({
		host,
		home,
		logFile: join(HOSTS_FOLDER, 'logs', 'bench.log'),
		settings: {
			N8N_DEFAULT_BINARY_DATA_MODE: 'filesystem',
			N8N_CUSTOM_EXTENSIONS: nodesFolder,
		},
	});
}

async function createWorkflows(rest: RestSession, url: string): Promise<void> {
	const around: Surroundings = {
		url,
		iSlashApi: await saveCredential(rest, sandboxCredential({ url })),
		httpHeaderAuth: await saveCredential(rest, {
			name: 'Header',
			type: 'httpHeaderAuth',
			data: { name: 'X-USER-TOKEN', value: SANDBOX_TOKEN },
		}),
	};
	for (const side of SIDES) {
		await activateWorkflow(rest, await createWorkflow(rest, workflowOf(side, around)));
	}
}

async function measure(
	n8n: N8nProcess,
	rest: RestSession,
	sandbox: SandboxProcess,
	side: Side,
	order: Order,
): Promise<Measured> {
	await sandbox.reset();
	const sandboxBefore = await sandbox.cpuSeconds();
	await forgetPeak(n8n.pid);
	const { count, executionId, cpuMs, profile } = await callWebhook(
		`${n8n.url}/webhook/${pathOf(side)}`,
		order,
	);
	const { peak } = await memoryOf(n8n.pid);
	const sandboxMs = ((await sandbox.cpuSeconds()) - sandboxBefore) * 1000;
	const received = await sandbox.messageCount();
	if (count !== order.count || received !== order.count) {
		throw new Error(`${side}: of ${order.count} messages ${count} came out, ${received} arrived`);
	}
	const { runs } = await finishedExecution(rest, executionId);
	const [run] = runs[SEND] as ReadonlyArray<{ readonly executionTime?: number }>;
	if (run?.executionTime === undefined) throw new Error(`${side}: n8n saved no time of the node`);
	return { nodeMs: run.executionTime, peak, sandboxMs, cpuMs, profile };
}

/** What BenchCount puts out. */
interface Answer {
	readonly count: number;
	readonly executionId: string;
	readonly cpuMs: number;
	readonly profile?: string;
}

async function callWebhook(url: string, order: Order): Promise<Answer> {
	const response = await fetch(url, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(order),
	});
	const text = await response.text();
	if (!response.ok) throw new Error(`The workflow ended with ${response.status}: ${text}`);
	return JSON.parse(text) as Answer;
}
