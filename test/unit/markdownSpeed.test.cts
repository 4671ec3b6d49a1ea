import fc from 'fast-check';
import { toWhatsAppMarks } from '../../nodes/ISlash/operations/sessionMessage/markdown';

describe('100,000 characters of anything take less than 50 ms, and never fail', () => {
	const pieces = [
		'*',
		'**',
		'_',
		'~~',
		'`',
		'```',
		'[',
		'](',
		')',
		'!',
		'\\',
		'<',
		'http://',
		' ',
		'a',
		'\n',
		'| ',
		'--|',
		'> ',
		'# ',
		'- ',
		'"',
	];

	/**
	 * In milliseconds. The clock runs while other tests keep this one waiting, and the processor's
	 * time includes what V8 does beside in other threads: what this took is at most the lower one.
	 */
	const once = (text: string) => {
		const [processor, begin] = [process.cpuUsage(), performance.now()];
		toWhatsAppMarks(text);
		return Math.min(performance.now() - begin, process.cpuUsage(processor).user / 1000);
	};
	const fastest = (text: string) => Math.min(...[1, 2, 3, 4, 5].map(() => once(text)));

	test('whatever it contains', () => {
		const piece = fc.array(fc.oneof(fc.constantFrom(...pieces), fc.string({ unit: 'binary' })), {
			minLength: 1,
			maxLength: 12,
		});
		fc.assert(
			fc.property(piece, (parts) => {
				const one = parts.join('') || ' ';
				const text = one.repeat(Math.ceil(100_000 / one.length)).slice(0, 100_000);
				expect(fastest(text)).toBeLessThan(50);
			}),
			{ numRuns: 40 },
		);
	}, 60_000);

	test.each([
		['fences without an end', '```a\n'],
		['fences whose ends are too short', '````a\n```\n'],
		['blanks in a link', `[](${' '.repeat(5000)}`],
		['blanks in a table', `a|b\n${' '.repeat(5000)}x|\n`],
		['blanks in a heading', `# a${' '.repeat(5000)}b\n`],
		['marks behind an address', `http://a${'!'.repeat(5000)}b `],
		['brackets', '[[]('],
	])('%s', (_, piece) => {
		expect(fastest(piece.repeat(Math.ceil(100_000 / piece.length)))).toBeLessThan(50);
		expect(fastest(piece.padEnd(100_000, piece.at(-2)))).toBeLessThan(50);
	});

	test.each(pieces)('%j over and over', (piece) => {
		expect(fastest(piece.repeat(Math.ceil(100_000 / piece.length)))).toBeLessThan(50);
		expect(fastest(`${piece}a`.repeat(20_000))).toBeLessThan(50);
	});
});

test.each([
	['a block of code', '```\n', 'a\n', '```'],
	['a table', '|a|b|\n|-|-|\n', '|1|2|\n', ''],
])('%s of 300,000 lines does not fail', (_, start, line, end) => {
	expect(toWhatsAppMarks(`${start}${line.repeat(300_000)}${end}`)).toMatch(/\n/);
});
