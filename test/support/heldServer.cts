import { createHash } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import busboy from 'busboy';

export interface TakenFile {
	readonly name: string;
	readonly type: string;
	readonly size: number;
	readonly sha256: string;
}

/** A request whose body is not read until the test asks for it. */
export interface HeldRequest {
	/** Reads the upload to its end, and returns facts about its file. */
	read(): Promise<TakenFile | undefined>;
	/** Takes the message as sent. */
	answer(): void;
}

export interface HeldServer {
	readonly url: string;
	/** The next request, as soon as its headers are there. */
	next(): Promise<HeldRequest>;
	close(): Promise<void>;
}

const ANSWER = JSON.stringify({
	meta: { code: 'RESP_OKAY', message: 'Success' },
	data: { message: { id: 1 } },
});

async function takeFile(request: IncomingMessage): Promise<TakenFile | undefined> {
	let taken: TakenFile | undefined;
	const parser = busboy({ headers: request.headers });
	parser.on('file', (_, bytes, { filename, mimeType }) => {
		const hash = createHash('sha256');
		let size = 0;
		bytes.on('data', (chunk: Buffer) => {
			hash.update(chunk);
			size += chunk.length;
		});
		bytes.on('end', () => {
			taken = { name: filename ?? '', type: mimeType, size, sha256: hash.digest('hex') };
		});
	});
	request.pipe(parser);
	await once(parser, 'close');
	return taken;
}

/** Starts a server that holds every request, to look at the client meanwhile. */
export async function startHeldServer(): Promise<HeldServer> {
	const held = new EventEmitter();
	const server = createServer((request, response) => {
		held.emit('request', {
			read: () => takeFile(request),
			answer: () => response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER),
		});
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		next: async () => ((await once(held, 'request')) as [HeldRequest])[0],
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
