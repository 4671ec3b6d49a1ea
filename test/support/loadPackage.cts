import './logLines.cts';
import { existsSync, readFileSync } from 'node:fs';
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
