import { connect } from 'node:net';
import { join } from 'node:path';
import { mkdir } from 'node:fs/promises';
import { freePort } from '../n8n/freePort.cts';
import { startProcess, stopProcess } from '../n8n/ownProcesses.cts';

export interface Redis {
	readonly port: number;
	stop(): Promise<void>;
}

/** Starts a Redis of our own on a free port; it keeps nothing on disk. */
export async function startRedis(redisServer: string, folder: string): Promise<Redis> {
	const data = join(folder, 'redis');
	await mkdir(data);
	const port = await freePort();
	const child = startProcess(
		redisServer,
		['--bind', '127.0.0.1', '--port', String(port), '--save', '', '--appendonly', 'no'],
		{ cwd: data, stdio: 'ignore' },
	);
	await untilAnswering(port);
	return { port, stop: async () => await stopProcess(child) };
}

async function untilAnswering(port: number): Promise<void> {
	const deadline = Date.now() + 15_000;
	while (!(await answersPing(port))) {
		if (Date.now() > deadline) throw new Error(`Redis did not start on port ${port}`);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
}

async function answersPing(port: number): Promise<boolean> {
	return await new Promise((resolve) => {
		const socket = connect(port, '127.0.0.1', () => socket.write('PING\r\n'));
		const end = (isUp: boolean) => {
			socket.destroy();
			resolve(isUp);
		};
		socket.once('data', (answer) => end(answer.toString().startsWith('+PONG')));
		socket.once('error', () => end(false));
		socket.setTimeout(1000, () => end(false));
	});
}
