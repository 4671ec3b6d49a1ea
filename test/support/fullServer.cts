import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

/** Listens, but never accepts a connection. */
const NEVER_ACCEPTS = `
	const { parentPort } = require('node:worker_threads');
	const server = require('node:net').createServer();
	server.listen({ port: 0, host: '127.0.0.1', backlog: 1 }, () => {
		parentPort.postMessage(server.address().port);
		// The message leaves only when this turn of the event loop is over.
		setTimeout(() => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0), 20);
	});
`;

/** More than the queue of a server with a backlog of 1 takes on Linux. */
const ENOUGH_TO_FILL = 6;

export interface FullServer {
	readonly host: string;
	close(): Promise<void>;
}

/** A server with a full queue: the system does not answer new connections. */
export async function startFullServer(): Promise<FullServer> {
	const worker = new Worker(NEVER_ACCEPTS, { eval: true });
	const [port] = (await once(worker, 'message')) as [number];
	await wait(60);
	const waiting: Socket[] = [];
	for (let count = 0; count < ENOUGH_TO_FILL; count++) {
		waiting.push(connect(port, '127.0.0.1').on('error', () => {}));
	}
	await wait(60);
	return {
		host: `http://127.0.0.1:${port}`,
		close: async () => {
			waiting.forEach((socket) => socket.destroy());
			await worker.terminate();
		},
	};
}
