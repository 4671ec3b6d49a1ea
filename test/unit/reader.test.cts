import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { itemsOfExpressions } from '../../nodes/ISlash/sessionMessage/parameters.ts';

/** A run whose expressions find this in `$json`; n8n throws where there is no item. */
function run(items: INodeExecutionData[], $json?: IDataObject): IExecuteFunctions {
	const context = {
		getInputData: () => items,
		getWorkflowDataProxy: () => {
			if ($json === undefined) throw new Error("Node hasn't been executed");
			return { $json };
		},
	};
	return context as unknown as IExecuteFunctions;
}

describe('the items that expressions speak of', () => {
	const ann = { json: { number: '10001' } };

	test("are the node's own when n8n says so", () => {
		expect(itemsOfExpressions(run([ann], ann.json))).toEqual([ann]);
	});

	test("are left to n8n in a tool, whose $json is its agent's", () => {
		const chat = { chatInput: 'Tell Ann', number: '10002' };
		expect(itemsOfExpressions(run([ann], chat))).toEqual([]);
	});

	test('are none when there is no item', () => {
		expect(itemsOfExpressions(run([]))).toEqual([]);
	});
});
