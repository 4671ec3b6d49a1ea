import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { read, ROOT } from './pages.cts';

/** What GitHub runs: the checks of every change, and the publishing of a version. */

const FOLDER = '.github/workflows';
const FILES = readdirSync(join(ROOT, FOLDER));
const checks = read(`${FOLDER}/ci.yml`);
const publish = read(`${FOLDER}/publish.yml`);

/** The lines of a job, from its name to the next one's. */
function job(workflow: string, name: string): string {
	const [, lines] = new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n)+)`, 'm').exec(workflow) ?? [];
	return lines ?? '';
}

/** What the steps of a job run or use, one after the other. */
function stepsOf(lines: string): string[] {
	return [...lines.matchAll(/^\s+(?:- )?(?:run|uses): (?!\|$)(.+)$/gm)].map(
		([, step = '']) => step,
	);
}

test('there are two workflows', () => {
	expect([...FILES].sort()).toEqual(['ci.yml', 'publish.yml']);
});

test.each(FILES)(
	'every action in %s is pinned by its commit, with its version beside it',
	(file) => {
		const actions = [...read(`${FOLDER}/${file}`).matchAll(/\buses:(.*)/g)].map(([, used]) => used);
		expect(actions.length).toBeGreaterThan(1);
		const loose = actions.filter(
			(action = '') => !/^ [\w-]+\/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/.test(action),
		);
		expect(loose).toEqual([]);
	},
);

test.each(FILES)('every npm command in %s exists', (file) => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const text = read(`${FOLDER}/${file}`);
	const named = [...text.matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
	const [, matrix = ''] = /command: \[(.*)\]/.exec(text) ?? [];
	const chosen = [...matrix.matchAll(/'([\w:]+)/g)].map(([, script = '']) => script);
	expect([...named, ...chosen].filter((script) => !(script in scripts))).toEqual([]);
});

describe('a change is checked', () => {
	test('on every Node that n8n runs on: lint, types, tests, scan, and whether it could be released', () => {
		expect(job(checks, 'fast')).toContain("node: ['20', '22', '24']");
		expect(job(checks, 'fast')).toContain('node-version: ${{ matrix.node }}');
		expect(stepsOf(job(checks, 'fast')).slice(2)).toEqual([
			'npm ci',
			'npm test',
			'npm run scan',
			'npm run release:check -- --any-owner',
			'npm start',
		]);
	});

	test('in the oldest n8n and in the newest, with the Chrome that is on the runner', () => {
		expect(job(checks, 'n8n')).toContain('n8n: [oldest, newest]');
		expect(stepsOf(job(checks, 'n8n'))).toContain('npm run test:e2e -- --n8n ${{ matrix.n8n }}');
		expect(job(checks, 'n8n')).toContain('CHROMIUM: /usr/bin/google-chrome');
	});

	test('with broken connections, in queue mode with Redis and PostgreSQL, and for its speed', () => {
		const lines = job(checks, 'hard');
		expect(lines).toContain("command: ['test:faults', 'test:queue', 'bench -- --small']");
		expect(stepsOf(lines).slice(2)).toEqual([
			'npm ci',
			'sudo apt-get update && sudo apt-get install -y redis-server postgresql',
			'npm run ${{ matrix.command }}',
		]);
	});

	test('without a right to change anything', () => {
		expect(checks).toContain('permissions:\n  contents: read\n');
		expect(checks).not.toMatch(/: write\b/);
		expect(checks).not.toContain('secrets.');
	});
});

describe('a version is published', () => {
	test('for a tag of three numbers, which leaves prereleases out', () => {
		expect(publish).toContain("on:\n  push:\n    tags: ['[0-9]+.[0-9]+.[0-9]+']\n");
	});

	test('after the tag was compared, the tests and the scan', () => {
		expect(stepsOf(job(publish, 'publish')).slice(2)).toEqual([
			'npm ci',
			'npm run release:check -- --tag "$GITHUB_REF_NAME"',
			'npm test',
			'npm run scan',
		]);
		const [before = '', after = ''] = publish.split('- name: Publish\n');
		expect(before).toContain('- run: npm run scan\n');
		expect(before).not.toMatch(/npm (?:run release$|publish)/m);
		expect(after).toMatch(/^\s+npm run release$/m);
	});

	test('with provenance, which GitHub signs: the job may have an identity and write nothing', () => {
		expect(publish).toContain('permissions:\n  contents: read\n');
		const [, permissions = ''] = /\n {4}permissions:\n((?: {6}.+\n)+)/.exec(publish) ?? [];
		expect(permissions.replace(/ *#.*/g, '')).toBe('      contents: read\n      id-token: write\n');
		expect(publish.match(/: write\b/g)).toEqual([': write']);
	});
});
