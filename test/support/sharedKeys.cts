import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { ProcessedKeys } from './deduplicator.cts';

/** Longest time between what an access reads and what it writes, in milliseconds. */
const LONGEST_ACCESS = 15;

/** n8n's table of processed data for several processes: files in a folder, without any lock. */
export class SharedKeys extends ProcessedKeys {
	constructor(private readonly folder: string) {
		super();
	}

	override async read(row: string): Promise<readonly string[] | undefined> {
		const file = this.fileOf(row);
		if (!existsSync(file)) return undefined;
		const hashes = JSON.parse(await readFile(file, 'utf8')) as readonly string[];
		await wait(Math.random() * LONGEST_ACCESS);
		return hashes;
	}

	// Of two who insert the same row, a database lets one; so does a file system with links.
	override async insert(row: string, hashes: readonly string[]): Promise<void> {
		const draft = await this.draft(row, hashes);
		await link(draft, this.fileOf(row)).finally(async () => await rm(draft));
	}

	// As in a database, an update of a row that was deleted meanwhile makes none.
	override async update(row: string, hashes: readonly string[]): Promise<void> {
		const draft = await this.draft(row, hashes);
		if (existsSync(this.fileOf(row))) await rename(draft, this.fileOf(row));
		else await rm(draft);
	}

	override async remove(row: string): Promise<void> {
		await rm(this.fileOf(row), { force: true });
	}

	private async draft(row: string, hashes: readonly string[]): Promise<string> {
		const draft = `${this.fileOf(row)}.${process.pid}.${Math.random()}`;
		await writeFile(draft, JSON.stringify(hashes));
		return draft;
	}

	private fileOf(row: string): string {
		return join(this.folder, createHash('sha256').update(row).digest('hex'));
	}
}
