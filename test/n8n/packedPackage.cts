import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROJECT_FOLDER } from './hostPlans.cts';
import { runCommand } from './runCommand.cts';

/** The package as a user would download it. */
export interface PackedPackage {
	readonly name: string;
	readonly version: string;
	readonly tarball: string;
}

/** Packs the built project as publishing does, into a folder that is the caller's to remove. */
export async function packPackage(folder?: string): Promise<PackedPackage> {
	const destination = folder ?? (await mkdtemp(join(tmpdir(), 'islash-package-')));
	const output = await runCommand(
		'npm',
		['pack', '--json', '--ignore-scripts', '--pack-destination', destination],
		{ cwd: PROJECT_FOLDER },
	);
	const [packed] = JSON.parse(output) as Array<{ name: string; version: string; filename: string }>;
	if (!packed) throw new Error('npm pack made no package');
	return {
		name: packed.name,
		version: packed.version,
		tarball: join(destination, packed.filename),
	};
}

/** Where n8n keeps community packages in a home (the folder named by N8N_USER_FOLDER). */
export function communityFolder(home: string): string {
	return join(home, '.n8n', 'nodes');
}

function packageFolder(home: string, packed: PackedPackage): string {
	return join(communityFolder(home), 'node_modules', packed.name);
}

/**
 * Installs the package into an n8n home, step by step as n8n's own community package service does
 * (which itself takes packages from a registry only): unpack, drop dev, peer and optional
 * dependencies, install without scripts, note it in the list of installed packages.
 */
export async function installPackage(home: string, packed: PackedPackage): Promise<void> {
	const folder = packageFolder(home, packed);
	await rm(folder, { recursive: true, force: true });
	await mkdir(folder, { recursive: true });
	await runCommand('tar', ['-xzf', packed.tarball, '-C', folder, '--strip-components=1']);
	const manifest = join(folder, 'package.json');
	const { devDependencies, peerDependencies, optionalDependencies, ...kept } = JSON.parse(
		await readFile(manifest, 'utf8'),
	);
	void [devDependencies, peerDependencies, optionalDependencies];
	await writeFile(manifest, JSON.stringify(kept, null, 2));
	await runCommand('npm', [...INSTALL_AS_N8N_DOES], { cwd: folder });
	await changeList(home, (list) => ({ ...list, [packed.name]: packed.version }));
}

const INSTALL_AS_N8N_DOES = [
	'install',
	'--audit=false',
	'--fund=false',
	'--bin-links=false',
	'--install-strategy=shallow',
	'--ignore-scripts=true',
	'--package-lock=false',
] as const;

/** Removes the package from an n8n home as n8n's "Uninstall package" does. */
export async function removePackage(home: string, packed: PackedPackage): Promise<void> {
	await rm(packageFolder(home, packed), { recursive: true, force: true });
	await changeList(home, (list) =>
		Object.fromEntries(Object.entries(list).filter(([name]) => name !== packed.name)),
	);
}

type InstalledVersions = Readonly<Record<string, string>>;

async function changeList(
	home: string,
	change: (list: InstalledVersions) => InstalledVersions,
): Promise<void> {
	const file = join(communityFolder(home), 'package.json');
	const empty = { name: 'installed-nodes', private: true, dependencies: {} };
	const list = await readFile(file, 'utf8').then(JSON.parse, () => empty);
	await writeFile(
		file,
		JSON.stringify({ ...list, dependencies: change(list.dependencies) }, null, 2),
	);
}
