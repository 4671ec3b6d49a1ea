import { connect, type Socket } from 'node:net';
import FormData from 'form-data';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from './server.cts';

/** A file to put into a form. */
export interface FormFile {
	readonly bytes: Buffer;
	readonly name: string;
	readonly type: string;
}

/** What the connection showed to the client, byte for byte. */
export interface SeenByClient {
	/** Everything the server sent; '' when it sent nothing. */
	readonly reply: string;
	/** How the connection ended: an error code such as ECONNRESET, 'closed', or 'still open'. */
	readonly end: string;
	/** Bytes the operating system took from the client; the rest was never sent. */
	readonly bytesTaken: number;
	readonly bytesToSend: number;
}

export interface RawOptions {
	readonly headers?: Readonly<Record<string, string | undefined>>;
	/** Hang up after so long; the default waits 10 s. */
	readonly patienceMs?: number;
}

type FormValue = string | FormFile | readonly (string | FormFile)[];

/** A form encoded by the form-data package: byte for byte, unlike the web's FormData. */
export function encoded(fields: Readonly<Record<string, FormValue>>): {
	readonly body: Buffer;
	readonly type: string;
} {
	const form = new FormData();
	for (const [name, values] of Object.entries(fields)) {
		for (const value of [values].flat() as readonly (string | FormFile)[]) {
			if (typeof value === 'string') form.append(name, value);
			else form.append(name, value.bytes, { filename: value.name, contentType: value.type });
		}
	}
	return { body: form.getBuffer(), type: form.getHeaders()['content-type'] ?? '' };
}

/** A message to one contact with the right session key. */
export function messageTo(identity: string, fields: Readonly<Record<string, FormValue>>) {
	return encoded({ session: SANDBOX_SESSION_KEY, identity, ...fields });
}

function head(url: string, type: string, length: number, options: RawOptions): string {
	const headers = {
		Host: new URL(url).host,
		'X-USER-TOKEN': SANDBOX_TOKEN,
		'Content-Type': type,
		'Content-Length': String(length),
		Connection: 'close',
		...options.headers,
	};
	const lines = Object.entries(headers).filter(([, value]) => value !== undefined);
	return [
		'POST /api/public/send-session-message HTTP/1.1',
		...lines.map(([name, value]) => `${name}: ${value}`),
		'\r\n',
	].join('\r\n');
}

function watch(socket: Socket, bytesToSend: number, patienceMs: number): Promise<SeenByClient> {
	return new Promise((resolve) => {
		let reply = '';
		let error: string | undefined;
		const finish = (end: string): void => {
			clearTimeout(timer);
			const bytesTaken = socket.bytesWritten - socket.writableLength;
			socket.destroy();
			resolve({ reply, end, bytesTaken, bytesToSend });
		};
		const timer = setTimeout(() => finish('still open'), patienceMs);
		socket.on('data', (data) => {
			reply += data.toString('latin1');
		});
		socket.on('error', (problem: NodeJS.ErrnoException) => {
			error = problem.code ?? problem.message;
		});
		socket.on('close', () => finish(error ?? 'closed'));
	});
}

/** Sends a form over a new connection, and returns how the connection ended. */
export function sendRaw(
	url: string,
	{ body, type }: { readonly body: Buffer; readonly type: string },
	options: RawOptions = {},
): Promise<SeenByClient> {
	const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
	const request = Buffer.concat([Buffer.from(head(url, type, body.length, options)), body]);
	const seen = watch(socket, request.length, options.patienceMs ?? 10_000);
	// Piece by piece, so that bytesWritten counts the bytes that were taken, not those that were queued.
	const writeFrom = (offset: number): void => {
		if (offset >= request.length || socket.destroyed) return;
		const next = offset + 65_536;
		socket.write(request.subarray(offset, next), (error) => !error && writeFrom(next));
	};
	socket.on('connect', () => writeFrom(0));
	return seen;
}

/** The status of a reply, 0 when there is none. */
export function statusOf({ reply }: SeenByClient): number {
	return Number(/^HTTP\/1\.1 (\d+)/.exec(reply)?.[1] ?? 0);
}

/** An answer of the sandbox; its fields depend on the request. */
export interface AnswerJson {
	readonly meta: { readonly code: string; readonly message: string; readonly trace_id?: string };
	readonly data: {
		readonly message: Readonly<Record<string, unknown>>;
		readonly stickers: readonly unknown[];
	};
}

/** The JSON of a reply with Content-Length. */
export function jsonOf({ reply }: SeenByClient): AnswerJson {
	return JSON.parse(Buffer.from(reply.slice(reply.indexOf('\r\n\r\n') + 4), 'latin1').toString());
}
