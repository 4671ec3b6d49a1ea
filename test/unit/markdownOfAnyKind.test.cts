import fc from 'fast-check';
import { toWhatsAppMarks } from '../../nodes/ISlash/sessionMessage/markdown';

describe('whatever it is', () => {
	const signs = fc.constantFrom(
		...[
			'*',
			'**',
			'***',
			'_',
			'__',
			'~~',
			'`',
			'```',
			'\\',
			'[',
			'](',
			')',
			'![',
			'<https://',
			'>',
		],
		...[
			'\n',
			'\r\n',
			' ',
			'    ',
			'\t',
			'# ',
			'* ',
			'- ',
			'1. ',
			'> ',
			'|',
			'|---|---|',
			'---',
			'a',
		],
		...['b c', '2', '🎉', '字', 'https://x.example/', '"', "'", '.', '/', '\ufe0f', '\ud83d'],
	);
	const anything = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.array(signs, { maxLength: 60 }).map((parts) => parts.join('')),
	);

	test('it never fails', () => {
		fc.assert(
			fc.property(anything, (text) => {
				expect(typeof toWhatsAppMarks(text)).toBe('string');
			}),
			{ numRuns: 5000 },
		);
	});

	test('no letter, digit or emoji is lost that is not the name of a language', () => {
		const words = (text: string) => text.replace(/[^a-z0-9🎉字]/gu, '');
		const withoutFences = anything.filter((text) => !/`|~|\|/.test(text));
		fc.assert(
			fc.property(withoutFences, (text) => {
				const sent = words(toWhatsAppMarks(text));
				let at = 0;
				for (const character of words(text)) {
					const found = sent.indexOf(character, at);
					if (found === -1) return text.includes('](');
					at = found + character.length;
				}
				return true;
			}),
			{ numRuns: 3000 },
		);
	});

	test('a text without signs stays byte for byte', () => {
		const plain = fc.string({ unit: 'binary' }).filter((text) => !/[\\`*_~[<|#>]|--|- /.test(text));
		fc.assert(
			fc.property(plain, (text) => {
				expect(toWhatsAppMarks(text)).toBe(text);
			}),
			{ numRuns: 3000 },
		);
	});

	test.each([
		...['*', '**', '*a ', '**a ', '**a**', '_a_ ', '__a', '***a', '*a**b***c_d__e~~', '~~a ', 'a*'],
		...[
			'`',
			'`a',
			'``a`',
			'```\n',
			'~~~\n',
			'[',
			']',
			'[a](',
			'[a](b',
			'[a](b "',
			"[a](b '",
			'](',
			'[[a](b)',
		],
		...[
			'!',
			'![',
			'(',
			'<https://',
			'<',
			'\\',
			'\\*',
			'\\\n',
			' ',
			'\t',
			'\n',
			'\r',
			'\r\n',
			' \n',
			'> ',
		],
		...[
			'>',
			'> > ',
			'# ',
			'#',
			'#\n',
			'- ',
			'- - ',
			'* * *x',
			'-',
			'1. ',
			'|',
			'a|b\n',
			'|-|-|\n',
			'|a|\n|-|\n',
		],
		...[
			'https://',
			'https://a)',
			'https://a_*.',
			'www.',
			'****a',
			'a\n**b',
			'    a\n\n',
			'[a]: ',
			'🎉',
			'字**',
		],
		...[
			'**a\nb ',
			'*a\n',
			'__a b\n',
			'| a ',
			'\\|',
			'C:\\',
			'a\\\n',
			'<br ',
			'"',
			'(((',
			')))',
			'[](',
			'[^',
		],
	])('%j, again and again to 100 kB, takes no time', (part) => {
		const text = part.repeat(Math.ceil(100_000 / part.length));
		const took = [1, 2, 3].map(() => {
			const started = performance.now();
			toWhatsAppMarks(`x${text}x`);
			toWhatsAppMarks(text);
			return performance.now() - started;
		});
		// Twice 50 ms, and time for what else the machine does.
		expect(Math.min(...took)).toBeLessThan(300);
	});
});
