import fc from 'fast-check';
import { toWhatsAppMarks } from '../../nodes/ISlash/sessionMessage/markdown';

type Cases = ReadonlyArray<readonly [markdown: string, sent: string]>;

const become = (name: string, cases: Cases) => {
	describe(name, () => {
		test.each(cases)('%j becomes %j', (markdown, sent) => {
			expect(toWhatsAppMarks(markdown)).toBe(sent);
		});
	});
};

const stay = (name: string, cases: readonly string[]) => {
	describe(name, () => {
		test.each(cases)('%j stays as it is', (text) => {
			expect(toWhatsAppMarks(text)).toBe(text);
		});
	});
};

become('bold, italic and strike-through', [
	['**bold**', '*bold*'],
	['a **bold** word', 'a *bold* word'],
	['**Note:** read this', '*Note:* read this'],
	['**two words** and **two more**', '*two words* and *two more*'],
	['(**bold**), "**bold**".', '(*bold*), "*bold*".'],
	['__two words__', '*two words*'],
	['__Note:__ read this', '*Note:* read this'],
	['*italic*', '_italic_'],
	['an *italic* word', 'an _italic_ word'],
	['_italic_', '_italic_'],
	['~~gone~~', '~gone~'],
	['***both***', '*_both_*'],
	['**_both_**', '*_both_*'],
	['_**both**_', '_*both*_'],
	['*__both of it__*', '_*both of it*_'],
	['___two words___', '*_two words_*'],
	['**bold and *italic***', '*bold and _italic_*'],
	['*italic and **bold***', '_italic and *bold*_'],
	['***bold** and italic*', '_*bold* and italic_'],
	['***italic* and bold**', '*_italic_ and bold*'],
	['**bold *italic* bold**', '*bold _italic_ bold*'],
	['*italic **bold** italic*', '_italic *bold* italic_'],
	['~~**gone**~~', '~*gone*~'],
	['**~~gone~~**', '*~gone~*'],
	['__a **b** c__', '*a b c*'],
	['**bold** *italic* ~~gone~~', '*bold* _italic_ ~gone~'],
	['**a**, **b**', '*a*, *b*'],
	['**5**', '*5*'],
	['**$5.00**', '*$5.00*'],
	['**Größe:** *größer*', '*Größe:* _größer_'],
	['**請注意** 您好', '*請注意* 您好'],
	['¡**Hola**!', '¡*Hola*!'],
]);

become('marks within a word, which WhatsApp does not know, are dropped', [
	['super**bold**ly', 'superboldly'],
	['**bold**ly', 'boldly'],
	['super**bold**', 'superbold'],
	['un~~think~~able', 'unthinkable'],
	['这是**重点**内容', '这是重点内容'],
	['今天**very good**天气', '今天very good天气'],
	['**注意：**请看', '注意：请看'],
	['**100**km', '100km'],
	['नमस्ते**दोस्त**', 'नमस्तेदोस्त'],
]);

stay('what is no Markdown', [
	'',
	' ',
	'\n',
	'\r\n\r\n',
	'Hello, how are you?',
	'  indented\n\n  text  \n',
	'__init__',
	'the __init__ method and __main__.py',
	'snake_case and a_b_c',
	'2*3*4',
	'2 * 3',
	'2 * 3 * 4',
	'2**3 and 4**5',
	'2**10**2',
	'x**2 + y**2',
	'a**b + c**d',
	'**5**2',
	'5* and 4* hotels',
	'Price* and tax',
	'*.txt and *.png',
	'src/**/*.ts and test/**/*.ts',
	'f(*args, **kwargs) and g(*args, **kwargs)',
	'count(*), sum(*)',
	'/* a comment */',
	'****',
	'**** hidden ****',
	'____',
	'~5 to ~10',
	'~gone~',
	'~~~~no~~~~',
	'a ~~ b ~~ c',
	'** bold **',
	'a * italic *x',
	'- - -',
	'-----',
	'_____',
	'_ a _',
	'¯\\_(ツ)_/¯'.replace('\\', ''),
	'C:\\old\\-new\\.git',
	'\\\\server\\share',
	'C:\\files\\\nC:\\more\\',
	'#hashtag and #2',
	'####### seven',
	'#',
	'a | b',
	'a | b\nc | d',
	'<b>bold</b> & <br>',
	'Mary <mary@example.com>',
	'5 < 6 > 4',
	'items[0](x) and f[i](x)',
	'[x] done, [ ] open',
	'[]() and [a]()',
	'> quote\n> more',
	'>:(',
	'1. one\n2. two',
	'- one\n- two',
	'+ 852 5687 2847',
	'---',
	'Total\n=====',
	'👨‍👩‍👧 🎉',
	'a\rb',
	'tab\tand\u00a0blank\u2028end',
]);

