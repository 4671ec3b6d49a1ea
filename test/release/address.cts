import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/**
 * Writes the address of the repository wherever it stands: in package.json, the credential, the
 * codex files, the pages and the tests.
 *
 * Usage: `npm run release:address -- https://github.com/OWNER/NAME`
 */
const ROOT = resolve(__dirname, '../..');

function main(given: string | undefined): void {
	const address = /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+$/.exec(given ?? '')?.[0];
	if (address === undefined) {
		console.log('✖ Give the address of the repository, such as https://github.com/OWNER/NAME');
		process.exitCode = 1;
		return;
	}
	const { repository } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
		repository: { url: string };
	};
	const old = repository.url.replace(/\.git$/, '');
	// git grep ends with 1 if it finds nothing; package.json always has the address.
	const found = execFileSync('git', ['grep', '--files-with-matches', '--fixed-strings', old], {
		cwd: ROOT,
		encoding: 'utf8',
	});
	for (const file of found.trim().split('\n')) {
		const path = join(ROOT, file);
		writeFileSync(path, readFileSync(path, 'utf8').replaceAll(old, address.replace(/\.git$/, '')));
		console.log(`✔ ${file}`);
	}
}

if (require.main === module) main(process.argv[2]);
