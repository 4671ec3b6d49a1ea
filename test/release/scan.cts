import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ESLint, type Linter } from 'eslint';

/** What n8n runs on a package before it verifies it: once on the sources, once on the tarball. */
interface Scanner {
	readonly SOURCE_FILE_PATTERNS: string[];
	analyzePackage(
		folder: string,
		patterns: string[],
	): Promise<{ passed: boolean; message?: string; details?: string }>;
	buildScanConfig(): Promise<Linter.Config[]>;
}

const ROOT = resolve(__dirname, '../..');

/** The scanner itself always exits with 0, and does not report warnings. */
async function scan(
	scanner: Scanner,
	what: string,
	folder: string,
	patterns: string[],
): Promise<boolean> {
	const verdict = await scanner.analyzePackage(folder, patterns);
	const eslint = new ESLint({
		cwd: folder,
		allowInlineConfig: false,
		overrideConfigFile: true,
		overrideConfig: await scanner.buildScanConfig(),
		ignorePatterns: ['node_modules/**'],
	});
	const results = await eslint.lintFiles(patterns);
	const warnings = results.filter(({ warningCount }) => warningCount > 0);
	const passed = verdict.passed && warnings.length === 0;

	console.log(`${passed ? '✔' : '✖'} ${what}: ${results.length} files`);
	if (!verdict.passed) console.log(verdict.details ?? verdict.message);
	if (warnings.length > 0)
		console.log(await (await eslint.loadFormatter('stylish')).format(warnings));
	return passed && results.length > 0;
}

function unpackTarball(folder: string): string {
	const npm = (...args: string[]) => execFileSync('npm', args, { cwd: ROOT, encoding: 'utf8' });
	npm('pack', '--ignore-scripts', '--silent', '--pack-destination', folder);
	const name = `n8n-nodes-islash-${process.env.npm_package_version ?? '*'}.tgz`;
	execFileSync('sh', ['-c', `tar -xzf ${name}`], { cwd: folder });
	return join(folder, 'package');
}

async function main(): Promise<void> {
	const scanner = (await import(
		'@n8n/scan-community-package/scanner/scanner.mjs' as string
	)) as Scanner;
	const folder = mkdtempSync(join(tmpdir(), 'islash-scan-'));
	try {
		const sources = await scan(scanner, 'Sources', ROOT, scanner.SOURCE_FILE_PATTERNS);
		const tarball = await scan(scanner, 'Tarball', unpackTarball(folder), [
			'**/*.js',
			'package.json',
		]);
		process.exitCode = sources && tarball ? 0 : 1;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}

main().catch((error: unknown) => {
	console.error(error);
	process.exitCode = 1;
});
