import { toMessageText } from '../../nodes/ISlash/fields/values';
import { refusalOf } from './refusal.cts';

describe('text that an AI model answers', () => {
	test.each<[unknown, string | undefined]>([
		['Hello', 'Hello'],
		[' Hello\n', ' Hello\n'],
		[['Hello, ', 'you'], 'Hello, you'],
		[
			[
				{ type: 'text', text: 'Hello' },
				{ type: 'tool_use', id: 'a' },
			],
			'Hello',
		],
		[[{ type: 'tool_use', id: 'a' }], undefined],
		[' \n', undefined],
		['', undefined],
		[undefined, undefined],
	])('%j is %j', (value, text) => {
		expect(toMessageText('Text', value)).toBe(text);
	});

	test.each<[unknown, string]>([
		[[], 'is a list where text is needed'],
		[[1], 'is a list where text is needed'],
		[[{ id: 1 }], 'is a list where text is needed'],
		[{ text: 'Hello' }, 'is an object where text is needed'],
	])('%j is refused', (value, problem) => {
		expect(refusalOf(() => toMessageText('Text', value))).toEqual({ parameter: 'Text', problem });
	});
});
