import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type ProcessedData, ProcessedKeys, type ProcessedRow } from './deduplicator.cts';

/** Longest time between reading and writing in one access, in milliseconds. */
const LONGEST_ACCESS = 15;

/** n8n's table of processed data for several processes: files in a folder, without any lock. */
export class SharedKeys extends ProcessedKeys {
	constructor(private readonly folder: string) {
		super();
	}

	override async readRow(name: string): Promise<ProcessedRow | undefined> {
		const text = await readFile(this.fileOf(name), 'utf8').catch(() => undefined);
		await wait(Math.random() * LONGEST_ACCESS);
		return text === undefined ? undefined : (JSON.parse(text) as ProcessedRow);
	}

	// If two processes insert the same row, a database lets one succeed; so does a file system with links.
	override async insert(name: string, data: ProcessedData, mode = 'entries'): Promise<void> {
		const draft = await this.draft(name, { mode, data });
		await link(draft, this.fileOf(name)).finally(async () => await rm(draft));
	}

	// As in a database, an update of a row that was deleted meanwhile makes none.
	override async update(name: string, data: ProcessedData): Promise<void> {
		const row = await this.readRow(name);
		if (!row) return;
		const draft = await this.draft(name, { ...row, data });
		if (existsSync(this.fileOf(name))) await rename(draft, this.fileOf(name));
		else await rm(draft);
	}

	override async remove(row: string): Promise<void> {
		await rm(this.fileOf(row), { force: true });
	}

	private async draft(row: string, content: ProcessedRow): Promise<string> {
		const draft = `${this.fileOf(row)}.${process.pid}.${Math.random()}`;
		await writeFile(draft, JSON.stringify(content));
		return draft;
	}

	private fileOf(row: string): string {
		return join(this.folder, createHash('sha256').update(row).digest('hex'));
	}
}
