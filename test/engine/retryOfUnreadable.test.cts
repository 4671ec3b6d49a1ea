import { useFileStore, type FileStore } from '../support/fileStore.cts';
import type { SourceItem } from '../support/items.cts';
import { NODE_NAME, runNode, type WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, credentialFor, FROM_ITEM, message, outcomesOf } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** What was sent stays sent, also when the next try can make no message of the item any more. */

let sandbox: Sandbox;
let store: FileStore;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
beforeEach(() => {
	store = useFileStore();
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const TOO_MANY: Fault = { kind: 'status', status: 429 };
const LOST: Fault = { kind: 'resetAfter', accept: true };

const withFile = (identity: string, text: string): SourceItem => ({
	...message(identity, text),
	binary: store.add({ announcedSize: 3, content: () => [Buffer.from('abc')] }).binary,
});
const withoutFile = (identity: string, text: string) => message(identity, text);
const tried = () => sandbox.requests.map(({ fields }) => fields.text);

const attachment = '={{ $binary.data ? "binaryFile" : "none" }}';

async function run(items: readonly SourceItem[], more: object = {}, failed?: WorkflowRun) {
	const options = { maxRetries: 0, maxConcurrency: 1 };
	return await runNode({ ...FROM_ITEM, attachment, options }, items, {
		credentials: credentialFor(sandbox.url),
		...(failed ? { runExecutionData: failed.runExecutionData } : {}),
		...more,
	});
}

describe('its file was deleted by n8n meanwhile', () => {
	test('a retry sends the missing messages, and reports them as sent', async () => {
		const items = [withFile('20000', 'm0'), withoutFile('20001', 'm1')];
		sandbox.misbehave({ text: 'm1', fault: TOO_MANY });
		const first = await run(items);
		expect(first.run.status).toBe('error');
		store.removeAll();
		const second = await run(items, {}, first);
		expect(outcomesOf(second)).toEqual(['sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1', 'm1']);
	});

	test('an uncertain item stays uncertain', async () => {
		const items = [withFile('20000', 'm0')];
		sandbox.misbehave({ text: 'm0', fault: LOST });
		const first = await run(items);
		store.removeAll();
		const second = await run(items, { node: CONTINUE }, first);
		expect(outcomesOf(second)).toEqual(['uncertain']);
		expect(tried()).toEqual(['m0']);
	});

	test('an item that was not sent says that the file is gone, and nothing is sent', async () => {
		const items = [withFile('20000', 'm0'), withoutFile('20001', 'm1')];
		sandbox.misbehave({ text: 'm0', fault: TOO_MANY });
		const first = await run(items);
		store.removeAll();
		const second = await run(items, {}, first);
		expect(second.error(NODE_NAME)?.message).toContain("no longer in n8n's storage");
		expect(tried()).toEqual(['m0']);
	});
});

test('its file was deleted and the text of another corrected: it stays sent', async () => {
	const items = [withFile('20000', 'm0'), withoutFile('20001', 'm1')];
	sandbox.misbehave({ text: 'm1', fault: { kind: 'status', status: 400 } });
	const first = await run(items);
	store.removeAll();
	const text = '={{ $json.text.replace("m1", "corrected") }}';
	const second = await run(items, { node: { parameters: { text } } }, first);
	expect(outcomesOf(second)).toEqual(['sent', 'sent']);
	expect(tried()).toEqual(['m0', 'm1', 'corrected']);
});

test('an uncertain item that may be sent again but is invalid now: the error says why', async () => {
	const items = [withFile('20000', 'm0')];
	sandbox.misbehave({ text: 'm0', fault: LOST });
	const first = await run(items);
	store.removeAll();
	const second = await run(items, {}, first);
	expect(second.error(NODE_NAME)?.message).toContain('before iSlash said whether');
	expect(second.error(NODE_NAME)?.description).toContain("no longer in n8n's storage");
});

test('the credential was broken meanwhile: only missing messages are reported as not sent', async () => {
	const items = [withoutFile('20000', 'm0'), withoutFile('20001', 'm1')];
	sandbox.misbehave({ text: 'm1', fault: TOO_MANY });
	const first = await run(items);
	const second = await run(items, { credentials: credentialFor(''), node: CONTINUE }, first);
	expect(outcomesOf(second)).toEqual(['sent', 'notSent']);
});

describe("a reply whose message has a field 'error'", () => {
	const body = JSON.stringify({
		meta: { code: 'RESP_OKAY' },
		data: { message: { id: 7, error: 'none' } },
	});
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 1 };

	test('is a success that Retry On Fail takes for a failure: nothing is sent again', async () => {
		sandbox.misbehave({ fault: { kind: 'reply', body, accept: true }, times: Infinity });
		const items = [withoutFile('20000', 'm0'), withoutFile('20001', 'm1')];
		const one = await run(items, { node });
		expect(outcomesOf(one)).toEqual(['sent', 'sent']);
		expect(tried()).toEqual(['m0', 'm1']);
	});
});
