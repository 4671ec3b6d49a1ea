import { once } from 'node:events';
import { join } from 'node:path';
import { killProcess, startProcess } from '../n8n/ownProcesses.cts';
import { cpuSeconds } from './processFacts.cts';

/** The sandbox in a separate process, so that its work does not count as n8n's. */
export interface SandboxProcess {
	readonly url: string;
	/** How many messages it took as sent since the last reset. */
	messageCount(): Promise<number>;
	/** How long every answer takes from now on, in milliseconds. */
	setLatency(ms: number): Promise<void>;
	reset(): Promise<void>;
	/** Processor time it has used so far. */
	cpuSeconds(): Promise<number>;
	close(): Promise<void>;
}

const SERVER = join(__dirname, 'sandboxServer.cts');

export async function startSandboxProcess(): Promise<SandboxProcess> {
	const child = startProcess(process.execPath, ['-r', 'tsx/cjs', SERVER], {
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
	});
	const [{ url }] = (await once(child, 'message')) as [{ url: string }];
	const control = async (path: string, options?: RequestInit) => {
		const response = await fetch(`${url}/_sandbox${path}`, options);
		if (!response.ok) throw new Error(`The sandbox answered ${response.status} to ${path}`);
		return (await response.json()) as unknown;
	};
	return {
		url,
		messageCount: async () => ((await control('/messages')) as unknown[]).length,
		setLatency: async (ms) => {
			await control('/latency', { method: 'POST', body: JSON.stringify({ ms }) });
		},
		reset: async () => {
			await control('', { method: 'DELETE' });
		},
		cpuSeconds: async () => await cpuSeconds(child.pid ?? 0),
		close: async () => await killProcess(child),
	};
}
