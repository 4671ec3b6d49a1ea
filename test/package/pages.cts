import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const ROOT = resolve(__dirname, '../..');

/** A text file of the repository, by its path from the top. */
export function read(file: string): string {
	return readFileSync(join(ROOT, file), 'utf8');
}

/** Every page that people read. */
export const PAGES = [
	...['README.md', 'CONTRIBUTING.md', 'SECURITY.md', 'CHANGELOG.md'],
	...readdirSync(join(ROOT, 'docs'))
		.filter((file) => file.endsWith('.md'))
		.map((file) => `docs/${file}`),
];

/** The cells of every row of the Markdown tables in a text, headings included, rules not. */
export function tableRows(markdown: string): readonly string[][] {
	return markdown
		.split('\n')
		.filter((line) => /^\|.*\|$/.test(line) && !/^[|\s:-]+$/.test(line))
		.map((line) => line.split('|').slice(1, -1))
		.map((cells) => cells.map((cell) => cell.trim()));
}

/** The anchors that GitHub gives to the headings of a page. */
export function anchorsOf(markdown: string): readonly string[] {
	const text = markdown.replace(/^```[^]*?^```/gm, '');
	return [...text.matchAll(/^#+ (.+)$/gm)].map(([, title = '']) =>
		title
			.toLowerCase()
			.replace(/[^\p{L}\p{N}_\- ]/gu, '')
			.replaceAll(' ', '-'),
	);
}
