import { once } from 'node:events';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { selfSignedCertificate, type Certificate } from './certificate.cts';

/** How far a request gets before the server breaks it. */
export type Point = 'connection' | 'handshake' | 'headers' | 'half' | 'end';

export interface BreakingServer {
	/** With scheme and port, as for the credential. */
	readonly host: string;
	/** Everything that arrived, decrypted, one text per connection. */
	readonly received: readonly string[];
	/** Connections made so far. */
	connections(): number;
	close(): Promise<void>;
}

export interface Conduct {
	readonly tls?: boolean;
	readonly at: Point;
	/** Breaks the connection, or nothing for silence: from then on nothing is read or answered. */
	readonly then: 'reset' | 'silence' | 'hangUp' | ((socket: Socket) => unknown);
}

/** A request as far as it arrived. */
class Arrival {
	private text = '';
	/** Kept short: a test looks for words in it, not for whole files. */
	get head(): string {
		return this.text;
	}
	private bytes = 0;
	add(chunk: Buffer): void {
		this.bytes += chunk.length;
		if (this.text.length < 64_000) this.text += chunk.toString('latin1');
	}
	has(point: Point): boolean {
		const end = this.text.indexOf('\r\n\r\n');
		if (end === -1) return false;
		const length = Number(/content-length: (\d+)/i.exec(this.text)?.[1] ?? 0);
		const share = this.bytes - end - 4;
		if (point === 'half') return share >= length / 8;
		return point === 'end' ? share >= length : true;
	}
}

function end(raw: Socket, secure: Socket, { then }: Conduct): void {
	secure.removeAllListeners('data');
	secure.pause();
	if (then === 'reset') raw.resetAndDestroy();
	if (then === 'hangUp') raw.destroy();
	if (typeof then === 'function') then(secure);
}

function serve(raw: Socket, conduct: Conduct, certificate: Certificate, log: string[]): void {
	raw.on('error', () => {});
	if (conduct.at === 'connection') return end(raw, raw, conduct);
	const secure = conduct.tls ? new TLSSocket(raw, { isServer: true, ...certificate }) : raw;
	secure.on('error', () => {});
	if (conduct.at === 'handshake') {
		secure.once('secure', () => end(raw, secure, conduct));
		return;
	}
	const arrival = new Arrival();
	const index = log.push('') - 1;
	secure.on('data', (chunk: Buffer) => {
		arrival.add(chunk);
		log[index] = arrival.head;
		if (arrival.has(conduct.at)) end(raw, secure, conduct);
	});
}

async function listen(server: Server): Promise<number> {
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return (server.address() as AddressInfo).port;
}

/** A server that takes a request up to a point and then breaks it. */
export async function startBreakingServer(conduct: Conduct): Promise<BreakingServer> {
	const certificate = await selfSignedCertificate();
	const received: string[] = [];
	const open = new Set<Socket>();
	let connections = 0;
	const server = createServer((raw) => {
		connections++;
		open.add(raw.once('close', () => open.delete(raw)));
		serve(raw, conduct, certificate, received);
	});
	const port = await listen(server);
	return {
		host: conduct.tls ? `https://localhost:${port}` : `http://127.0.0.1:${port}`,
		received,
		connections: () => connections,
		close: async () => {
			open.forEach((socket) => socket.destroy());
			server.close();
			await once(server, 'close');
		},
	};
}
