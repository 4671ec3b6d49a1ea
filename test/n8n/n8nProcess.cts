import { closeSync, mkdirSync, openSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { ChildProcess } from 'node:child_process';
import { n8nEnvironment, type Settings } from './environment.cts';
import { freePort } from './freePort.cts';
import type { HostPlan } from './hostPlans.cts';
import { killProcess, startProcess, stopProcess } from './ownProcesses.cts';

export interface N8nOptions {
	readonly host: HostPlan;
	/** Becomes N8N_USER_FOLDER: the database, the settings and the installed packages live there. */
	readonly home: string;
	readonly logFile: string;
	readonly command?: 'start' | 'worker' | 'webhook';
	/** The one it gets if it is free; without it, any. */
	readonly port?: number;
	readonly settings?: Settings;
	readonly readyWithinMs?: number;
}

export interface N8nProcess {
	/** http://127.0.0.1:PORT, no slash at the end. */
	readonly url: string;
	readonly pid: number;
	readonly home: string;
	readonly logFile: string;
	/** Ends it as an operator would (SIGTERM), and waits. */
	stop(): Promise<void>;
	/** Ends it as a crash would (SIGKILL). */
	kill(): Promise<void>;
}

/** Starts a real n8n on free ports of this machine and waits until it is ready to work. */
export async function startN8n(options: N8nOptions): Promise<N8nProcess> {
	const { host, home, logFile, command = 'start' } = options;
	const port = await freePort(options.port);
	const settings = {
		...options.settings,
		N8N_PORT: String(port),
		QUEUE_HEALTH_CHECK_PORT: String(port),
		QUEUE_HEALTH_CHECK_ACTIVE: 'true',
		N8N_RUNNERS_BROKER_PORT: String(await freePort()),
	};
	mkdirSync(dirname(logFile), { recursive: true });
	const log = openSync(logFile, 'a');
	const child = startProcess(host.node, [host.n8nScript, command], {
		cwd: home,
		env: n8nEnvironment(host, home, settings),
		stdio: ['ignore', log, log],
	});
	closeSync(log);
	const url = `http://127.0.0.1:${port}`;
	// n8n 1.123 calls itself ready before it answers its editor, so the editor's question is asked too.
	const signs = command === 'start' ? [READINESS, '/rest/settings'] : [READINESS];
	const withinMs = options.readyWithinMs ?? 120_000;
	await untilReady(
		child,
		signs.map((path) => `${url}${path}`),
		withinMs,
	).catch(async (error: unknown) => {
		await killProcess(child);
		throw new Error(`n8n ${host.n8nVersion} did not start: ${error}\n${await tail(logFile)}`);
	});
	return {
		url,
		pid: child.pid ?? 0,
		home,
		logFile,
		stop: async () => await stopProcess(child),
		kill: async () => await killProcess(child),
	};
}

const READINESS = '/healthz/readiness';

async function untilReady(
	child: ChildProcess,
	signs: readonly string[],
	withinMs: number,
): Promise<void> {
	let ended = false;
	child.once('close', () => (ended = true));
	child.once('error', () => (ended = true));
	const deadline = Date.now() + withinMs;
	while (!ended && Date.now() < deadline) {
		const answers = await Promise.all(
			signs.map(async (sign) => await fetch(sign).catch(() => null)),
		);
		if (answers.every((answer) => answer?.status === 200)) return;
		await new Promise((resolve) => setTimeout(resolve, 200));
	}
	throw new Error(ended ? 'it ended at once' : `not ready after ${withinMs / 1000} s`);
}

async function tail(file: string): Promise<string> {
	const text = await readFile(file, 'utf8').catch(() => '');
	return text.split('\n').slice(-40).join('\n');
}
