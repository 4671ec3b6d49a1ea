import { startProcess, stopProcess } from './ownProcesses.cts';

/** How a process ended: its exit status, or the signal that ended it. */
export type Ending = number | NodeJS.Signals;

/** A command of this project that runs until it is ended, and prints what it does. */
export interface TalkingProcess {
	readonly pid: number;
	/** Everything it has printed so far, errors too. */
	shown(): string;
	/** Waits until it has printed this. */
	says(what: RegExp, withinMs?: number): Promise<RegExpExecArray>;
	/** Settles when the command has ended, or was ended. */
	readonly ended: Promise<Ending>;
	/** Presses Ctrl-C, which reaches its whole process group, and waits for the end. */
	interrupt(): Promise<Ending>;
	/** Ends the command if it still runs, and gives it time to clean up. */
	stop(): Promise<void>;
}

/** Runs a script of this project with Node, as the commands of package.json do. */
export function startTalking(
	nodeArguments: readonly string[],
	{ cwd, env = process.env }: { cwd?: string; env?: NodeJS.ProcessEnv } = {},
): TalkingProcess {
	const child = startProcess(process.execPath, nodeArguments, {
		cwd,
		env,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	const pid = child.pid ?? 0;
	let shown = '';
	let hasEnded = false;
	for (const stream of [child.stdout, child.stderr]) {
		stream?.setEncoding('utf8').on('data', (text: string) => (shown += text));
	}
	const ended = new Promise<Ending>((resolve, reject) => {
		child.once('error', reject);
		child.once('close', (code, signal) => resolve(code ?? signal ?? 0));
	}).finally(() => (hasEnded = true));
	return {
		pid,
		ended,
		shown: () => shown,
		says: async (what, withinMs = 20_000) =>
			await untilFound(() => what.exec(shown), { withinMs, hasEnded: () => hasEnded }).catch(
				(error: unknown) => {
					throw new Error(`${error} ${what}. It printed:\n${shown}`);
				},
			),
		interrupt: async () => {
			process.kill(-pid, 'SIGINT');
			return await ended;
		},
		stop: async () => await stopProcess(child, 45_000),
	};
}

async function untilFound<Found>(
	look: () => Found | null,
	{ withinMs, hasEnded }: { readonly withinMs: number; readonly hasEnded: () => boolean },
): Promise<Found> {
	const deadline = Date.now() + withinMs;
	for (;;) {
		const found = look();
		if (found) return found;
		if (hasEnded()) throw new Error('It ended without');
		if (Date.now() > deadline) throw new Error(`Not within ${withinMs / 1000} s:`);
		await new Promise((resolve) => setTimeout(resolve, 50));
	}
}
