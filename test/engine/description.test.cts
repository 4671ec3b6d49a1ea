import {
	NodeHelpers,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { loadPackage } from '../support/loadPackage.cts';
import { samples } from '../unit/samples/index.cts';

/** What n8n's editor shows, as n8n loads it from the built package. */

let description: INodeTypeDescription;
beforeAll(async () => {
	const { type } = (await loadPackage()).getNode('iSlash');
	description = (type as INodeType).description;
});

const isParameter = (
	entry: INodeProperties | INodePropertyOptions | INodePropertyCollection,
): entry is INodeProperties => 'type' in entry;

/** What the editor can show for an operation of session messages. */
const ofSessionMessages = (operation = 'send') =>
	description.properties.filter(
		({ displayOptions: { show = {} } = {} }) =>
			(show.resource?.includes('sessionMessage') ?? true) &&
			(show.operation?.includes(operation) ?? true),
	);

const named = (name: string, list = ofSessionMessages()): INodeProperties => {
	const found = list.find((parameter) => parameter.name === name);
	if (!found) throw new Error(`There is no parameter "${name}".`);
	return found;
};

const optionsOf = ({ options = [] }: INodeProperties) => options.filter(isParameter);
const valuesOf = ({ options = [] }: INodeProperties) =>
	options.map((entry) => ('value' in entry ? entry.value : entry.name));
const table = (list: readonly INodeProperties[]) =>
	list.map(({ displayName, name, type, default: value }) => [displayName, name, type, value]);

describe('the names that saved workflows hold', () => {
	test('of the node', () => {
		expect(description).toMatchObject({
			displayName: 'iSlash',
			name: 'iSlash',
			version: 1,
			usableAsTool: true,
			inputs: ['main'],
			outputs: ['main'],
			credentials: [{ name: 'iSlashApi', required: true }],
		});
	});

	test('of the fields that all operations share', () => {
		const shared = description.properties.filter(({ name }) =>
			['returnAll', 'limit'].includes(name),
		);
		expect(new Set(table(shared).map((row) => row.join()))).toEqual(
			new Set(['Return All,returnAll,boolean,false', 'Limit,limit,number,50']),
		);
	});

	test('of its parameters', () => {
		expect(table(ofSessionMessages())).toEqual([
			['Resource', 'resource', 'options', 'sessionMessage'],
			['Operation', 'operation', 'options', 'send'],
			['Contact Number', 'identity', 'string', ''],
			['Text', 'text', 'string', ''],
			['Attachment', 'attachment', 'options', 'none'],
			['Input Data Field Name', 'binaryPropertyName', 'string', 'data'],
			['File URL', 'fileUrl', 'string', ''],
			['Sticker', 'stickerId', 'resourceLocator', { mode: 'list', value: '' }],
			['Options', 'options', 'collection', {}],
		]);
		expect(valuesOf(named('resource'))).toEqual([
			...['contact', 'label', 'sessionMessage', 'sticker', 'templateMessage'],
		]);
		expect(named('operation').options).toMatchObject([
			{ name: 'Send', value: 'send', action: 'Send session message' },
			{
				name: 'Send and Wait for Response',
				value: 'sendAndWait',
				action: 'Send message and wait for response',
			},
		]);
		expect(valuesOf(named('attachment')).sort()).toEqual([
			...['binaryFile', 'fileUrl', 'none', 'sticker'],
		]);
		expect(named('stickerId').modes).toMatchObject([
			{ name: 'list', typeOptions: { searchListMethod: 'searchStickers', searchable: true } },
			{ name: 'id', type: 'string' },
		]);
		const required = ofSessionMessages().filter((parameter) => parameter.required);
		expect(required.map(({ name }) => name)).toEqual(['identity']);
	});

	test('of a question', () => {
		const own = ofSessionMessages('sendAndWait');
		expect(table(own).slice(3)).toEqual([
			['Message', 'message', 'string', ''],
			['Response Type', 'responseType', 'options', 'approval'],
			['Approval Options', 'approvalOptions', 'fixedCollection', {}],
			['Options', 'options', 'collection', {}],
		]);
		expect(valuesOf(named('responseType', own))).toEqual(['approval', 'freeText']);
		const names = optionsOf(named('options', own)).map(({ name }) => name);
		expect(names).toEqual(expect.arrayContaining(['limitWaitTime', 'messageButtonLabel']));
	});

	test('of its options', () => {
		expect(table(optionsOf(named('options')))).toEqual([
			['Deduplication Key', 'deduplicationKey', 'string', ''],
			['File Name', 'fileName', 'string', ''],
			['Format Contact Number', 'formatIdentity', 'boolean', true],
			['If Delivery Is Uncertain', 'whenUncertain', 'options', 'stop'],
			['MIME Type', 'mimeType', 'string', ''],
			['Max Concurrent Messages', 'maxConcurrency', 'number', 5],
			['Max Retries', 'maxRetries', 'number', 2],
			['Min Interval', 'minInterval', 'number', 0],
			['Output', 'output', 'options', 'message'],
			['Output Fields', 'outputFields', 'multiOptions', []],
			['Quoted Message ID', 'quotedMessageId', 'string', ''],
			['Session Key', 'sessionKey', 'string', ''],
			['Text Format', 'textFormat', 'options', 'asTyped'],
			['Timeout', 'timeout', 'number', 300000],
		]);
		const option = (name: string) => named(name, optionsOf(named('options')));
		expect(valuesOf(option('whenUncertain')).sort()).toEqual(['sendAgain', 'stop']);
		expect(valuesOf(option('output')).sort()).toEqual([
			...['message', 'response', 'selectedFields', 'simplified'],
		]);
		expect(option('maxConcurrency').typeOptions).toMatchObject({ minValue: 1, maxValue: 50 });
		expect(option('maxRetries').typeOptions).toMatchObject({ minValue: 0, maxValue: 10 });
		expect(option('sessionKey').typeOptions).toMatchObject({ password: true });
	});

	test('of the fields that may be selected are those of the samples', () => {
		const fields = valuesOf(named('outputFields', optionsOf(named('options'))));
		expect(fields.sort()).toEqual(Object.keys(samples.text.data.message).sort());
	});
});

describe('what the editor shows', () => {
	const shown = (values: Record<string, string>, list = description.properties) => {
		const parameters = { resource: 'sessionMessage', operation: 'send', ...values };
		const node = { typeVersion: 1 };
		return list
			.filter((one) => NodeHelpers.displayParameter(parameters, one, node, description, parameters))
			.map(({ name }) => name);
	};

	test.each([
		['none', []],
		['binaryFile', ['binaryPropertyName']],
		['fileUrl', ['fileUrl']],
		['sticker', ['stickerId']],
		['={{ $json.kind }}', ['binaryPropertyName', 'fileUrl', 'stickerId']],
	])('for the attachment %s are its fields', (attachment, fields) => {
		expect(shown({ attachment })).toEqual([
			...['resource', 'operation', 'identity', 'text', 'attachment', ...fields, 'options'],
		]);
	});

	test.each([
		['={{ $json.output }}', true],
		['selectedFields', true],
		['message', false],
	])('for the output %s are fields to select: %j', (output, isShown) => {
		const options = optionsOf(named('options')).filter(({ name }) => name !== 'fileName');
		expect(shown({ output }, options).includes('outputFields')).toBe(isShown);
	});
});
