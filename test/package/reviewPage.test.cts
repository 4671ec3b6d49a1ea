import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { TEXTS } from '../../nodes/ISlash/errors/texts.ts';
import { PAGES, read, ROOT } from './pages.cts';
import { files, sources, textOf, withParts } from './sources.cts';

/** docs/review.md says what holds each of n8n's guidelines; and two guidelines about sentences. */

const page = read('docs/review.md');
const inBackticks = [...page.matchAll(/`([^`\n]+)`/g)].map(([, text = '']) => text);

test('every file that the page names is there', () => {
	const named = inBackticks.filter((text) =>
		/^[\w.-]+\/.*\.(?:cts|ts|yml)$|\.(?:md|json)$/.test(text),
	);
	expect(named.length).toBeGreaterThan(50);
	const missing = named.filter(
		(file) => !['', 'nodes/ISlash'].some((folder) => existsSync(join(ROOT, folder, file))),
	);
	expect(missing).toEqual([]);
});

/** A file per rule, in both of n8n's plugins. */
const RULES = [
	'@n8n/eslint-plugin-community-nodes/src/rules',
	'eslint-plugin-n8n-nodes-base/dist/lib/rules',
].flatMap((folder) =>
	readdirSync(join(ROOT, 'node_modules', folder)).map((file) => file.replace(/\.\w+$/, '')),
);

test('every lint rule that the page names is one of n8n', () => {
	expect(RULES.length).toBeGreaterThan(100);
	const named = inBackticks.filter((text) => /^[a-z]+(?:-[a-z]+)+$/.test(text));
	const others = ['n8n-nodes-islash', 'n8n-workflow'];
	expect(named).toContain('require-node-api-error');
	expect(named.filter((name) => ![...RULES, ...others].includes(name))).toEqual([]);
});

test('the page is one that a person reads to its end', () => {
	expect(page.split('\n').length).toBeLessThanOrEqual(120);
});

test('what the package ships and says has no letters of another alphabet than that of English', () => {
	const texts = [...PAGES.map(read), ...files.map(textOf)];
	expect(texts.length).toBeGreaterThan(80);
	expect(texts.flatMap((text) => text.match(/(?!\p{Script=Latin})\p{L}+/gu) ?? [])).toEqual([]);
});

const SENTENCE = /^(?:[A-Z]|\$\{).*\.$/s;

test('whoever is told what happened is told what to do, in whole sentences', () => {
	const descriptions = Object.values(TEXTS).map(({ description }) => description);
	expect(descriptions).toHaveLength(20);
	expect(descriptions.filter((text) => !SENTENCE.test(text))).toEqual([]);
});

test('an input that is refused comes with what to do about it, in a whole sentence', () => {
	const remedies = [...sources.values()]
		.flatMap(withParts)
		.filter(ts.isNewExpression)
		.filter(({ expression }) => expression.getText() === 'InvalidInput')
		.map(({ arguments: [, , remedy] = [] as never }) => remedy);
	const texts = remedies
		.filter((remedy) => ts.isStringLiteralLike(remedy) || ts.isTemplateExpression(remedy))
		.map((remedy) => remedy.getText().slice(1, -1));
	expect(texts.length).toBeGreaterThan(45);
	expect(texts.filter((text) => !SENTENCE.test(text))).toEqual([]);
});
