import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { startProcess } from './ownProcesses.cts';

export interface CommandOptions {
	readonly cwd?: string;
	readonly env?: NodeJS.ProcessEnv;
	/** Called for every line of the standard and the error output, as it comes. */
	readonly onLine?: (line: string) => void;
	readonly timeoutMs?: number;
	/** Signals that may end the command regardless, when its output is read. */
	readonly mayEndWith?: readonly string[];
}

/** Runs a command to its end and gives its standard output; a failure carries its last lines. */
export async function runCommand(
	command: string,
	commandArguments: readonly string[],
	options: CommandOptions = {},
): Promise<string> {
	const child = startProcess(command, commandArguments, {
		cwd: options.cwd,
		env: options.env,
		stdio: ['ignore', 'pipe', 'pipe'],
		timeout: options.timeoutMs,
	});
	const output: string[] = [];
	const everything: string[] = [];
	const listen = (stream: Readable | null, keep: (line: string) => void) =>
		stream &&
		createInterface(stream).on('line', (line) => {
			keep(line);
			everything.push(line);
			options.onLine?.(line);
		});
	listen(child.stdout, (line) => output.push(line));
	listen(child.stderr, () => undefined);
	const { code, signal } = await new Promise<{ code: number | null; signal: string | null }>(
		(resolve, reject) => {
			child.once('error', reject);
			child.once('close', (exitCode, exitSignal) =>
				resolve({ code: exitCode, signal: exitSignal }),
			);
		},
	);
	if (code === 0 || options.mayEndWith?.includes(signal ?? '')) return output.join('\n');
	const call = [command, ...commandArguments].join(' ');
	const tail = everything.slice(-25).join('\n');
	throw new Error(`${call} ended with ${signal ?? `code ${code}`}:\n${tail}`);
}
