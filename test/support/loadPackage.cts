import './logLines.cts';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { PackageDirectoryLoader } from 'n8n-core';

export const repositoryRoot = resolve(__dirname, '..', '..');

const loaded = new Map<string, Promise<PackageDirectoryLoader>>();

function assertBuilt(folder: string): void {
	const { n8n } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
		n8n: { nodes: string[]; credentials: string[] };
	};
	const missing = [...n8n.nodes, ...n8n.credentials].find(
		(file) => !existsSync(join(folder, file)),
	);
	if (missing) throw new Error(`${missing} is missing in ${folder}: run "npm run build" first.`);
	if (folder === repositoryRoot && newest(['dist']) < newest(['nodes', 'credentials'])) {
		throw new Error('dist is older than nodes or credentials: run "npm run build" first.');
	}
}

/** When the newest file of these folders was changed, in milliseconds since 1970. */
function newest(folders: readonly string[]): number {
	const files = folders.flatMap((folder) =>
		readdirSync(join(repositoryRoot, folder), { recursive: true, withFileTypes: true }),
	);
	const times = files
		.filter((file) => file.isFile())
		.map((file) => statSync(join(file.parentPath, file.name)).mtimeMs);
	return Math.max(...times);
}

async function load(folder: string): Promise<PackageDirectoryLoader> {
	assertBuilt(folder);
	const loader = new PackageDirectoryLoader(folder);
	await loader.loadAll();
	return loader;
}

/** Loads a built package with n8n-core's own loader, once per folder. */
export async function loadPackage(
	folder: string = repositoryRoot,
): Promise<PackageDirectoryLoader> {
	const loading = loaded.get(folder) ?? load(folder);
	loaded.set(folder, loading);
	return await loading;
}
