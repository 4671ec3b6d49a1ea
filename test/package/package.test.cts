import { execFileSync } from 'node:child_process';
import {
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
	symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative, resolve } from 'node:path';
import { packPackage } from '../n8n/packedPackage.cts';
import { startSandbox } from '../sandbox/server.cts';
import { loadPackage, repositoryRoot } from '../support/loadPackage.cts';
import { message, send } from '../support/send.cts';

/** The package as npm publishes it and n8n installs it. */

let folder: string;
let tarball: string;
const unpacked = () => join(folder, 'package');

beforeAll(async () => {
	folder = mkdtempSync(join(tmpdir(), 'islash-package-'));
	({ tarball } = await packPackage(folder));
	execFileSync('tar', ['-xzf', tarball, '-C', folder]);
	// The one module that n8n gives to the packages it loads.
	mkdirSync(join(folder, 'node_modules'));
	const own = dirname(require.resolve('n8n-workflow/package.json'));
	symlinkSync(own, join(folder, 'node_modules', 'n8n-workflow'));
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const files = (under = unpacked()): string[] =>
	readdirSync(under, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => relative(unpacked(), join(entry.parentPath, entry.name)))
		.sort();

test('it is smaller than 100 kB', () => {
	expect(statSync(tarball).size).toBeLessThan(100_000);
	expect(statSync(tarball).size).toBeGreaterThan(10_000);
});

test('it holds dist, README, LICENSE, CHANGELOG and package.json only', () => {
	const beside = files().filter((file) => !file.startsWith('dist/'));
	expect(beside).toEqual(['CHANGELOG.md', 'LICENSE.md', 'README.md', 'package.json']);
});

test('its dist is the compiled node and credential, their icons, codex and schemas', () => {
	const dist = files(join(unpacked(), 'dist'));
	expect(dist.filter((file) => !file.endsWith('.js'))).toEqual([
		'dist/icons/iSlash.dark.svg',
		'dist/icons/iSlash.svg',
		'dist/nodes/ISlash/ISlash.node.json',
		'dist/nodes/ISlash/ISlashTrigger.node.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/contact/addLabel.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/contact/getAll.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/contact/removeLabel.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/label/getAll.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/sessionMessage/send.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/sessionMessage/sendAndWait.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/sticker/getAll.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/templateMessage/getAll.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/templateMessage/schedule.json',
		'dist/nodes/ISlash/__schema__/v1.0.0/templateMessage/send.json',
	]);
	const sources = ['nodes', 'credentials'].flatMap((part) =>
		readdirSync(join(repositoryRoot, part), { recursive: true })
			.map((file) => join('dist', part, String(file)))
			.filter((file) => file.endsWith('.ts')),
	);
	expect(dist.filter((file) => file.endsWith('.js'))).toEqual(
		sources.map((file) => file.replace(/\.ts$/, '.js')).sort(),
	);
	expect(dist.filter((file) => /test|\.map$|\.d\.ts$|tsbuildinfo/.test(file))).toEqual([]);
});

test('its icons are the very files of the source', () => {
	for (const icon of ['icons/iSlash.svg', 'icons/iSlash.dark.svg']) {
		const shipped = readFileSync(join(unpacked(), 'dist', icon));
		expect(shipped.equals(readFileSync(join(repositoryRoot, icon)))).toBe(true);
	}
});

test('it has no dependency at run time, and the fields that n8n demands', () => {
	const manifest: unknown = JSON.parse(readFileSync(join(unpacked(), 'package.json'), 'utf8'));
	expect(manifest).not.toHaveProperty('dependencies');
	expect(manifest).not.toHaveProperty('optionalDependencies');
	expect(manifest).not.toHaveProperty('bundledDependencies');
	expect(manifest).toMatchObject({
		name: 'n8n-nodes-islash',
		license: 'MIT',
		keywords: expect.arrayContaining(['n8n-community-node-package']),
		peerDependencies: { 'n8n-workflow': '*' },
		n8n: {
			n8nNodesApiVersion: 1,
			strict: true,
			credentials: ['dist/credentials/ISlashApi.credentials.js'],
			nodes: ['dist/nodes/ISlash/ISlash.node.js', 'dist/nodes/ISlash/ISlashTrigger.node.js'],
		},
	});
	const scripts = Object.keys((manifest as { scripts: object }).scripts);
	expect(scripts.filter((name) => /install|^prepare$|^prepublish$/.test(name))).toEqual([]);
});

test('its code requires nothing but n8n-workflow and its own files', () => {
	const required = files(join(unpacked(), 'dist'))
		.filter((file) => file.endsWith('.js'))
		.flatMap((file) => {
			const code = readFileSync(join(unpacked(), file), 'utf8');
			const found = [...code.matchAll(/\b(?:require|import)\s*\(\s*(['"`]?)([^'"`)]*)\1\s*\)/g)];
			return found.map(([, , name = '']) => ({ file, name }));
		});
	expect(required.length).toBeGreaterThan(30);
	for (const { file, name } of required) {
		if (name === 'n8n-workflow') continue;
		expect(name).toMatch(/^\.\.?\//);
		const target = relative(unpacked(), resolve(unpacked(), dirname(file), `${name}.js`));
		expect(files()).toContain(target);
	}
});

test('it is loaded by n8n from a folder of its own, and sends a message', async () => {
	const loader = await loadPackage(unpacked());
	expect(loader.types.nodes.map(({ name }) => name)).toEqual(['iSlash', 'iSlashTrigger']);
	expect(loader.types.credentials.map(({ name }) => name)).toEqual(['iSlashApi']);

	const sandbox = await startSandbox({ page: false });
	const items = [message('85256872847', 'Hello')];
	const run = await send({ host: sandbox.url }, items, { packageFolder: unpacked() });
	expect(run.error()).toBeUndefined();
	expect(sandbox.messages).toMatchObject([{ identity: '85256872847', text: 'Hello' }]);
	await sandbox.close();
});
