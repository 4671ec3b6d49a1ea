import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Everything that can be checked of a release before it happens: that the tag, package.json and
 * CHANGELOG.md name the same version, which is no prerelease; that package.json names the repository
 * that this is, and an author who can be reached; and that npm would publish it. Publishes nothing.
 *
 * Usage: `npm run release:check`, in the publishing workflow with `-- --tag 1.2.3`. With
 * `-- --any-owner` it leaves out the repository and the author: for copies that nobody publishes.
 */
const ROOT = resolve(__dirname, '../..');

/** The newest version that the changelog has an entry for. */
function versionOfChangelog(changelog: string): string | undefined {
	return /^## (\d+\.\d+\.\d+\S*)/m.exec(changelog)?.[1];
}

/** Sentences on what is wrong with the version in package.json; none when a release may go out. */
export function disagreements(
	tag: string | undefined,
	packageVersion: string,
	changelog: string,
): readonly string[] {
	const logged = versionOfChangelog(changelog);
	return [
		...(/^\d+\.\d+\.\d+$/.test(packageVersion)
			? []
			: [
					`package.json says ${packageVersion}, and no prerelease is published: three numbers only, such as 1.2.0`,
				]),
		...(logged === packageVersion
			? []
			: [
					`CHANGELOG.md begins with ${logged ?? 'no version'}, package.json says ${packageVersion}`,
				]),
		...(tag === undefined || !/^## Unreleased\b/m.test(changelog)
			? []
			: ['CHANGELOG.md has entries under Unreleased, which belong under the version of the tag']),
		...(tag === undefined || tag === packageVersion
			? []
			: [`The tag is ${tag}, package.json says ${packageVersion}`]),
	];
}

/** `owner/name` of an address on GitHub, in each form that git and npm know; others as they are. */
function repositoryOf(address: string): string {
	const path = /^(?:git\+)?(?:https:\/\/|ssh:\/\/git@|git@)github\.com[/:](.+)$/.exec(address)?.[1];
	return (path ?? address).replace(/\/$/, '').replace(/\.git$/, '');
}

/** A sentence when package.json names another repository than the one that is published. */
export function wrongRepository(address: string, remote: string | undefined): readonly string[] {
	if (remote !== undefined && repositoryOf(address) === repositoryOf(remote)) return [];
	const told = remote === undefined ? 'no remote named origin' : `the remote ${remote}`;
	return [
		`package.json names the repository ${address}, and git has ${told}. Run 'npm run release:address -- https://github.com/OWNER/NAME' with the address of this repository, or set the remote`,
	];
}

function remoteOf(folder: string): string | undefined {
	const git = spawnSync('git', ['remote', 'get-url', 'origin'], { cwd: folder, encoding: 'utf8' });
	return git.status === 0 ? git.stdout.trim() : undefined;
}

/** A sentence when package.json has the address of nobody: RFC 2606 keeps example.com for this. */
export function wrongAuthor({ email }: { readonly email: string }): readonly string[] {
	if (!/@example\.com$/.test(email)) return [];
	return [
		`package.json has ${email} as the address of its author: enter yours, npm and n8n show it`,
	];
}

interface Manifest {
	readonly version: string;
	readonly author: { readonly email: string };
	readonly repository: { readonly url: string };
}

function objectionsTo({ version, author, repository }: Manifest, options: readonly string[]) {
	const at = options.indexOf('--tag');
	const tag = at < 0 ? undefined : (options[at + 1] ?? '');
	const found = disagreements(tag, version, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'));
	if (options.includes('--any-owner')) return found;
	return [...found, ...wrongRepository(repository.url, remoteOf(ROOT)), ...wrongAuthor(author)];
}

function main(options: readonly string[]): void {
	const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
	const found = objectionsTo(manifest, options);
	found.forEach((sentence) => console.log(`✖ ${sentence}`));
	if (found.length > 0) {
		process.exitCode = 1;
		return;
	}
	console.log(`✔ Version ${manifest.version} everywhere`);
	// RELEASE_MODE is how n8n-node's own release command gets past `prepublishOnly`.
	execFileSync('npm', ['publish', '--dry-run', '--tag', 'check'], {
		cwd: ROOT,
		env: { ...process.env, RELEASE_MODE: 'true' },
		stdio: 'inherit',
	});
	console.log('✔ npm would publish this');
}

if (require.main === module) main(process.argv.slice(2));
