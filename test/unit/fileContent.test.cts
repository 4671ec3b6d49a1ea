import fc from 'fast-check';
import { toFileContent } from '../../nodes/ISlash/fields/fileContent';

const bytesOf = (data: string) => {
	const content = toFileContent(data);
	return content && Buffer.concat([...content.read()]);
};

describe('the content of a file', () => {
	test('decodes to the original bytes, and has the size that it announces', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
				for (const encoding of ['base64', 'base64url'] as const) {
					const data = Buffer.from(bytes).toString(encoding);
					expect(toFileContent(data)?.size).toBe(bytes.length);
					expect(bytesOf(data)?.equals(bytes)).toBe(true);
				}
			}),
		);
	});

	test('comes whole in several pieces, and again each time', () => {
		const bytes = Buffer.alloc(1_000_000, 'abcdefg');
		const content = toFileContent(bytes.toString('base64'));
		for (const time of [1, 2]) {
			const pieces = [...(content?.read() ?? [])];
			expect([time, pieces.length > 1, Buffer.concat(pieces).equals(bytes)]).toEqual([
				...[time, true, true],
			]);
		}
	});

	test.each([
		['padded', 'aGk=', 'hi'],
		['without padding', 'aGk', 'hi'],
		['with line breaks', 'aGVs\r\nbG8=\n', 'hello'],
		['with the alphabet for URLs', '_-8', '\u00ff\u00ef'],
		['empty', '', ''],
	])('may be base64 that is %s', (_, data, text) => {
		expect(bytesOf(data)?.toString('latin1')).toBe(text);
	});

	test.each([
		['data:text/plain;base64,aGk=', 'text/plain', 'hi'],
		['DATA:text/plain;charset=utf-8;BASE64,aGk=', 'text/plain', 'hi'],
		['data:,a%20b', undefined, 'a b'],
		['data:image/svg+xml,%3Csvg/%3E', 'image/svg+xml', '<svg/>'],
	])('may be the address %s, which names its type: %p', (data, type, text) => {
		expect(toFileContent(data)?.type).toBe(type);
		expect(bytesOf(data)?.toString()).toBe(text);
	});

	test.each([
		'no base64!',
		'Helloworld',
		'This is a text',
		'Hello my dear friends out there',
		'aGl=',
		'a',
		'aGk==',
		'aGk=aGk=',
		'=',
		'a+b_',
		'data:text/plain;base64,no base64!',
		'data:,%',
		'filesystem-v2',
		'database',
		's3',
	])('is not %j', (data) => {
		expect(toFileContent(data)).toBeUndefined();
	});
});
