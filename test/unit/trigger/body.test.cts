import { readBody } from '../../../nodes/ISlash/trigger/body.ts';

/** Which calls have something to say. */

const nested = (depth: number): unknown =>
	JSON.parse('{"a":['.repeat(depth / 2) + '1' + ']}'.repeat(depth / 2));
const bytes = (text: string) => new TextEncoder().encode(text);

test('a JSON object is read, also with a content type that n8n does not read as JSON', () => {
	expect(readBody({ messages: [] }, undefined)).toEqual({ messages: [] });
	expect(readBody('{"messages":[]}', undefined)).toEqual({ messages: [] });
	expect(readBody(undefined, bytes('{"messages":[]}'))).toEqual({ messages: [] });
});

test.each<[unknown, unknown]>([
	[[{ messages: [] }], undefined],
	['[1]', undefined],
	[null, undefined],
	[7, undefined],
	['', undefined],
	['{"messages":', undefined],
	['null', undefined],
	[undefined, undefined],
	[undefined, bytes('GIF89a')],
	[undefined, bytes('')],
	[null, bytes('{}')],
])('%j is none', (body, raw) => {
	expect(readBody(body, raw)).toBeUndefined();
});

test('a body that is nested deeper than any message is refused', () => {
	expect(readBody(nested(100), undefined)).toBeDefined();
	expect(readBody(nested(200), undefined)).toBeDefined();
	expect(readBody(nested(202), undefined)).toBeUndefined();
	expect(readBody('{"a":'.repeat(100_000) + '1' + '}'.repeat(100_000), undefined)).toBeUndefined();
});
