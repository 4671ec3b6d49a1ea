import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Everything that can be checked of a release before it happens: that the tag, package.json and
 * CHANGELOG.md name the same version, which is no prerelease, and that npm would publish it.
 * Publishes nothing.
 *
 * Usage: `npm run release:check`, in the publishing workflow with `-- --tag 1.2.3`.
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

function main(): void {
	const at = process.argv.indexOf('--tag');
	const tag = at < 0 ? undefined : (process.argv[at + 1] ?? '');
	const { version } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		version: string;
	};
	const found = disagreements(tag, version, readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'));
	found.forEach((sentence) => console.log(`✖ ${sentence}`));
	if (found.length > 0) {
		process.exitCode = 1;
		return;
	}
	console.log(`✔ Version ${version} everywhere`);
	// RELEASE_MODE is how n8n-node's own release command gets past `prepublishOnly`.
	execFileSync('npm', ['publish', '--dry-run', '--tag', 'check'], {
		cwd: ROOT,
		env: { ...process.env, RELEASE_MODE: 'true' },
		stdio: 'inherit',
	});
	console.log('✔ npm would publish this');
}

if (require.main === module) main();
