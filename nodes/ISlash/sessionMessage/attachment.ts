import type { IBinaryData, IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../invalidInput';
import { readFileText } from './base64';

/**
 * A file in n8n's binary store that can be read as often as needed and is never held as a whole.
 */
export interface FileSource {
	readonly name: string | undefined;
	readonly type: string | undefined;
	/** Length in bytes, known before the first byte is read: the request's Content-Length needs it. */
	readonly size: number;
	/** Where n8n keeps it; `undefined` while n8n keeps it in memory. */
	readonly id: string | undefined;
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
export async function findFile(
	context: IExecuteFunctions,
	itemIndex: number,
	binaryPropertyName: string,
): Promise<FileSource> {
	const binary = assertBinaryData(context, itemIndex, binaryPropertyName);
	const { id, data } = binary;
	const [type, name] = [binary.mimeType, binary.fileName].map(textOrNone);
	if (id === undefined || id === '') return fileInMemory(data, name, type);

	const { size } = await metadata(context, id);
	const read = async function* () {
		yield* await context.helpers.getBinaryStream(id, CHUNK);
	};
	return { name, type, size, id, open: () => exactly(size, read) };
}

function assertBinaryData(
	context: IExecuteFunctions,
	itemIndex: number,
	binaryPropertyName: string,
): IBinaryData {
	try {
		const binary: unknown = context.helpers.assertBinaryData(itemIndex, binaryPropertyName);
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

async function metadata(
	context: IExecuteFunctions,
	id: string,
): Promise<{ readonly size: number }> {
	try {
		const { fileSize } = await context.helpers.getBinaryMetadata(id);
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
	const text = readFileText(data);
	if (text.kind === 'placeholder')
		throw unreadable(`is stored in '${text.store}', but has no ID there`);
	if (text.kind === 'notBase64') throw notBase64();
	const read = async function* () {
		yield* text.read();
	};
	const { size } = text;
	return { name, type: type ?? text.type, size, id: undefined, open: () => exactly(size, read) };
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

function notBase64(): InvalidInput {
	return new InvalidInput(
		'Input Data Field Name',
		'names a file whose data is not base64',
		'In a Code node, make the data with Buffer.from(…).toString("base64") or this.helpers.prepareBinaryData().',
	);
}

function unreadable(problem: string): InvalidInput {
	return new InvalidInput(
		'Input Data Field Name',
		`names a file that ${problem}`,
		'Run the workflow again from the node that provides the file.',
	);
}
