import type { IBinaryData, INodeParameters } from 'n8n-workflow';
import {
	SANDBOX_SESSION_KEY,
	SANDBOX_TOKEN,
	startSandbox,
	type Sandbox,
} from '../sandbox/server.cts';
import type { SourceItem } from '../support/items.cts';
import { send } from '../support/send.cts';
import type { NodeRunOptions } from '../support/runWorkflow.cts';

/** Every way in which no message can be made: the parameter is named, and nothing is requested. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const NO_FILE = "names 'data', but the item has no file there";
const file = { content: Buffer.from('a'), fileName: 'a.txt', mimeType: 'text/plain' };
const item: SourceItem = {
	json: { identity: '85256872847', list: [1], object: {}, none: null, half: 'cut \ud83d' },
	files: { file, evil: { ...file, mimeType: 'a/b\r\nX-Evil: 1' } },
	// As a Code node may put it together.
	binary: { odd: { data: null } as unknown as IBinaryData },
};

async function expectRefusal(
	message: string | RegExp,
	parameters: INodeParameters,
	options: INodeParameters = {},
	more: NodeRunOptions = {},
): Promise<void> {
	const told = { text: 'a', ...parameters };
	const run = await send({ host: sandbox.url, parameters: told, options }, [item], more);
	const error = run.error();
	expect(error).toMatchObject({
		name: 'NodeOperationError',
		description: expect.stringMatching(/^[A-Z].{10,}\.$/),
		context: { itemIndex: 0 },
	});
	if (typeof message === 'string') expect(error?.message).toBe(`${message} [item 0]`);
	else expect(error?.message).toMatch(message);
	expect(`${error?.message} ${error?.description}`).not.toMatch(/\b(error|problem|fail|mistake)/i);
	expect(sandbox.requests).toEqual([]);
}

describe('a parameter that is refused', () => {
	test.each<[string, INodeParameters]>([
		["'Contact Number' is empty", { identity: '={{ $json.none }}' }],
		["'Contact Number' is empty", { identity: '={{ $json.missing }}' }],
		["'Contact Number' is empty", { identity: ' ' }],
		["'Contact Number' is '1234', which is not a number of 5 to 20 digits", { identity: '1234' }],
		["'Contact Number' is a list where text is needed", { identity: '={{ $json.list }}' }],
		[
			"'Contact Number' is '-85256872847', which is a negative number",
			{ identity: '={{ -85256872847 }}' },
		],
		[
			"'Contact Number' is '85256872847.5', which is a number with decimals",
			{ identity: '={{ 85256872847.5 }}' },
		],
		[
			"'Contact Number' is a number too large to be exact, so its last digits are lost",
			{ identity: '={{ 12345678901234567890 }}' },
		],
		["'Text' is empty and there is no attachment, so there is nothing to send", { text: '' }],
		[
			"'Text' is empty and there is no attachment, so there is nothing to send",
			{ text: '={{ $json.none }}' },
		],
		["'Text' is an object where text is needed", { text: '={{ $json.object }}' }],
		[
			"'Text' contains half of an emoji or other character that was cut in two",
			{ text: '={{ $json.half }}' },
		],
		["'Attachment' is 'voice', which is not one of its options", { attachment: "={{ 'voice' }}" }],
		[`'Input Data Field Name' ${NO_FILE}`, { attachment: 'binaryFile' }],
		[
			"'Input Data Field Name' names 'odd', but the item has no file there",
			{ attachment: 'binaryFile', binaryPropertyName: 'odd' },
		],
		["'Input Data Field Name' is empty", { attachment: 'binaryFile', binaryPropertyName: '' }],
		[
			"'Input Data Field Name' names a file whose media type contains a line break or another control character",
			{ attachment: 'binaryFile', binaryPropertyName: 'evil' },
		],
		["'File URL' is empty", { attachment: 'fileUrl', fileUrl: '' }],
		["'File URL' is empty", { attachment: 'fileUrl', fileUrl: '={{ $json.none }}' }],
		[
			"'File URL' is not an absolute http or https address",
			{ attachment: 'fileUrl', fileUrl: '/a.png' },
		],
		["'Sticker' is empty", { attachment: 'sticker' }],
		[
			"'Sticker' is empty",
			{ attachment: 'sticker', stickerId: { __rl: true, mode: 'id', value: '' } },
		],
		[
			"'Sticker' is an object where text is needed",
			{
				attachment: 'sticker',
				stickerId: { __rl: true, mode: 'id', value: '={{ $json.object }}' },
			},
		],
		[
			"'Text' could not be read: Referenced node doesn't exist",
			{ text: "={{ $('Nobody').item.json.text }}" },
		],
		["'Contact Number' could not be read: invalid syntax", { identity: '={{ ( }}' }],
	])('%s: %j', async (message, parameters) => {
		await expectRefusal(message, parameters);
	});
});

describe('an option that is refused', () => {
	test.each<[string, INodeParameters]>([
		["'Quoted Message ID' must consist of digits", { quotedMessageId: 'last' }],
		[
			"'Quoted Message ID' is a number too large to be exact, so its last digits are lost",
			{ quotedMessageId: '={{ 2 ** 53 }}' },
		],
		[
			"'Format Contact Number' is a string where true or false is needed",
			{ formatIdentity: "={{ 'maybe' }}" },
		],
		["'Session Key' is a list where text is needed", { sessionKey: '={{ $json.list }}' }],
		[
			"'Deduplication Key' is an object where text is needed",
			{ deduplicationKey: '={{ $json.object }}' },
		],
		[
			"'If Delivery Is Uncertain' is 'later', which is not one of its options",
			{ whenUncertain: "={{ 'later' }}" },
		],
		["'Max Concurrent Messages' must be a whole number from 1 to 50", { maxConcurrency: 51 }],
		["'Max Retries' must be a whole number from 0 to 10", { maxRetries: 11 }],
		["'Max Retries' must be a whole number from 0 to 10", { maxRetries: '={{ 1.5 }}' }],
		["'Min Interval' must be a whole number from 0 to 2147483647", { minInterval: -1 }],
		["'Timeout' must be a whole number from 1 to 2147483647", { timeout: 0 }],
		["'Output' is 'raw', which is not one of its options", { output: "={{ 'raw' }}" }],
		[
			"'Output Fields' is an object where a list of field names is needed",
			{ output: 'selectedFields', outputFields: '={{ $json.object }}' },
		],
		["'Quoted Message ID' could not be read: invalid syntax", { quotedMessageId: '={{ ( }}' }],
		["'Max Concurrent Messages' could not be read: invalid syntax", { maxConcurrency: '={{ ( }}' }],
	])('%s: %j', async (message, options) => {
		await expectRefusal(message, {}, options);
	});

	test("'File Name' is an object where text is needed", async () => {
		const parameters = { attachment: 'binaryFile', binaryPropertyName: 'file' };
		const message = "'File Name' is an object where text is needed";
		await expectRefusal(message, parameters, { fileName: '={{ $json.object }}' });
	});
});

describe('a credential that is refused', () => {
	const good = { token: SANDBOX_TOKEN, sessionKey: SANDBOX_SESSION_KEY };

	test.each([
		["'API Endpoint' is empty", { host: '' }],
		["'API Endpoint' is not the address of an iSlash platform", { host: 'my iSlash' }],
		["'User Token' is empty", { token: '' }],
		["'User Token' is empty", { token: '  ' }],
		[
			"'User Token' contains a line break or another character that a token never has",
			{ token: 'a\nb' },
		],
		[
			"'User Token' contains a line break or another character that a token never has",
			{ token: '…' },
		],
		["'Session Key' is empty", { sessionKey: '' }],
		["'Session Key' is empty", { sessionKey: ' ' }],
	])('%s: %j', async (message, values) => {
		const credentials = { iSlashApi: { host: sandbox.url, ...good, ...values } };
		await expectRefusal(message, {}, {}, { credentials });
	});

	test('because none is chosen', async () => {
		await expectRefusal(
			/^'Credential' could not be read: .+ \[item 0\]$/,
			{},
			{},
			{ credentials: {} },
		);
	});
});
