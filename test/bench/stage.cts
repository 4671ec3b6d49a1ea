import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { PackedPackage } from '../n8n/packedPackage.cts';
import type { BenchN8n } from './benchN8n.cts';
import type { Finding } from './row.cts';
import type { Megabytes, Scale } from './scale.cts';

/** Everything a measurement works with. */
export interface Stage {
	readonly n8n: BenchN8n;
	readonly packed: PackedPackage;
	readonly scale: Scale;
	/** A file of that size with random bytes. */
	file(size: Megabytes): Promise<string>;
}

export interface Measurement {
	/** For `--only`, and for people who wait. */
	readonly name: string;
	readonly measure: (stage: Stage) => Promise<Finding>;
}

export const MEGABYTE = 1_000_000;

const RANDOM_FROM = '/dev/urandom';

/** Writes a file of random bytes, which nothing on the way can compress or deduplicate. */
export async function makeFile(folder: string, size: Megabytes): Promise<string> {
	const path = join(folder, `${size} MB.bin`);
	await mkdir(folder, { recursive: true });
	await rm(path, { force: true });
	const [source, target] = [await open(RANDOM_FROM), await open(path, 'w')];
	const chunk = Buffer.allocUnsafe(MEGABYTE);
	for (let written = 0; written < size; written++) {
		await source.read(chunk, 0, MEGABYTE, null);
		await target.write(chunk);
	}
	await Promise.all([source.close(), target.close()]);
	return path;
}