stay('signs without a partner', [
	'**bold',
	'bold**',
	'*italic',
	'~~gone',
	'**bold*',
	'*bold**',
	'`code',
	'``code`',
	'[text](https://example.com',
	'[text] (https://example.com)',
	'[text',
	'text](https://example.com/a)',
	'**bold\n\nnot bold**',
]);

become('a sign without a partner does not spoil others', [
	['**a *b**', '*a *b*'],
	['*a **b*', '_a **b_'],
	['a ** b **c**', 'a ** b *c*'],
	['**a **b**', '**a *b*'],
	['`a **b**', '`a *b*'],
	['[**a**', '[*a*'],
	['~~a **b**', '~~a *b*'],
	['__init__ is **bold**', '__init__ is *bold*'],
]);

become('an escaped sign is the sign', [
	['\\*literal\\*', '*literal*'],
	['5 \\* 3', '5 * 3'],
	['snake\\_case', 'snake_case'],
	['**a \\* b**', '*a * b*'],
	['\\# no heading', '# no heading'],
	['1\\. no list', '1. no list'],
	['a\n\\- no list', 'a\n- no list'],
	['\\[no link\\](https://example.com)', '[no link](https://example.com)'],
	['\\![a](https://example.com)', '!a (https://example.com)'],
	['\\`**bold**\\`', '`*bold*`'],
	['\\~~no~~', '~~no~~'],
	['\\\\**bold**', '\\\\*bold*'],
]);

become('headings are bold, and nothing within is', [
	['# Title', '*Title*'],
	['###### Title', '*Title*'],
	['## Title ##', '*Title*'],
	['##   Title  ', '*Title*'],
	['## **Title**', '*Title*'],
	['## 1. **Step one:** go', '*1. Step one: go*'],
	['## An *italic* word', '*An _italic_ word*'],
	['## ***Both***', '*_Both_*'],
	['## `code` here', '*`code` here*'],
	['## 🎉 Done', '*🎉 Done*'],
	['## [Docs](https://example.com/a_b)', '*Docs (https://example.com/a_b)*'],
	['# C#', '*C#*'],
	['text\n# Title\nmore', 'text\n*Title*\nmore'],
	['# A\r\n\r\n## B\r\n', '*A*\r\n\r\n*B*\r\n'],
]);

become('lists', [
	['* one\n* two', '- one\n- two'],
	['*   **Name:** text', '- *Name:* text'],
	['- **Name**: text', '- *Name*: text'],
	['* *italic* item', '- _italic_ item'],
	['* a * b', '- a * b'],
	['* one\n  * two\n    * three', '- one\n  - two\n    - three'],
	['* one\n\n    * two\n\n        * three', '- one\n\n    - two\n\n        - three'],
	['1. **one**\n   * two\n2) **three**', '1. *one*\n   - two\n2) *three*'],
	['- [x] **done**\n- [ ] *open*', '- [x] *done*\n- [ ] _open_'],
	['* one\n  goes **on\n  here**', '- one\n  goes *on*\n  *here*'],
	['text:\n* one\r\n* two', 'text:\n- one\r\n- two'],
	['* one\n\n    **more** of one', '- one\n\n    *more* of one'],
	['1. one\n\n   ```js\n   **code**\n   ```', '1. one\n\n   ```\n   **code**\n   ```'],
]);

