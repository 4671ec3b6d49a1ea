import type { IBinaryData, INodeProperties } from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { toFileContent } from './fileContent';
import type { ItemReader } from './reader';
import { isRecord, toText } from './values';

/** A file in n8n's storage. It can be read as often as needed, piece by piece. */
export interface FileSource {
	readonly name: string | undefined;
	readonly type: string | undefined;
	/** Length in bytes, known before the first byte is read: the request's Content-Length needs it. */
	readonly size: number;
	/** Tells files with the same name and size apart: n8n's ID, or the beginning of the content. */
	readonly source: string;
	/** Starts reading from the beginning. */
	open(): AsyncIterable<Uint8Array>;
}

/** Bytes per read. Larger reads do not upload faster, smaller reads cost more calls. */
const CHUNK = 256 * 1024;

export const binaryPropertyName: INodeProperties = {
	displayName: 'Input Data Field Name',
	name: 'binaryPropertyName',
	type: 'string',
	default: 'data',
	placeholder: 'e.g. data',
	description:
		'The name of the input field that holds the file to send. An expression may also give the file itself, such as {{ $binary.data }}.',
	hint: 'The Binary tab of the input shows the name, or its field _files does',
	displayOptions: { show: { attachment: ['binaryFile'] } },
};

const LABEL = binaryPropertyName.displayName;

/**
 * Finds the file that an item carries, or that an expression gives.
 *
 * @throws InvalidInput when there is no such file, it is empty, or n8n's storage has lost it
 */
export async function readBinaryFile(item: ItemReader): Promise<FileSource> {
	const { id, data, ...facts } = findBinaryData(item);
	const [type, name] = [facts.mimeType, facts.fileName].map(textOrNone);
	const file = id ? await storedFile(item, id) : fileInMemory(data);
	if (file.size > 0) return { name, ...file, type: type ?? file.type };
	throw new InvalidInput(
		LABEL,
		'names a file of 0 bytes',
		'Check the node that provides the file: its file is empty.',
	);
}

function findBinaryData(item: ItemReader): IBinaryData {
	const value = item.value(binaryPropertyName);
	if (isFile(value)) return value;
	// When n8n keeps files in memory, $binary in an expression has no content. The item has it.
	const [, plain, quoted] =
		/^=\{\{\s*\$binary(?:\.(\w+)|\[['"]([^'"]+)['"]\])\s*\}\}$/.exec(
			item.raw(binaryPropertyName),
		) ?? [];
	const name = plain ?? quoted ?? (isRecord(value) ? undefined : toText(LABEL, value));
	if (isRecord(value) && name === undefined) throw withoutContent();
	if (name === undefined || name.trim() === '') throw empty();
	// With the workflow's setting `binaryMode: combined` files are in the item's JSON.
	return (
		fileOfItem(item, name) ??
		fileOfItem(item, `_files[${JSON.stringify(name)}]`) ??
		throwMissing(name)
	);
}

function fileOfItem(item: ItemReader, path: string): IBinaryData | undefined {
	try {
		const binary: unknown = item.helpers.assertBinaryData(item.itemIndex, path);
		// n8n finds a function under a name that every object has, such as constructor.
		return isFile(binary) ? binary : undefined;
	} catch {
		return undefined; // n8n's own error does not name the parameter.
	}
}

/** A file has its content, or an ID in n8n's storage. An object of a Code node may have neither. */
function isFile(value: unknown): value is IBinaryData {
	if (!isRecord(value)) return false;
	return typeof value.data === 'string' || (typeof value.id === 'string' && value.id !== '');
}

/** The values of a Code node may have other types than n8n declares. */
function textOrNone(value: unknown): string | undefined {
	return typeof value === 'string' ? value : undefined;
}

async function storedFile(item: ItemReader, id: string) {
	const { fileSize: size } = await item.helpers.getBinaryMetadata(id).catch(() => {
		throw unreadable("is no longer in n8n's storage", RUN_AGAIN);
	});
	const read = async function* () {
		yield* await item.helpers.getBinaryStream(id, CHUNK);
	};
	return { size, type: undefined, source: id, open: () => exactly(size, read) };
}

function fileInMemory(data: string) {
	const content = toFileContent(data);
	if (content === undefined) {
		throw new InvalidInput(
			LABEL,
			'names a file without readable content: its data is not base64',
			"Check the node that provides the file. In a Code node, prepare the file with 'await this.helpers.prepareBinaryData(buffer, fileName)'.",
		);
	}
	const { size, type, read } = content;
	const stream = async function* () {
		yield* read();
	};
	return { size, type, source: data.slice(0, 1000), open: () => exactly(size, stream) };
}

/**
 * Passes on exactly the announced number of bytes. With fewer, the server would wait for the rest until
 * the timeout; with more, the connection would be out of step.
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
		throw unreadable("could not be read from n8n's storage");
	}
	if (sent !== size) throw unreadable('changed its size while it was being sent');
}

const RUN_AGAIN = 'Run the workflow again from the node that provides the file.';

/** While the file is read, messages of other items may already have been sent. */
const RETRY =
	'Retry the execution: messages that were already sent are not sent again. If that does not help, run the workflow again from the node that provides the file.';

function empty(): InvalidInput {
	return new InvalidInput(
		LABEL,
		'is empty',
		'Enter the name of the input field that holds the file, usually data.',
	);
}

function throwMissing(name: string): never {
	throw new InvalidInput(
		LABEL,
		`names '${name.slice(0, 60)}', but the item has no file there`,
		'Look up the name in the Binary tab of the input, or in the field _files of its JSON. Check that the previous node passes the file on.',
	);
}

function withoutContent(): InvalidInput {
	return new InvalidInput(
		LABEL,
		'gives an object that is not a file with content',
		"Enter the name of the file, such as data, or an expression that gives one file of another node, such as {{ $('Form').item.binary.data }}.",
	);
}

/**
 * Made by a function, as the lint rule `require-node-api-error` lets a catch throw errors of n8n alone:
 * InvalidInput becomes one in errors/nodeErrors.ts.
 */
function unreadable(problem: string, remedy = RETRY): InvalidInput {
	return new InvalidInput(LABEL, `names a file that ${problem}`, remedy);
}
