import { readFile, writeFile } from 'node:fs/promises';

/** The kernel counts processor time in hundredths of a second, whatever the machine's clock. */
const TICKS_PER_SECOND = 100;

/** Memory of a process, in bytes. */
export interface Memory {
	readonly now: number;
	/** The most since the process started, or since the peak was forgotten. */
	readonly peak: number;
}

/** What the kernel keeps in memory for a process (Linux). */
export async function memoryOf(pid: number): Promise<Memory> {
	const status = await readFile(`/proc/${pid}/status`, 'utf8');
	const kilobytes = (name: string) =>
		Number(new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1]);
	return { now: kilobytes('VmRSS') * 1024, peak: kilobytes('VmHWM') * 1024 };
}

/** Resets the peak: memory for the start of n8n is not memory for the workflow. */
export async function forgetPeak(pid: number): Promise<void> {
	await writeFile(`/proc/${pid}/clear_refs`, '5');
}

export async function cpuSeconds(pid: number): Promise<number> {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
	// The command's name, in brackets, may contain spaces; numbers follow it.
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	const [user, system] = [Number(fields[11]), Number(fields[12])];
	return (user + system) / TICKS_PER_SECOND;
}