become('quotes', [
	['> **bold**', '> *bold*'],
	['> # Title\n>\n> * item', '> *Title*\n>\n> - item'],
	['> > **deep**', '> > *deep*'],
	['> a **b\n> c**', '> a *b*\n> *c*'],
	['text\n> **quote**\ntext', 'text\n> *quote*\ntext'],
	['> ```js\n> **code**\n> ```', '> ```\n> **code**\n> ```'],
]);

become('horizontal rules', [
	['***', '---'],
	['___', '---'],
	['* * *', '---'],
	['a\n\n***\n\nb', 'a\n\n---\n\nb'],
	['**a**\n---\n**b**', '*a*\n---\n*b*'],
]);

become('tables are a list, an item a row', [
	[
		'| Name | Price |\n|---|---|\n| Tea | 3 |\n| Coffee | 4 |',
		'- Name: Tea, Price: 3\n- Name: Coffee, Price: 4',
	],
	[
		'Prices:\n\n| **Name** | Price: |\r\n| :-- | --: |\r\n| **Tea** | *3* |\r\n\r\nBye',
		'Prices:\n\n- Name: *Tea*, Price: _3_\r\n\r\nBye',
	],
	['a|b\n-|-\n1|2\ntext', '- a: 1, b: 2\ntext'],
	['| | 2026 |\n|---|---|\n| Sales | 5 |', '- Sales, 2026: 5'],
	['| a | b |\n|---|---|\n| 1 | |\n| | |', '- a: 1\n'],
	['| a | b |\n|---|---|\n| 1 |', '- a: 1'],
	['| a | b |\n|---|---|\n| 1 | 2 | 3 |', '- a: 1, b: 2, 3'],
	['| a | b |\n|---|---|\n| x\\|y | p<br>q |', '- a: x|y, b: p q'],
	['| a | b |\n|---|---|\n', '- a, b\n'],
	['> | a | b |\n> |---|---|\n> | 1 | 2 |', '> - a: 1, b: 2'],
]);

become('links keep their address', [
	['[text](https://example.com)', 'text (https://example.com)'],
	['[t](u)', 't (u)'],
	[
		'see [**bold** text](https://example.com/a_b_c)!',
		'see *bold* text (https://example.com/a_b_c)!',
	],
	['**[text](https://example.com/*a*)**', '*text (https://example.com/*a*)*'],
	['[https://example.com](https://example.com)', 'https://example.com'],
	['[example.com](https://example.com/)', 'https://example.com/'],
	['[a@example.com](mailto:a@example.com)', 'a@example.com'],
	['[+852 5687 2847](tel:+85256872847)', '+852 5687 2847 (tel:+85256872847)'],
	['[text](https://example.com "a title")', 'text (https://example.com)'],
	['[text](<https://example.com/a b>)', 'text (https://example.com/a b)'],
	['[text](https://example.com/a_(b))', 'text (https://example.com/a_(b))'],
	['[text](https://example.com/?a[]=1&b=*)', 'text (https://example.com/?a[]=1&b=*)'],
	['[a](https://x.example)[b](https://y.example)', 'a (https://x.example)b (https://y.example)'],
	['[a [b] c](https://example.com)', 'a [b] c (https://example.com)'],
	['[](https://example.com)', 'https://example.com'],
	['请看[文档](https://example.com)', '请看文档 (https://example.com)'],
	['![a cat](https://example.com/cat.png)', 'a cat (https://example.com/cat.png)'],
	['![](https://example.com/cat.png)', 'https://example.com/cat.png'],
	[
		'[![a cat](https://example.com/cat.png)](https://example.com)',
		'a cat (https://example.com/cat.png) (https://example.com)',
	],
	['<https://example.com/a_b_>', 'https://example.com/a_b_'],
	['<mailto:a@example.com>', 'mailto:a@example.com'],
	['**https://example.com**', '*https://example.com*'],
	['**https://a.example**,**https://b.example**', '*https://a.example*,*https://b.example*'],
	['*https://example.com/a_b*: x', '_https://example.com/a_b_: x'],
	['**Link:** https://example.com/*a*/__b c__', '*Link:* https://example.com/*a*/__b c__'],
	['(**https://example.com/a_(b)**)', '(*https://example.com/a_(b)*)'],
	['**see www.example.com/_a_**', '*see www.example.com/_a_*'],
]);

