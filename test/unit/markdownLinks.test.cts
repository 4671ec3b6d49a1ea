import { become, stay } from './markdown.cts';

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
	['[see https://a.example/x](https://b.example)', 'see https://a.example/x (https://b.example)'],
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
