import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { INodeProperties } from 'n8n-workflow';
import { properties } from '../../nodes/ISlash/description/properties.ts';
import { TEXTS } from '../../nodes/ISlash/api/failureTexts.ts';

const ROOT = resolve(__dirname, '../..');
const PAGES = ['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'];
const readme = read('README.md');

/** Chosen by the editor from the action, never seen by users. */
const HIDDEN = ['resource', 'operation', 'options'];

function read(page: string): string {
	return readFileSync(join(ROOT, page), 'utf8');
}

function optionsOf(parameter: INodeProperties | undefined): INodeProperties[] {
	return (parameter?.options ?? []) as INodeProperties[];
}

const parameters = [
	...properties.filter(({ name }) => !HIDDEN.includes(name)),
	...optionsOf(properties.find(({ name }) => name === 'options')),
];

test.each(parameters.map(({ displayName, name }) => [displayName, name]))(
	"'%s' stands in the README with its name %s",
	(displayName, name) => {
		expect(readme).toContain(`| ${displayName} | \`${name}\` |`);
	},
);

test('the README names no parameter that the node does not have', () => {
	const tables = readme.slice(readme.indexOf('## Send a message'), readme.indexOf('## Outcomes'));
	const named = [...tables.matchAll(/^\| [A-Z][\w ]+ \| `(\w+)` \|/gm)].map(([, name]) => name);
	expect([...named].sort()).toEqual(parameters.map(({ name }) => name).sort());
});

test('every message of a failed item stands in the README', () => {
	const messages = Object.values(TEXTS).map(({ message }) => message);
	expect(messages.filter((message) => !readme.includes(message))).toEqual([]);
});

test.each(PAGES)('the links of %s lead somewhere', (page) => {
	const targets = [...read(page).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target);
	const anchors = (text: string) =>
		[...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
			title.toLowerCase().replace(/[^\w]+/g, '-'),
		);
	const broken = targets.filter((target) => {
		if (/^https:\/\//.test(target)) return !URL.canParse(target);
		const [file, anchor] = target.split('#');
		if (file !== '' && !existsSync(join(ROOT, file))) return true;
		return anchor !== undefined && !anchors(read(file === '' ? page : file)).includes(anchor);
	});
	expect(broken).toEqual([]);
});

test.each(PAGES)('every npm command in %s exists', (page) => {
	const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
	const named = [...read(page).matchAll(/npm run ([\w:]+)/g)].map(([, script]) => script);
	expect(named.filter((script) => !(script in scripts))).toEqual([]);
});

test('every example is in the README, and sets only parameters that the node has', () => {
	const examples = readdirSync(join(ROOT, 'examples')).filter((file) => file.endsWith('.json'));
	expect(examples.length).toBeGreaterThanOrEqual(6);
	const known = [...properties.map(({ name }) => name), 'toolDescription', 'descriptionType'];
	for (const example of examples) {
		expect(readme).toContain(`(examples/${example})`);
		const { nodes } = JSON.parse(read(`examples/${example}`)) as {
			nodes: Array<{ type: string; parameters: Record<string, object> }>;
		};
		const ours = nodes.filter(({ type }) => type.startsWith('n8n-nodes-islash.iSlash'));
		const set = ours.flatMap(({ parameters: values }) => Object.keys(values));
		expect(ours.length).toBeGreaterThan(0);
		expect(set.filter((name) => !known.includes(name))).toEqual([]);
		const options = ours.flatMap(({ parameters: values }) => Object.keys(values.options ?? {}));
		const optional = parameters.map(({ name }) => name);
		expect(options.filter((name) => !optional.includes(name))).toEqual([]);
	}
});
