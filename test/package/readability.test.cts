import ts from 'typescript';
import { files, sources, textOf, withParts } from './sources.cts';

/** How the source reads: in short pieces, and with one word per thing. */

const parts = [...sources].flatMap(([file, source]) =>
	withParts(source).map((part) => ({ file, source, part })),
);

test('no file is longer than 200 lines', () => {
	const lengths = files.map((file) => ({ file, lines: textOf(file).split('\n').length - 1 }));
	expect(lengths.filter(({ lines }) => lines > 200)).toEqual([]);
});

test('no function is longer than 30 lines', () => {
	const long = parts.flatMap(({ file, source, part }) => {
		if (!ts.isFunctionLike(part) || !('body' in part) || !part.body) return [];
		const [first, last] = [part.getStart(), part.end].map(
			(at) => source.getLineAndCharacterOfPosition(at).line,
		);
		const lines = last - first + 1;
		return lines > 30 ? [`${file}:${first + 1} ${part.name?.getText() ?? ''}, ${lines} lines`] : [];
	});
	expect(long).toEqual([]);
});

/** Words for things that have another name here, and names that say nothing. */
const OLD_WORDS = /^(?:lanes?|tickets?|fingerprints?|written|said|foreign)$/i;
const EMPTY_NAMES = /(?:^|[a-z])(?:Manager|Helper|Utils?)$|^Turns?$/;

test('a thing has one name: no file and nothing in it is called by an old or empty word', () => {
	const declared = parts.flatMap(({ file, part }) => {
		const name = 'name' in part ? (part.name as ts.Node | undefined) : undefined;
		return name && (ts.isIdentifier(name) || ts.isPrivateIdentifier(name))
			? [`${file}: ${name.text}`]
			: [];
	});
	const called = [
		...new Set([...files.map((file) => `${file}: ${file.split('/').at(-1)}`), ...declared]),
	];
	const isOld = (entry: string) => {
		const name = entry.replace(/^.*: #?/, '');
		const words = name.split(/(?=[A-Z])|[^A-Za-z]/);
		return words.some((word) => OLD_WORDS.test(word)) || EMPTY_NAMES.test(name);
	};
	expect(called.length).toBeGreaterThan(500);
	expect(called.filter(isOld)).toEqual([]);
});
