import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { refusal } from './answers.cts';
import type { Fault } from './types.cts';

/** Enough to be past the headers, little enough that a large body is mostly still to come. */
const BYTES_BEFORE_RESET = 64 * 1024;
/** Time for the client to fill the buffers of a connection nobody reads. */
const PAUSE_BEFORE_RESET_MS = 20;

/** The faults that happen while the body is still on its way. */
export function breaksUpload(fault: Fault): boolean {
	if (fault.kind === 'silent') return fault.when === 'upload';
	return fault.kind === 'resetBefore' || fault.kind === 'resetDuring';
}

/** A request whose body is being read. */
export interface ReadingRequest {
	readonly incoming: IncomingMessage;
	readonly bytesSoFar: () => number;
	/** Reads no further, so that the client is held up in the middle. */
	readonly stopReading: () => void;
}

function resetInTheMiddle({ incoming, bytesSoFar, stopReading }: ReadingRequest): void {
	const stopWhenEnough = (): void => {
		if (bytesSoFar() < BYTES_BEFORE_RESET) return;
		incoming.off('data', stopWhenEnough);
		stopReading();
		setTimeout(() => incoming.socket.resetAndDestroy(), PAUSE_BEFORE_RESET_MS);
	};
	incoming.on('data', stopWhenEnough);
}

/** Plays a fault that breaks the upload, as soon as it is known to hit this request. */
export function playDuringUpload(fault: Fault, request: ReadingRequest): void {
	if (fault.kind === 'resetBefore') request.incoming.socket.resetAndDestroy();
	if (fault.kind === 'resetDuring') resetInTheMiddle(request);
	if (fault.kind === 'silent' && fault.when === 'upload') request.stopReading();
}

type Headers = Readonly<Record<string, string>>;

function write(response: ServerResponse, status: number, body: unknown, headers?: Headers): void {
	const isText = typeof body === 'string';
	const text = isText ? body : JSON.stringify(body);
	const type = isText && status !== 200 ? 'text/html; charset=utf-8' : 'application/json';
	response.writeHead(status, {
		'content-type': type,
		...(status === 204 || status === 304 ? {} : { 'content-length': Buffer.byteLength(text) }),
		...headers,
	});
	response.end(text);
}

/** `bytes` bytes of one JSON document: the answer with a long run of blanks before its end. */
function* padded(answer: string, bytes: number): Generator<Buffer> {
	const blanks = Buffer.alloc(64 * 1024, ' ');
	yield Buffer.from(answer.slice(0, -1));
	for (let left = bytes - Buffer.byteLength(answer); left > 0; left -= blanks.length) {
		yield blanks.subarray(0, Math.min(left, blanks.length));
	}
	yield Buffer.from(answer.slice(-1));
}

async function* dripping(answer: string, everyMs: number): AsyncGenerator<Buffer> {
	for (const byte of Buffer.from(answer)) {
		yield Buffer.of(byte);
		await wait(everyMs, undefined, { ref: false });
	}
}

/** The client may hang up half way: that is its right, not an error of the sandbox. */
async function stream(response: ServerResponse, bytes: Iterable<Buffer> | AsyncIterable<Buffer>) {
	response.writeHead(200, { 'content-type': 'application/json' });
	await pipeline(Readable.from(bytes), response).catch(() => {});
}

/** Plays a fault after the whole request arrived. `answer` is what an honest server would say. */
export async function playAfterUpload(
	fault: Exclude<Fault, { kind: 'delay' }>,
	response: ServerResponse,
	answer: string,
): Promise<void> {
	switch (fault.kind) {
		case 'resetBefore':
		case 'resetDuring':
		case 'resetAfter':
			response.socket?.resetAndDestroy();
			return;
		case 'silent':
			return;
		case 'status': {
			const body = fault.body ?? refusal('RESP_ERROR', `Fault: status ${fault.status}`);
			write(response, fault.status, body, fault.headers);
			return;
		}
		case 'reply':
			write(response, 200, fault.body, fault.headers);
			return;
		case 'redirect':
			write(response, fault.status, '<p>Moved</p>', { location: fault.location });
			return;
		case 'hugeReply':
			await stream(response, padded(answer, fault.bytes));
			return;
		case 'dripReply':
			await stream(response, dripping(answer, fault.everyMs));
	}
}
