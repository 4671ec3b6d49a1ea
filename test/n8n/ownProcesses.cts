import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process';

/** Every process a script of this project started and that has not ended yet. */
const running = new Set<ChildProcess>();

/**
 * Starts a process in a group of its own, so that Ctrl-C in the terminal reaches only the script,
 * and remembers it: however the script ends, none of its processes is left behind.
 */
export function startProcess(
	command: string,
	commandArguments: readonly string[],
	options: SpawnOptions,
): ChildProcess {
	endAllWithThisScript();
	const child = spawn(command, commandArguments, { ...options, detached: true });
	running.add(child);
	child.once('close', () => running.delete(child));
	child.once('error', () => running.delete(child));
	return child;
}

/** Asks a process to end and waits; after the grace time its whole group is killed. */
export async function stopProcess(child: ChildProcess, graceMs = 20_000): Promise<void> {
	if (!running.has(child)) return;
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	const impatience = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
	child.kill('SIGTERM');
	await ended;
	clearTimeout(impatience);
}

/** Takes a process away at once, as a power cut would. */
export async function killProcess(child: ChildProcess): Promise<void> {
	if (!running.has(child)) return;
	const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
	signalGroup(child, 'SIGKILL');
	await ended;
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
	if (child.pid === undefined) return;
	try {
		process.kill(-child.pid, signal);
	} catch {
		// It ended in the meantime.
	}
}

let watching = false;

function endAllWithThisScript(): void {
	if (watching) return;
	watching = true;
	process.on('exit', () => running.forEach((child) => signalGroup(child, 'SIGKILL')));
	// A script with a cleaner way to end listens too, and then decides itself when to exit.
	for (const [signal, code] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		process.on(signal, () => {
			if (process.listenerCount(signal) === 1) process.exit(code);
		});
	}
}
