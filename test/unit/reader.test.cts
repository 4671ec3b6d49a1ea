import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { expressionItemsOf } from '../../nodes/ISlash/fields/reader';
import { anItem } from './anItem.cts';
import { refusalOf } from './refusal.cts';

/** A run whose expressions find this in `$json` and `$input`; n8n throws where there is no item. */
function run(
	items: INodeExecutionData[],
	$json?: IDataObject,
	{ type = 'n8n-nodes-islash.iSlash', all = items as unknown } = {},
): IExecuteFunctions {
	const context = {
		getInputData: () => items,
		getNode: () => ({ type }),
		getWorkflowDataProxy: () => {
			if ($json === undefined) throw new Error("Node hasn't been executed");
			return { $json, $input: { all: () => all } };
		},
	};
	return context as unknown as IExecuteFunctions;
}

describe('the items that expressions speak of', () => {
	const ann = { json: { number: '20001' } };
	const chat = { chatInput: 'Tell Ann', number: '20002' };
	const tool = 'n8n-nodes-islash.iSlashTool';

	test("are the node's own when n8n says so", () => {
		expect(expressionItemsOf(run([ann], ann.json))).toEqual({ own: [ann], areAmbiguous: false });
	});

	test("are left to n8n in a tool, whose $json is its agent's", () => {
		const context = run([ann], chat, { type: tool, all: [{ json: chat }] });
		expect(expressionItemsOf(context)).toEqual({ own: [], areAmbiguous: false });
	});

	test('are ambiguous in a tool whose agent has several', () => {
		const context = run([ann], chat, { type: tool, all: [{ json: chat }, { json: {} }] });
		expect(expressionItemsOf(context)).toEqual({ own: [], areAmbiguous: true });
	});

	test('are none when there is no item', () => {
		expect(expressionItemsOf(run([]))).toEqual({ own: [], areAmbiguous: false });
	});
});

const TEXT = { displayName: 'Text', name: 'text' };

describe('a parameter', () => {
	test.each<[unknown, unknown]>([
		['Hello', 'Hello'],
		[' ', ' '],
		[7, 7],
		[false, false],
	])('that says %j is read as it stands', (text, value) => {
		expect(anItem({ text }).value(TEXT)).toBe(value);
	});

	test('that is a plain field of the item is read without n8n evaluating it', () => {
		const text = () => {
			throw new Error('was evaluated');
		};
		expect(anItem({ text }, { fields: { field: 'Hello' } }).text(TEXT)).toBe('Hello');
	});

	test.each([undefined, {}, { field: null }])(
		'that is an expression is evaluated by n8n, when the fields are %j',
		(fields) => {
			expect(anItem({ text: () => 'evaluated' }, { fields }).text(TEXT)).toBe('evaluated');
		},
	);

	test('that would be taken from another item is refused, a fixed one is not', () => {
		const ambiguous = { areAmbiguous: true };
		expect(refusalOf(() => anItem({ text: () => 'evaluated' }, ambiguous).text(TEXT))).toEqual({
			parameter: 'Text',
			problem:
				'would be taken from the first item for every item of the agent, so nothing was sent',
		});
		expect(anItem({ text: 'Hello' }, ambiguous).text(TEXT)).toBe('Hello');
	});

	test('that is empty is not set', () => {
		expect(anItem({ text: '' }).text(TEXT)).toBeUndefined();
	});

	test.each<[unknown, string]>([
		[new Error('No path back to node'), 'could not be read: No path back to node'],
		[new Error('x'.repeat(301)), `could not be read: ${'x'.repeat(300)}`],
		['nothing', 'could not be read: n8n does not say why'],
	])('whose expression fails with %p is named by its label', (cause, problem) => {
		const text = () => {
			throw cause;
		};
		expect(refusalOf(() => anItem({ text }).text(TEXT))).toEqual({ parameter: 'Text', problem });
	});

	test('that is no text where one is needed is named by its label', () => {
		expect(refusalOf(() => anItem({ text: () => [1] }).text(TEXT))).toEqual({
			parameter: 'Text',
			problem: 'is a list where text is needed',
		});
	});
});

describe('an option', () => {
	const KEY = { displayName: 'Session Key', name: 'sessionKey' };

	test('is read from the options', () => {
		expect(anItem({ options: { sessionKey: 'key' } }).textOption(KEY)).toBe('key');
	});

	test('that was not added is not set', () => {
		expect(anItem({ options: {} }).textOption(KEY)).toBeUndefined();
		expect(anItem({ options: {} }).option(KEY)).toBe('');
	});
});