stay('addresses and references', [
	'https://example.com/_a_/**b/*c*?d=~~e~~',
	'https://example.com/a*b*c and https://example.com/*',
	'www.example.com/*a*',
	'[text][1] and [text][]',
	'[1]: https://example.com/*a* "a **title**"',
	'[^1]: a **note**',
]);

become('code loses the name of its language, and nothing else', [
	['```js\nlet **a** = 1;\n```', '```\nlet **a** = 1;\n```'],
	['~~~python\n# no heading\n~~~\n', '```\n# no heading\n```\n'],
	['````md\n```js\n**a**\n```\n````', '```\n```js\n**a**\n```\n```'],
	['```js\r\n* a\r\n```\r\n**b**', '```\r\n* a\r\n```\r\n*b*'],
	['**a**\n```sh\n**b**\n```\n**c**', '*a*\n```\n**b**\n```\n*c*'],
	['`**a**` and **b**', '`**a**` and *b*'],
	['``a ` **b**`` **c**', '``a ` **b**`` *c*'],
	['**`code`**', '*`code`*'],
	['**a `b** c` d**', '*a `b** c` d*'],
	['`\\` **b**', '`\\` *b*'],
	['[`a](b)` c](https://example.com)', '`a](b)` c (https://example.com)'],
]);

stay('code', [
	'```\n**a**\n[b](https://example.com)\n| c | d |\n|---|---|\n```',
	'`**a**`',
	'`[a](https://example.com)`',
	'```**a**```',
	'`a\n**b**`',
	'```js\n**cut off',
	'    **four blanks**\n    [a](https://example.com)',
	'text\n\n\t**tab**\n\n    # more',
]);

become('several lines', [
	['**bold\nstill bold**', '*bold*\n*still bold*'],
	['**bold  \r\n  still bold** not', '*bold*  \r\n  *still bold* not'],
	['***a\nb***', '*_a_*\n*_b_*'],
	['~~a\nb~~', '~a~\n~b~'],
	['*a **b\nc** d*', '_a *b*_\n_*c* d_'],
	['super**a\nb**', 'supera\nb'],
	['**a**  \n*b*', '*a*  \n_b_'],
	['**a**\\\nb', '*a*\nb'],
	['one\\\r\ntwo', 'one\r\ntwo'],
	['* a **b\n* c** d', '- a **b\n- c** d'],
]);

become('emoji', [
	['🎉 **Done** 🎉', '🎉 *Done* 🎉'],
	['⚠️**Warning**⚠️', '⚠️*Warning*⚠️'],
	['**🎉**', '*🎉*'],
	['1️⃣ *one*', '1️⃣ _one_'],
	['👍🏽*ok*👨‍👩‍👧', '👍🏽_ok_👨‍👩‍👧'],
]);

test('an answer of a model reads as it was meant', () => {
	const markdown = [
		'## Your order 📦',
		'',
		'Hi **Mary**, thanks for *your* order!',
		'',
		'* **Item:** Tea (2 * 250 g)',
		'* **Track it:** [here](https://example.com/t?id=a_b_c)',
		'',
		'```json',
		'{ "id": "**1**" }',
		'```',
		'',
	].join('\n');
	expect(toWhatsAppMarks(markdown)).toBe(
		[
			'*Your order 📦*',
			'',
			'Hi *Mary*, thanks for _your_ order!',
			'',
			'- *Item:* Tea (2 * 250 g)',
			'- *Track it:* here (https://example.com/t?id=a_b_c)',
			'',
			'```',
			'{ "id": "**1**" }',
			'```',
			'',
		].join('\n'),
	);
});

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
