import type { IBinaryData, INodeExecutionData, INodeParameters } from 'n8n-workflow';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { outcomesOf, send } from '../support/send.cts';
import { SANDBOX_SESSION_KEY, startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** The retry of a corrected workflow sends only missing messages, and none twice. */

const OTHER_CHANNEL = 'another-channel';

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false, sessionKeys: [SANDBOX_SESSION_KEY, OTHER_CHANNEL] });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const REFUSED: Fault = {
	kind: 'status',
	status: 422,
	body: { meta: { code: 'RESP_NO', message: 'No' } },
};

const textFile = (content: string): IBinaryData => ({
	data: Buffer.from(content).toString('base64'),
	mimeType: 'text/plain',
	fileName: `${content}.txt`,
});

const ITEMS = [1, 2, 3, 4, 5].map((n): INodeExecutionData => ({
	json: { identity: `2000${n}`, text: `m${n}` },
	binary: { data: textFile(`a${n}`), corrected: textFile(`b${n}`) },
}));

/** Sends five items of which the fourth is refused, edits the node, saves, and retries. */
async function retryEdited(edited: INodeParameters, before: INodeParameters = {}) {
	sandbox.misbehave({ identity: '20004', fault: REFUSED });
	const options = { maxConcurrency: 1 };
	const first = await send({ host: sandbox.url, options, parameters: before }, ITEMS);
	expect(first.error()?.message).toBe('iSlash refused the message: No [item 3]');
	const { options: own, ...parameters } = { ...before, ...edited };
	const second = await send(
		{ host: sandbox.url, options: { ...options, ...Object(own) }, parameters },
		ITEMS,
		{ runExecutionData: first.runExecutionData },
	);
	return { first, second };
}

const received = () => sandbox.messages.map(({ identity, text }) => `${identity} ${text}`);
const allSent = (run: WorkflowRun) => expect(outcomesOf(run)).toEqual(Array(5).fill('sent'));

test('a corrected Text goes to those who have no message yet', async () => {
	const { second } = await retryEdited({ text: '={{ "Corrected " + $json.text }}' });
	allSent(second);
	expect(received()).toEqual([
		...['20001 m1', '20002 m2', '20003 m3', '20004 Corrected m4', '20005 Corrected m5'],
	]);
});

test('a corrected Contact Number counts for messages that were not sent', async () => {
	const { second } = await retryEdited({ identity: '={{ "852" + $json.identity }}' });
	allSent(second);
	expect(received()).toEqual(['20001 m1', '20002 m2', '20003 m3', '85220004 m4', '85220005 m5']);
});

test('another file counts for messages that were not sent', async () => {
	const file = { attachment: 'binaryFile', binaryPropertyName: 'data', text: '' };
	const { second } = await retryEdited({ binaryPropertyName: 'corrected' }, file);
	allSent(second);
	expect(sandbox.messages.map(({ identity, file: one }) => `${identity} ${one?.name}`)).toEqual([
		...['20001 a1.txt', '20002 a2.txt', '20003 a3.txt', '20004 b4.txt', '20005 b5.txt'],
	]);
});

test('another Session Key counts for messages that were not sent', async () => {
	const { second } = await retryEdited({ options: { sessionKey: OTHER_CHANNEL } });
	allSent(second);
	expect(sandbox.messages.map(({ identity, session }) => [identity, session])).toEqual([
		['20001', SANDBOX_SESSION_KEY],
		['20002', SANDBOX_SESSION_KEY],
		['20003', SANDBOX_SESSION_KEY],
		['20004', OTHER_CHANNEL],
		['20005', OTHER_CHANNEL],
	]);
});

test('a sent message keeps the output of its first answer', async () => {
	const { second } = await retryEdited({ text: 'Corrected' });
	expect(second.data('iSlash').map(({ json }) => json.body)).toEqual([
		...['m1', 'm2', 'm3', 'Corrected', 'Corrected'],
	]);
});
