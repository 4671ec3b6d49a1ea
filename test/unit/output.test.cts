import { readOutput, toJson } from '../../nodes/ISlash/fields/output';
import { anItem } from './anItem.cts';
import { refusalOf } from './refusal.cts';
import { samples } from './samples/index.cts';

const { image } = samples;
const { message } = image.data;
const chosen = (output: string | undefined, outputFields?: unknown) =>
	readOutput(anItem({ options: { output, outputFields } }));
const jsonFor = (output: string | undefined, outputFields?: unknown) =>
	toJson(chosen(output, outputFields), message, image);

describe('the output', () => {
	test.each([undefined, 'message'])('%j is the whole message, unchanged', (output) => {
		expect(jsonFor(output)).toBe(message);
	});

	test("'response' is the whole reply", () => {
		expect(jsonFor('response')).toBe(image);
	});

	test("'simplified' is ten fields, the ID first", () => {
		expect(Object.entries(jsonFor('simplified'))).toEqual([
			['id', 9127],
			['conversation_id', 246],
			['status', 'sent'],
			['body', null],
			['media_type', 'image/jpeg'],
			['media_url', 'https://cms.islash.io/media/9127/1649755682845881.jpeg'],
			['media_filename', 'testing.jpg'],
			['is_sticker', false],
			['sid', 'gBGGhSlIRoQvAgkCsO17FgACU_E'],
			['sent_at', 1649755682],
		]);
	});

	test.each<[readonly string[], Record<string, unknown>]>([
		[[], { id: 9127 }],
		[['status'], { id: 9127, status: 'sent' }],
		[['status', 'id', 'body'], { id: 9127, status: 'sent', body: null }],
		[['color', 'toString', '__proto__'], { id: 9127 }],
	])("'selectedFields' with %j has the ID and these", (fields, json) => {
		expect(jsonFor('selectedFields', fields)).toEqual(json);
	});

	test("'Output Fields' is read only when 'Output' asks for it: it is hidden otherwise", () => {
		expect(chosen('message', 7)).toEqual({ kind: 'message' });
		expect(refusalOf(() => chosen('selectedFields', 7))).toEqual({
			parameter: 'Output Fields',
			problem: 'is a number where a list of field names is needed',
		});
	});

	test('leaves out fields that the answer does not have', () => {
		const bare = { id: 'a' };
		expect(toJson(chosen('simplified'), bare, {})).toEqual({ id: 'a' });
	});

	test('that is none of the options is refused', () => {
		expect(refusalOf(() => chosen('raw'))).toEqual({
			parameter: 'Output',
			problem: "is 'raw', which is not one of its options",
		});
	});
});
