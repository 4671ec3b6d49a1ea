import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { INodeParameters } from 'n8n-workflow';
import { Deduplicator, hashOf, processedKeys } from '../support/deduplicator.cts';
import { startKeyedProcess, type KeyedProcess } from '../support/keyedProcess.cts';
import { NODE_NAME } from '../support/runWorkflow.cts';
import { CONTINUE, message, outcomesOf, send } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** A message with a used key is not sent again, by any execution. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => {
	sandbox.reset();
	processedKeys.clear();
});
afterAll(async () => await sandbox.close());

const KEYED: INodeParameters = { deduplicationKey: '={{ $json.key }}', maxConcurrency: 1 };
const SILENT: Fault = { kind: 'silent', when: 'reply' };
const ROW = 'test-workflow n:islash';

const keyed = (key: string, text = 'm', identity = '20001') => {
	const { json } = message(identity, text);
	return { json: { ...json, key } };
};

async function outcomes(...items: ReadonlyArray<ReturnType<typeof keyed>>) {
	return outcomesOf(await send({ host: sandbox.url, options: KEYED, node: CONTINUE }, items));
}

const sent = () => sandbox.messages.map(({ text }) => text);

describe('a key', () => {
	test('is used up by a message that was sent', async () => {
		expect(await outcomes(keyed('a', 'first'))).toEqual(['sent']);
		const run = await send({ host: sandbox.url, options: KEYED }, [keyed('a', 'second')]);
		expect(run.data(NODE_NAME)).toEqual([
			{ json: { outcome: 'alreadySent', deduplicationKey: 'a' }, pairedItem: { item: 0 } },
		]);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('is used up by the first of two items in one execution', async () => {
		const items = [keyed('a', 'first'), keyed('b'), keyed('a', 'again', '20002')];
		expect(await outcomes(...items)).toEqual(['sent', 'sent', 'alreadySent']);
		expect(sent()).toEqual(['first', 'm']);
	});

	test('that is empty is none', async () => {
		expect(await outcomes(keyed(''), keyed(''))).toEqual(['sent', 'sent']);
	});

	test('counts for its node and workflow only', async () => {
		const elsewhere = { host: sandbox.url, options: KEYED };
		await send(elsewhere, [keyed('a')]);
		await send(elsewhere, [keyed('a')], { workflowId: 'another' });
		await send({ ...elsewhere, node: { id: 'another' } }, [keyed('a')]);
		expect(sandbox.messages).toHaveLength(3);
	});

	test('is recorded before its message is sent', async () => {
		sandbox.misbehave({ fault: { kind: 'delay', ms: 300 } });
		const running = outcomes(keyed('a'));
		while (sandbox.requests.length === 0) await wait(5);
		expect(await processedKeys.read(ROW)).toContain(hashOf('a'));
		expect(await running).toEqual(['sent']);
	});
});

describe('the outcome of the message decides about its key', () => {
	test.each<[string, Fault]>([
		['rejected', { kind: 'status', status: 400 }],
		['notSent', { kind: 'status', status: 429 }],
	])('%s: the key may be used again', async (outcome, fault) => {
		sandbox.misbehave({ fault });
		expect(await outcomes(keyed('a'))).toEqual([outcome]);
		expect(await processedKeys.read(ROW)).not.toContain(hashOf('a'));
		expect(await outcomes(keyed('a'))).toEqual(['sent']);
	});

	test('uncertain: the key stays used, for later executions too', async () => {
		sandbox.misbehave({ fault: { kind: 'resetAfter' } });
		expect(await outcomes(keyed('a'))).toEqual(['uncertain']);
		expect(await outcomes(keyed('a'))).toEqual(['alreadySent']);
		expect(sandbox.requests).toHaveLength(1);
	});

	describe('not sent, and the storage does not take the key back', () => {
		beforeEach(() => {
			sandbox.misbehave({ fault: { kind: 'status', status: 429 } });
			jest.spyOn(Deduplicator.prototype, 'removeProcessed').mockRejectedValue(new Error('Gone'));
		});
		afterEach(() => jest.restoreAllMocks());

		test('the error says that a new execution will not send the message', async () => {
			const run = await send({ host: sandbox.url, options: KEYED }, [keyed('a')]);
			expect(run.error()?.description).toMatch(
				/ The 'Deduplication Key' could not be removed .* a new execution with the same key does not\.$/,
			);
			expect(await outcomes(keyed('a'))).toEqual(['alreadySent']);
		});

		test('the next try of the same execution sends the message', async () => {
			const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
			const run = await send({ host: sandbox.url, options: KEYED, node }, [keyed('a')]);
			expect(outcomesOf(run)).toEqual(['sent']);
			expect(sent()).toEqual(['m']);
		});

		test('the next try sends it also when it was corrected meanwhile, and uses the key', async () => {
			const first = await send({ host: sandbox.url, options: KEYED }, [keyed('a')]);
			jest.restoreAllMocks();
			const corrected = { host: sandbox.url, options: KEYED, parameters: { text: 'corrected' } };
			const runExecutionData = first.runExecutionData;
			const second = await send(corrected, [keyed('a')], { runExecutionData });
			expect(outcomesOf(second)).toEqual(['sent']);
			expect(sent()).toEqual(['corrected']);
			expect(await outcomes(keyed('a'))).toEqual(['alreadySent']);
		});

		test('so it does with a message whose turn had not come', async () => {
			const node = { retryOnFail: true, maxTries: 2, waitBetweenTries: 0 };
			const options = { ...KEYED, maxConcurrency: 2, minInterval: 600 };
			const items = [keyed('a'), keyed('b', 'n', '20002')];
			const run = await send({ host: sandbox.url, options, node }, items);
			expect(outcomesOf(run)).toEqual(['sent', 'sent']);
			expect(sent()).toEqual(['m', 'n']);
		});
	});

	test('a message that cannot be made does not use its key', async () => {
		expect(await outcomes(keyed('a', ''))).toEqual(['notSent']);
		expect(await outcomes(keyed('a'))).toEqual(['sent']);
	});
});

describe('two executions at the same time', () => {
	test('the second waits for the first, and sends nothing if the first was sent', async () => {
		sandbox.misbehave({ fault: { kind: 'delay', ms: 200 } });
		const both = await Promise.all([outcomes(keyed('a')), outcomes(keyed('a'))]);
		expect(both.flat().sort()).toEqual(['alreadySent', 'sent']);
		expect(sandbox.requests).toHaveLength(1);
	});

	test('the second is sent if the first could not be sent', async () => {
		sandbox.misbehave({ fault: { kind: 'status', status: 429 } });
		const both = await Promise.all([outcomes(keyed('a')), outcomes(keyed('a'))]);
		expect(both.flat().sort()).toEqual(['notSent', 'sent']);
		expect(sandbox.messages).toHaveLength(1);
	});
});

describe('two processes', () => {
	const keys = Array.from({ length: 40 }, (_, index) => `key-${index}`);
	const folder = mkdtempSync(join(tmpdir(), 'islash-keys-'));
	let one: KeyedProcess;
	let other: KeyedProcess;
	beforeAll(async () => {
		[one, other] = await Promise.all([startKeyedProcess(folder), startKeyedProcess(folder)]);
	}, 60_000);
	afterAll(async () => {
		await Promise.all([one.kill(), other.kill()]);
		rmSync(folder, { recursive: true, force: true });
	});

	test('that send the same at the same moment send each message once', async () => {
		const order = { host: sandbox.url, workflowId: 'at-the-same-moment', keys };
		const [ofOne, ofOther] = await Promise.all([one.send(order), other.send(order)]);
		expect([...sent()].sort()).toEqual([...keys].sort());
		const pairs = keys.map((_, index) => [ofOne[index], ofOther[index]].sort());
		expect(pairs).toEqual(keys.map(() => ['alreadySent', 'sent']));
	}, 60_000);

	test('of which one is killed before it has its answers: nothing is sent again', async () => {
		const order = { host: sandbox.url, workflowId: 'killed', keys };
		sandbox.misbehave({ fault: { ...SILENT, accept: true }, times: keys.length });
		void one.send(order);
		while (sandbox.messages.length < keys.length) await wait(20);
		await one.kill();
		expect(await other.send(order)).toEqual(keys.map(() => 'alreadySent'));
		expect(sandbox.messages).toHaveLength(keys.length);
	}, 60_000);
});

test('at least the newest 10,000 keys are known, and older keys are deleted at last', async () => {
	const old = Array.from({ length: 11_000 }, (_, index) => hashOf(`old-${index}`));
	await processedKeys.insert(ROW, old);
	expect(await outcomes(keyed('new'))).toEqual(['sent']);
	expect(await processedKeys.read(ROW)).toHaveLength(10_000);
	const known = [keyed('old-1001'), keyed('old-10999'), keyed('new')];
	expect(await outcomes(...known)).toEqual(['alreadySent', 'alreadySent', 'alreadySent']);
	expect(await outcomes(keyed('old-1000'))).toEqual(['sent']);
});
