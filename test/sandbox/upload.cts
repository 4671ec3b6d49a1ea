import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import busboy from 'busboy';
import type { ReceivedFile, ReceivedPart } from './types.cts';

export type UploadEnd =
	/** Every byte arrived and the form could be read. */
	| { readonly kind: 'complete' }
	| { readonly kind: 'unreadable'; readonly why: string }
	/** The connection ended before the body did. */
	| { readonly kind: 'broken' };

/** Files go to `keepAt` on disk, or are hashed and dropped when there is none. */
async function takeFile(
	bytes: Readable,
	about: { readonly name: string; readonly type: string },
	keepAt: string | undefined,
): Promise<ReceivedFile> {
	bytes.on('error', () => {}); // May break before it is read; reading it then throws.
	const hash = createHash('sha256');
	const disk = keepAt === undefined ? undefined : await open(keepAt, 'w');
	let size = 0;
	try {
		for await (const chunk of bytes as AsyncIterable<Buffer>) {
			hash.update(chunk);
			size += chunk.length;
			await disk?.write(chunk);
		}
	} finally {
		await disk?.close();
	}
	return { ...about, size, sha256: hash.digest('hex'), path: keepAt };
}

function formParser(request: IncomingMessage): busboy.Busboy | string {
	try {
		return busboy({
			headers: request.headers,
			// The name as it was sent, to show what a client really sends.
			preservePath: true,
			defParamCharset: 'utf8',
			limits: { fieldSize: Infinity },
		});
	} catch (error) {
		return error instanceof Error ? error.message : String(error);
	}
}

/** Whether the body came to its end before the connection did. */
function arrived(request: IncomingMessage): Promise<boolean> {
	return new Promise((resolve) => {
		request.once('close', () => resolve(request.readableEnded));
	});
}

/** pipe() would start a request again that was stopped; this one stays stopped. */
function pump(request: IncomingMessage, parser: busboy.Busboy, stop: AbortSignal): void {
	const goOn = (): void => {
		if (!stop.aborted) request.resume();
	};
	request.on('data', (chunk: Buffer) => {
		if (parser.destroyed || parser.write(chunk)) return;
		request.pause();
	});
	parser.on('drain', goOn);
	parser.on('close', goOn);
	request.on('end', () => parser.end());
}

export interface UploadReader {
	readonly onBytes: (count: number) => void;
	readonly onPart: (part: ReceivedPart) => void;
	readonly newFilePath: () => string | undefined;
	/** Leaves the rest of the body unread, so that the sender is held up. */
	readonly stop: AbortSignal;
}

/** Reads a JSON object and reports its fields as parts. Values that are not texts are reported as JSON. */
async function readJson(
	request: IncomingMessage,
	{ onPart }: UploadReader,
	allArrived: Promise<boolean>,
): Promise<UploadEnd> {
	const chunks: Buffer[] = [];
	request.on('data', (chunk: Buffer) => chunks.push(chunk));
	if (!(await allArrived)) return { kind: 'broken' };
	try {
		const body: unknown = JSON.parse(Buffer.concat(chunks).toString('utf8'));
		if (typeof body !== 'object' || body === null) throw new TypeError('send a JSON object');
		for (const [name, value] of Object.entries(body)) {
			const isText = typeof value === 'string';
			onPart({ name, type: 'application/json', value: isText ? value : JSON.stringify(value) });
		}
		return { kind: 'complete' };
	} catch (error) {
		return { kind: 'unreadable', why: error instanceof Error ? error.message : String(error) };
	}
}

/** Reads a body without a form, of which nothing is expected. */
async function readNothing(request: IncomingMessage, allArrived: Promise<boolean>) {
	request.resume();
	return { kind: (await allArrived) ? ('complete' as const) : ('broken' as const) };
}

/** Reads a multipart body as a stream and reports every part as soon as it is whole. */
export async function readUpload(
	request: IncomingMessage,
	reader: UploadReader,
): Promise<UploadEnd> {
	const { onBytes, onPart, newFilePath, stop } = reader;
	const allArrived = arrived(request);
	request.on('error', () => {}); // The end of the connection is seen in 'close'.
	stop.addEventListener('abort', () => request.pause());
	if (stop.aborted) request.pause();
	request.on('data', (chunk: Buffer) => onBytes(chunk.length));
	const isJson = /^application\/json\b/i.test(request.headers['content-type'] ?? '');
	if (isJson) return await readJson(request, reader, allArrived);
	if (request.headers['content-type'] === undefined) return await readNothing(request, allArrived);
	const parser = formParser(request);
	if (typeof parser === 'string') {
		return (await allArrived) ? { kind: 'unreadable', why: parser } : { kind: 'broken' };
	}
	const files: Array<Promise<void>> = [];
	let problem: string | undefined;
	const note = (error: unknown): void => {
		problem ??= error instanceof Error ? error.message : String(error);
	};
	const parsed = new Promise<void>((resolve) => parser.once('close', resolve));
	parser.on('field', (name, value, { mimeType }) => onPart({ name, type: mimeType, value }));
	parser.on('file', (name, bytes, { filename, mimeType }) => {
		const about = { name: filename ?? '', type: mimeType };
		const file = takeFile(bytes, about, newFilePath());
		files.push(file.then((taken) => onPart({ name, type: mimeType, file: taken }), note));
	});
	parser.on('error', note);
	pump(request, parser, stop);
	const complete = await allArrived;
	if (!complete) parser.destroy();
	await parsed;
	await Promise.all(files);
	if (!complete) return { kind: 'broken' };
	return problem === undefined ? { kind: 'complete' } : { kind: 'unreadable', why: problem };
}
