import type { IBinaryData } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { decode, sizeOf, toDigits } from './base64';
import type { ItemReader } from './reader';

/**
 * A file in n8n's binary store that can be read as often as needed and is never held as a whole.
 */
export interface FileSource {
	readonly name: string | undefined;
	readonly type: string | undefined;
	/** Length in bytes, known before the first byte is read: the request's Content-Length needs it. */
	readonly size: number;
	/** Starts reading from the beginning. */
	open(): AsyncIterable<Uint8Array>;
}

/** Bytes per read. Larger ones do not upload faster here, smaller ones cost more calls. */
const CHUNK = 256 * 1024;

/**
 * Finds the file that an item carries.
 *
 * @param binaryPropertyName 'Input Data Field Name'
 * @throws InvalidInput when the item has no such file, or n8n's store has lost it
 */
export async function findFile(item: ItemReader, binaryPropertyName: string): Promise<FileSource> {
	const binary = assertBinaryData(item, binaryPropertyName);
	const { id, data } = binary;
	const [type, name] = [binary.mimeType, binary.fileName].map(textOrNone);
	if (id === undefined || id === '') return fileInMemory(data, name, type);

	const { size } = await metadata(item, id);
	const read = async function* () {
		yield* await item.helpers.getBinaryStream(id, CHUNK);
	};
	return { name, type, size, open: () => exactly(size, read) };
}

function assertBinaryData(item: ItemReader, binaryPropertyName: string): IBinaryData {
	try {
		const binary: unknown = item.helpers.assertBinaryData(item.itemIndex, binaryPropertyName);
		// n8n finds a function under a name that every object has, such as constructor.
		if (isFile(binary)) return binary;
	} catch {
		// Told below: n8n tells it without the parameter's name.
	}
	throw missing(binaryPropertyName);
}

function isFile(value: unknown): value is IBinaryData {
	const hasData = typeof value === 'object' && value !== null && 'data' in value;
	return hasData && typeof value.data === 'string';
}

/** What a Code node puts together need not be what n8n's types say. */
function textOrNone(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

async function metadata(item: ItemReader, id: string): Promise<{ readonly size: number }> {
	try {
		const { fileSize } = await item.helpers.getBinaryMetadata(id);
		return { size: fileSize };
	} catch {
		throw unreadable('is no longer in the storage of n8n');
	}
}

/** In memory mode n8n keeps files as base64; it is decoded piece by piece while it is sent. */
function fileInMemory(
	data: string,
	name: string | undefined,
	type: string | undefined,
): FileSource {
	const digits = toDigits(data);
	const size = sizeOf(digits.length);
	const read = async function* () {
		for (let start = 0; start < digits.length; start += CHUNK) {
			yield decode(digits.slice(start, start + CHUNK));
		}
	};
	return { name, type, size, open: () => exactly(size, read) };
}

/**
 * Passes on as many bytes as were announced. With fewer the server would wait for the rest until
 * the timeout, with more the connection would be out of step.
 */
async function* exactly(
	size: number,
	read: () => AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
	let sent = 0;
	try {
		for await (const chunk of read()) {
			sent += chunk.byteLength;
			if (sent > size) break;
			yield chunk;
		}
	} catch {
		throw unreadable('could not be read from the storage of n8n');
	}
	if (sent !== size) throw unreadable('changed its size while it was sent');
}

function missing(binaryPropertyName: string): InvalidInput {
	return new InvalidInput(
		'Input Data Field Name',
		`names '${binaryPropertyName.slice(0, 60)}', but the item has no file there`,
		'Look at the Binary tab of the input for the name of the file, and check that the node before still passes it on.',
	);
}

function unreadable(problem: string): InvalidInput {
	return new InvalidInput(
		'Input Data Field Name',
		`names a file that ${problem}`,
		'Run the workflow again from the node that provides the file.',
	);
}
