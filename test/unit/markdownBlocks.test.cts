import { toWhatsAppMarks } from '../../nodes/ISlash/sessionMessage/markdown';
import { become } from './markdown.cts';

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
	['>**bold**', '>*bold*'],
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
