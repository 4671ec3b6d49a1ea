import { disagreements, wrongAuthor, wrongRepository } from './check.cts';

const CHANGELOG = '# Changelog\n\n## 1.2.0\n\n- New.\n\n## 1.1.0\n';

test('a tag that is the version of package.json and CHANGELOG.md may be published', () => {
	expect(disagreements('1.2.0', '1.2.0', CHANGELOG)).toEqual([]);
});

test.each([
	['another tag', '1.2.1', '1.2.0', ['The tag is 1.2.1, package.json says 1.2.0']],
	['an empty tag', '', '1.2.0', ['The tag is , package.json says 1.2.0']],
	[
		'a forgotten changelog',
		'1.3.0',
		'1.3.0',
		['CHANGELOG.md begins with 1.2.0, package.json says 1.3.0'],
	],
	[
		'a forgotten package.json',
		'1.2.0',
		'1.1.0',
		[
			'CHANGELOG.md begins with 1.2.0, package.json says 1.1.0',
			'The tag is 1.2.0, package.json says 1.1.0',
		],
	],
])('refuses %s', (_, tag, packageVersion, found) => {
	expect(disagreements(tag, packageVersion, CHANGELOG)).toEqual(found);
});

test('refuses a tag while the changelog has something that is not released, which a change may have', () => {
	const unreleased = CHANGELOG.replace('## 1.2.0', '## Unreleased\n\n- Newer.\n\n## 1.2.0');
	expect(disagreements('1.2.0', '1.2.0', unreleased)).toEqual([
		'CHANGELOG.md has entries under Unreleased, which belong under the version of the tag',
	]);
	expect(disagreements(undefined, '1.2.0', unreleased)).toEqual([]);
});

test.each(['1.2.0-beta.1', '1.2.0-0', '1.2.0+build'])(
	'refuses %s, even when tag and changelog agree',
	(version) => {
		expect(disagreements(version, version, `# Changelog\n\n## ${version}\n`)).toEqual([
			`package.json says ${version}, and no prerelease is published: three numbers only, such as 1.2.0`,
		]);
	},
);

const ADDRESS = 'https://github.com/ann/n8n-nodes-islash.git';

test.each([
	ADDRESS,
	'https://github.com/ann/n8n-nodes-islash',
	'git@github.com:ann/n8n-nodes-islash.git',
	'ssh://git@github.com/ann/n8n-nodes-islash.git',
])('package.json may name the repository whose remote is %s', (remote) => {
	expect(wrongRepository(ADDRESS, remote)).toEqual([]);
});

test.each([
	['git@github.com:bob/n8n-nodes-islash.git', 'the remote git@github.com:bob/n8n-nodes-islash.git'],
	['/home/ann/n8n-nodes-islash', 'the remote /home/ann/n8n-nodes-islash'],
	[undefined, 'no remote named origin'],
])('nothing is published from a repository with another remote: %s', (remote, told) => {
	expect(wrongRepository(ADDRESS, remote)).toEqual([
		`package.json names the repository ${ADDRESS}, and git has ${told}. Run 'npm run release:address -- https://github.com/OWNER/NAME' with the address of this repository, or set the remote`,
	]);
});

test('nothing is published with an author whom no mail reaches', () => {
	expect(wrongAuthor({ email: 'ann@islash.example' })).toEqual([]);
	expect(wrongAuthor({ email: 'maintainers@example.com' })).toEqual([
		'package.json has maintainers@example.com as the address of its author: enter yours, npm and n8n show it',
	]);
});
