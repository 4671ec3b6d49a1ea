import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { anchorsOf, PAGES, read, ROOT } from './pages.cts';

/** Whatever a page, the editor or an example points at is there. */

const existsAt = (file: string) => existsSync(join(ROOT, file));

/** Targets of links and pictures, in Markdown and in HTML. */
function targetsOf(markdown: string): string[] {
	const links = [...markdown.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
	const sources = [...markdown.matchAll(/\b(?:src|srcset|href)="([^"]*)"/g)];
	const pictures = sources.flatMap(([, list = '']) =>
		list.split(',').map((one) => one.trim().replace(/\s.*/, '')),
	);
	return [...links, ...pictures];
}

function leadsSomewhere(page: string, target: string): boolean {
	if (/^https:\/\//.test(target)) return URL.canParse(target);
	const [path = '', anchor] = target.split('#');
	const file = path === '' ? page : normalize(join(dirname(page), path));
	if (!existsAt(file)) return false;
	return anchor === undefined || anchorsOf(read(file)).includes(anchor);
}

test.each(PAGES)('the links and pictures of %s lead somewhere', (page) => {
	const targets = targetsOf(read(page));
	expect(targets.filter((target) => !leadsSomewhere(page, target))).toEqual([]);
});

test('links, pictures and broken ones are found', () => {
	const page =
		'[a](README.md#install) ![b](docs/node.png) <img src="x.svg"> <source srcset="y.svg 2x, z.svg">';
	const targets = targetsOf(page);
	expect(targets).toEqual(['README.md#install', 'docs/node.png', 'x.svg', 'y.svg', 'z.svg']);
	const broken = [...targets, 'README.md#no-such-heading'].filter(
		(target) => !leadsSomewhere('README.md', target),
	);
	expect(broken).toEqual(['x.svg', 'y.svg', 'z.svg', 'README.md#no-such-heading']);
});

const { repository } = JSON.parse(read('package.json')) as { repository: { url: string } };
const ADDRESS = repository.url.replace(/\.git$/, '');

/** Whatever calls itself this package on GitHub, under any owner. */
const OWN = /(https:\/\/github\.com\/[\w-]+\/n8n-nodes-islash)((?:[\w#/-]|\.(?=\w))*)/g;

/** What GitHub itself has behind a repository's address. */
const PARTS_OF_GITHUB = ['', '.git', '/issues', '/security/advisories/new', '#readme'];

function isOurs(part: string): boolean {
	if (PARTS_OF_GITHUB.includes(part)) return true;
	const [, file, anchor] = /^(?:\/(?:blob|tree)\/main\/([^#]+))?(?:#(.+))?$/.exec(part) ?? [];
	if (file === undefined && anchor === undefined) return false;
	return leadsSomewhere('README.md', `${file ?? ''}${anchor === undefined ? '' : `#${anchor}`}`);
}

const published = ['credentials', 'nodes', 'examples', '.github']
	.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, String(file))),
	)
	.filter((file) => /\.(?:ts|json|ya?ml)$/.test(file));

test('package.json, credential and codex name one repository, and a heading of its README or a file', () => {
	const named = [...PAGES, 'package.json', ...published].flatMap((file) =>
		[...read(file).matchAll(OWN)].map(([, address, part = '']) => ({ file, address, part })),
	);
	expect(named.filter(({ address }) => address !== ADDRESS)).toEqual([]);
	expect(named).toContainEqual({
		file: 'credentials/ISlashApi.credentials.ts',
		address: ADDRESS,
		part: '#credential',
	});
	expect(named).toContainEqual({
		file: 'nodes/ISlash/ISlash.node.json',
		address: ADDRESS,
		part: '#credential',
	});
	expect(named.filter(({ part }) => !isOurs(part))).toEqual([]);
	const wrong = ['#no-such-heading', '/blob/main/docs/none.md', '/wiki'];
	expect(wrong.filter(isOurs)).toEqual([]);
});

test.each(['CONTRIBUTING.md', 'SECURITY.md'])(
	'the files and folders that %s names exist',
	(page) => {
		const text = read(page).replace(/https:\/\/\S+/g, '');
		const files = [...text.matchAll(/(?:[\w.-]+\/)+[\w.-]+\.(?:[cm]?[tj]s|json|md|yml)\b/g)];
		const folders = [...text.matchAll(/`((?:[\w.-]+\/)+[\w-]*)`/g)];
		const named = [...files.map(([file]) => file), ...folders.map(([, folder = '']) => folder)];
		expect(named.length).toBeGreaterThan(3);
		// The node's own files go by their path within its folder.
		const missing = named.filter(
			(path) => !existsAt(path) && !existsAt(join('nodes/ISlash', path)),
		);
		expect(missing).toEqual([]);
	},
);

test.each(PAGES)('every npm command in %s exists', (page) => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const named = [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, script = '']) => script);
	expect(named.filter((script) => !(script in scripts))).toEqual([]);
});
