import { Readable } from 'node:stream';
import { BinaryDataService } from 'n8n-core';
import type { INodeExecutionData } from 'n8n-workflow';
import { Container } from './n8nServices.cts';

/** A file in a store of n8n's that only this test knows, as n8n keeps files in its database. */
export interface StoredFile {
	/** The size according to n8n's store. */
	readonly announcedSize: number;
	/** The chunks of the file, made again for every reading. */
	readonly content: () => Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** What was done with the files of the store. */
export interface FileStore {
	/** Adds a file and gives the item that carries it in the field `data`. */
	add(file: StoredFile): INodeExecutionData;
	/** Forgets all files, as n8n does when it prunes executions. */
	removeAll(): void;
	readonly opened: number;
	readonly bytesRead: number;
	/** Times that somebody asked for a whole file at once. */
	readonly readWhole: number;
}

const MODE = 'database';

function counted(file: StoredFile, note: (bytes: number) => void): Readable {
	async function* read() {
		for await (const chunk of file.content()) {
			note(chunk.length);
			yield chunk;
		}
	}
	// One chunk ahead of the reader, as a file's own stream.
	return Readable.from(read(), { objectMode: false, highWaterMark: 64 * 1024 });
}

/** Makes such a store n8n's own for its mode `database` in this process. */
export function useFileStore(): FileStore {
	const files = new Map<string, StoredFile>();
	const seen = { opened: 0, bytesRead: 0, readWhole: 0 };
	const find = (id: string): StoredFile => {
		const file = files.get(id);
		if (!file) throw new Error(`No file ${id}`);
		return file;
	};
	const manager = {
		getMetadata: async (id: string) => ({ fileSize: find(id).announcedSize }),
		getAsStream: async (id: string) => {
			const file = find(id);
			seen.opened += 1;
			return counted(file, (bytes) => {
				seen.bytesRead += bytes;
			});
		},
		getAsBuffer: async (id: string) => {
			seen.readWhole += 1;
			return Buffer.concat(await Readable.from(find(id).content()).toArray());
		},
	};
	Container.get(BinaryDataService).setManager(MODE, manager as never);
	return Object.assign(seen, {
		add: (file: StoredFile) => {
			const id = String(files.size + 1);
			files.set(id, file);
			const binary = { id: `${MODE}:${id}`, data: MODE, mimeType: 'video/mp4', fileName: 'a.mp4' };
			return { json: {}, binary: { data: binary } };
		},
		removeAll: () => files.clear(),
	});
}
