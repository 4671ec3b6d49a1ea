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

function drained(request: IncomingMessage): Promise<boolean> {
	return new Promise((resolve) => {
		request.once('close', () => resolve(request.readableEnded));
	});
}

/** Reads a multipart body as a stream and reports every part as soon as it is whole. */
export async function readUpload(
	request: IncomingMessage,
	onPart: (part: ReceivedPart) => void,
	newFilePath: () => string | undefined,
): Promise<UploadEnd> {
	const parser = formParser(request);
	const allArrived = drained(request);
	request.on('error', () => {}); // The end of the connection is seen in 'close'.
	if (typeof parser === 'string') {
		request.resume();
		return (await allArrived) ? { kind: 'unreadable', why: parser } : { kind: 'broken' };
	}
	const files: Array<Promise<void>> = [];
	let problem: string | undefined;
	const parsed = new Promise<void>((resolve) => parser.once('close', resolve));
	parser.on('field', (name, value, { mimeType }) => onPart({ name, type: mimeType, value }));
	parser.on('file', (name, bytes, { filename, mimeType }) => {
		const about = { name: filename ?? '', type: mimeType };
		const file = takeFile(bytes, about, newFilePath()).then(
			(taken) => onPart({ name, type: mimeType, file: taken }),
			(error: unknown) => {
				problem ??= String(error);
			},
		);
		files.push(file);
	});
	parser.on('error', (error) => {
		problem ??= error instanceof Error ? error.message : String(error);
		request.unpipe(parser);
		request.resume();
		// A malformed part header is reported without ending the parser.
		parser.destroy();
	});
	request.pipe(parser);
	const complete = await allArrived;
	if (!complete) parser.destroy();
	await parsed;
	await Promise.all(files);
	if (!complete) return { kind: 'broken' };
	return problem === undefined ? { kind: 'complete' } : { kind: 'unreadable', why: problem };
}
