import { textOfContentBlocks, toMessageText } from '../../nodes/ISlash/sessionMessage/values';
import { refusalOf } from './refusal.cts';

describe('the text of a message', () => {
	test.each<[unknown, string]>([
		['a', 'a'],
		[' a\n', ' a\n'],
		[7, '7'],
		[[{ type: 'text', text: 'Hello' }], 'Hello'],
		[['Hello', 'there'], 'Hello\nthere'],
		['👍', '👍'],
		['\u200d👍', '\u200d👍'],
	])('of %j is %j', (value, text) => {
		expect(toMessageText('Text', value)).toBe(text);
	});

	test.each([
		...[undefined, null, '', ' ', '   ', '\n\t', '\u00a0\u3000', '\u200b\ufeff \u2060'],
		...[[{ type: 'text', text: ' ' }], [{ type: 'tool_use', id: '1', name: 'a', input: {} }], ['']],
	])('of %j is not set', (value) => {
		expect(toMessageText('Text', value)).toBeUndefined();
	});

	test.each<[unknown, string]>([
		[[], 'is a list where text is needed'],
		[[1, 2], 'is a list where text is needed'],
		[[{ id: 1 }], 'is a list where text is needed'],
		[[{ type: 'text' }], 'is a list where text is needed'],
		[{ type: 'text', text: 'a' }, 'is an object where text is needed'],
		[['cut \ud83d'], 'contains half of an emoji or other character that was cut in two'],
	])('of %j is refused', (value, problem) => {
		expect(refusalOf(() => toMessageText('Text', value)).problem).toBe(problem);
	});
});

describe('content blocks as AI models answer', () => {
	test.each<[unknown, string]>([
		[
			[
				{ type: 'text', text: 'One', annotations: [] },
				{ type: 'text', text: 'Two' },
			],
			'One\nTwo',
		],
		[
			[
				{ type: 'thinking', thinking: 'Hm.', signature: 'x' },
				{ type: 'text', text: 'One' },
				{ type: 'tool_use', id: '1', name: 'search', input: { text: 'no' } },
				{ type: 'reasoning', text: 'no' },
			],
			'One',
		],
		[[{ type: 'output_text', text: 'One' }], 'One'],
		[[{ text: 'One' }, 'Two', { text: 'Three' }], 'One\nTwo\nThree'],
		[['One'], 'One'],
		[
			[
				{ type: 'text', text: 'One\n' },
				{ type: 'text', text: ' Two' },
			],
			'One\n\n Two',
		],
		[[{ type: 'image', text: 'no' }], ''],
	])('%j say %j', (value, text) => {
		expect(textOfContentBlocks(value)).toBe(text);
	});

	test.each([
		...['One', undefined, null, { text: 'One' }, [], [1], [null], [['One']], [{ name: 'One' }]],
		...[['One', 2], [{ text: 1 }], [{ type: 'text', text: 1 }], [{ type: 1, text: 'One' }]],
	])('%j are none', (value) => {
		expect(textOfContentBlocks(value)).toBeUndefined();
	});
});
