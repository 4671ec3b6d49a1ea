import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { KeyedOrder } from './keyedSender.cts';

/** An n8n of its own that sends messages with deduplication keys. */
export interface KeyedProcess {
	/** Sends the messages, and returns their outcomes. */
	send(order: KeyedOrder): Promise<readonly string[]>;
	/** Ends it at once, as when the machine loses power. */
	kill(): Promise<void>;
}

async function nextWord(child: ChildProcess): Promise<unknown> {
	const spoken = once(child, 'message').then(([word]: unknown[]) => word);
	return await Promise.race([spoken, once(child, 'exit').then(() => 'ended')]);
}

async function kill(child: ChildProcess): Promise<void> {
	if (child.exitCode !== null || child.signalCode !== null) return;
	const ended = once(child, 'exit');
	child.kill('SIGKILL');
	await ended;
}

/** Starts a process with the whole engine, and with its keys in a folder that others share. */
export async function startKeyedProcess(folder: string): Promise<KeyedProcess> {
	const file = join(__dirname, 'keyedSender.cts');
	const child = fork(file, [folder], { execArgv: ['-r', 'tsx/cjs'] });
	const word = await nextWord(child);
	if (word !== 'ready') throw new Error(`The process was to be ready, but ${String(word)}`);
	return {
		send: async (order) => {
			child.send(order);
			return (await nextWord(child)) as readonly string[];
		},
		kill: async () => await kill(child),
	};
}
