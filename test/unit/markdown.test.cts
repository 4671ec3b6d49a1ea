import { toWhatsAppMarks } from '../../nodes/ISlash/operations/sessionMessage/markdown';

/** Markdown of AI models, and the marks that WhatsApp shows. */

describe('marks', () => {
	test.each([
		['**bold**', '*bold*'],
		['__two words__', '*two words*'],
		['*italic*', '_italic_'],
		['_italic_', '_italic_'],
		['~~gone~~', '~gone~'],
		['***both***', '*_both_*'],
		['**_both_**', '*_both_*'],
		['_**both**_', '_*both*_'],
		['**bold *and italic* text**', '*bold _and italic_ text*'],
		['a **b** c *d* e ~~f~~', 'a *b* c _d_ e ~f~'],
		['**Total:** 5 €', '*Total:* 5 €'],
		['(**bold**), "**too**"', '(*bold*), "*too*"'],
		['**👍 yes**', '*👍 yes*'],
		['**שלום**', '*שלום*'],
		['super**bold**ly', 'superboldly'],
		['**bold**ly', 'boldly'],
		['**one** **two**', '*one* *two*'],
		['**outer **inner** outer**', '*outer inner outer*'],
	])('%j becomes %j', (markdown, shown) => {
		expect(toWhatsAppMarks(markdown)).toBe(shown);
	});
});

describe('text without Markdown stays byte for byte', () => {
	test.each([
		...[
			'',
			' ',
			'Hello',
			'Hello\r\nyou\n',
			'a\rb',
			'2*3*4',
			'2 * 3 * 4',
			'2**3 and 4**5',
			'x**2 + y**2',
			'a**b + c**d',
			'src/**/*.ts and test/**/*.ts',
			'*.txt and *.png',
			'count(*), sum(*)',
			'f(*args, **kwargs) and g(*args, **kwargs)',
			'/* a comment */',
			'5* and 4* hotels',
			'snake_case_name',
			'__init__',
		],
		...[
			'5 * 3 = 15',
			'** not bold **',
			'**open',
			'open**',
			'*',
			'**',
			'****',
			'_',
			'~',
			'a ~ b ~ c',
		],
		...[
			'#hashtag',
			'# ',
			'#1 of 3',
			'C# and F#',
			'1) first',
			'1. first',
			'- item',
			'> quote',
			'---',
		],
		...[
			'***',
			'* * *',
			'a | b',
			'x = a[0](1',
			'[1]',
			'[a] (b)',
			'<b>',
			'a < b > c',
			'mail@example.com',
		],
		...[
			'https://example.com/a_b_c?d=*e*',
			'www.a_b_c.com',
			'~one~',
			'```',
			'`',
			'``',
			'\\',
			'C:\\new',
		],
		...['100% *', 'Price: 5*', '*Price', '🎉 *', 'a**', '\u0000', 'half \ud83d', '\t* '],
	])('%j', (text) => {
		expect(toWhatsAppMarks(text)).toBe(text);
	});
});

describe('lists, headings, quotes and tables', () => {
	test.each([
		['* one\n* two', '- one\n- two'],
		['+ one', '- one'],
		['  * nested **bold**', '  - nested *bold*'],
		['1. **one**\n2. two', '1. *one*\n2. two'],
		['- [ ] open\n- [x] done', '- [ ] open\n- [x] done'],
		['* *italic* item', '- _italic_ item'],
		['# Title', '*Title*'],
		['### A **bold** title ###', '*A bold title*'],
		['## *Slanted*', '*_Slanted_*'],
		['> **quote**\r\n> more', '> *quote*\r\n> more'],
		['> * one', '> - one'],
		[
			'| Item | Price |\n| --- | ---: |\n| Tea | **3** |\n| Cake | 5 |\nDone',
			'- Item: Tea, Price: *3*\n- Item: Cake, Price: 5\nDone',
		],
		['a | b\n--|--\n1 | ', '- a: 1'],
	])('%j becomes %j', (markdown, shown) => {
		expect(toWhatsAppMarks(markdown)).toBe(shown);
	});
});

describe('links keep their address', () => {
	test.each([
		['[our shop](https://example.com)', 'our shop (https://example.com)'],
		['[https://example.com](https://example.com)', 'https://example.com'],
		['[a](https://example.com/x_(y)_z "Title")', 'a (https://example.com/x_(y)_z)'],
		['[**bold**](https://example.com)', '*bold* (https://example.com)'],
		['![photo](https://example.com/a.png)', 'photo (https://example.com/a.png)'],
		['![](https://example.com/a.png)', 'https://example.com/a.png'],
		['<https://example.com/a_b_c>', 'https://example.com/a_b_c'],
		['<mary@example.com>', 'mary@example.com'],
		['**https://example.com/a_b**', '*https://example.com/a_b*'],
		['see *https://example.com/?q=_x_*.', 'see _https://example.com/?q=_x__.'],
		['[text][ref]', '[text][ref]'],
	])('%j becomes %j', (markdown, shown) => {
		expect(toWhatsAppMarks(markdown)).toBe(shown);
	});
});

describe('nothing in code is touched', () => {
	test.each([
		['`**x**` and **y**', '`**x**` and *y*'],
		['``a ` *b*``', '``a ` *b*``'],
		['`open **b**', '`open *b*'],
		['```js\nconst a = **b**;\n# no\n```\n**c**', '```\nconst a = **b**;\n# no\n```\n*c*'],
		['~~~\n*a*\n~~~', '```\n*a*\n```'],
		['```\r\n* a\r\n```\r\n', '```\r\n* a\r\n```\r\n'],
		['```js\n**open**', '```js\n*open*'],
		['````\n```\n*a*\n````', '```\n```\n*a*\n```'],
	])('%j becomes %j', (markdown, shown) => {
		expect(toWhatsAppMarks(markdown)).toBe(shown);
	});
});

test.each([
	['\\*not italic\\*', '*not italic*'],
	['\\_a\\_ \\# \\[b\\]', '_a_ # [b]'],
	['**a\\*b**', '*a*b*'],
])('an escaped mark is the mark itself: %j becomes %j', (markdown, shown) => {
	expect(toWhatsAppMarks(markdown)).toBe(shown);
});
