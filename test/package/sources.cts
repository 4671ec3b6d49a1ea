import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { ROOT } from './pages.cts';

const paths = ['nodes', 'credentials']
	.flatMap((folder) =>
		readdirSync(join(ROOT, folder), { recursive: true }).map((file) => join(folder, String(file))),
	)
	.filter((file) => file.endsWith('.ts'))
	.map((file) => file.replaceAll('\\', '/'));

/** A file's path below nodes/ISlash, without its ending. */
export const short = (path: string) => path.replace(/^nodes\/ISlash\//, '').replace(/\.ts$/, '');

const parse = (path: string) =>
	ts.createSourceFile(path, readFileSync(join(ROOT, path), 'utf8'), ts.ScriptTarget.Latest, true);

/** All files that are shipped as code. */
export const sources = new Map(paths.map((path) => [short(path), parse(path)]));
export const files = [...sources.keys()];
export const textOf = (file: string) => sources.get(file)?.text ?? '';

/** A part of the source and all parts in it. */
export const withParts = (part: ts.Node): readonly ts.Node[] => {
	const found: ts.Node[] = [part];
	ts.forEachChild(part, (inner) => void found.push(...withParts(inner)));
	return found;
};
