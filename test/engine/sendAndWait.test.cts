import type { INodeParameters } from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import { NODE_NAME, runNode, type NodeRunOptions } from '../support/runWorkflow.cts';
import { credentialFor } from '../support/send.cts';

/** A question is sent like every message, and waited for only when it was. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

async function ask(
	parameters: INodeParameters = {},
	items = [{ json: { order: 7 } }],
	more: NodeRunOptions = {},
) {
	return await runNode(
		{
			resource: 'sessionMessage',
			operation: 'sendAndWait',
			identity: '85256872847',
			message: '=May order {{ $json.order }} go out?',
			options: { maxRetries: 0 },
			...parameters,
		},
		items,
		{ credentials: credentialFor(sandbox.url), ...more },
	);
}

const waitsUntil = (run: Awaited<ReturnType<typeof ask>>) => run.run.waitTill;

test('after a sent question the execution waits, without a limit', async () => {
	const asked = await ask();
	expect(asked.run.status).toBe('waiting');
	expect(waitsUntil(asked)?.getUTCFullYear()).toBe(3000);
	expect(sandbox.messages.map(({ text }) => text)).toEqual([
		expect.stringMatching(
			/^May order 7 go out\?\n\nRespond:\nhttp\S+\/[^/]+\/islash\?question=0&signature=\w+$/,
		) as string,
	]);
});

test.each<[object, number]>([
	[{ limitType: 'afterTimeInterval', resumeAmount: 45, resumeUnit: 'minutes' }, 45 * 60],
	[{ limitType: 'afterTimeInterval', resumeAmount: 1.5, resumeUnit: 'hours' }, 90 * 60],
	[{ resumeAmount: '2', resumeUnit: 'days' }, 2 * 24 * 3600],
])('a limit ends the waiting: %j', async (values, seconds) => {
	const before = Date.now();
	const asked = await ask({ options: { limitWaitTime: { values } } } as INodeParameters);
	const waits = ((waitsUntil(asked)?.getTime() ?? 0) - before) / 1000;
	expect(waits).toBeGreaterThanOrEqual(seconds);
	expect(waits).toBeLessThan(seconds + 30);
});

test('a date ends it at that date', async () => {
	const values = { limitType: 'atSpecifiedTime', maxDateAndTime: '2030-01-01T00:00:00Z' };
	const asked = await ask({ options: { limitWaitTime: { values } } });
	expect(waitsUntil(asked)?.toISOString()).toBe('2030-01-01T00:00:00.000Z');
});

test('Retry On Fail asks again only when the question certainly did not arrive', async () => {
	sandbox.misbehave({ fault: { kind: 'status', status: 429 } });
	const node = { retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
	const asked = await ask({}, undefined, { node });
	expect(asked.run.status).toBe('waiting');
	expect(sandbox.messages).toHaveLength(1);
});

test.each(['stopWorkflow', 'continueRegularOutput'] as const)(
	'a question that may have arrived is neither sent again nor waited for: %s',
	async (onError) => {
		sandbox.misbehave({ fault: { kind: 'resetAfter', accept: true } });
		const node = { onError, retryOnFail: true, maxTries: 3, waitBetweenTries: 10 };
		const asked = await ask({}, undefined, { node });
		expect(waitsUntil(asked)).toBeUndefined();
		expect(sandbox.messages).toHaveLength(1);
	},
);

test('a question whose key was used is not waited for: nobody has its link', async () => {
	const options = { deduplicationKey: 'order-7' };
	await ask({ options }, undefined, { workflowId: 'ask' });
	const again = await ask({ options }, undefined, { workflowId: 'ask' });
	expect(waitsUntil(again)).toBeUndefined();
	expect(again.data(NODE_NAME)[0]?.json).toEqual({
		outcome: 'alreadySent',
		deduplicationKey: 'order-7',
	});
});

test.each<[string, INodeParameters, number]>([
	['Message', { message: ' ' }, 1],
	['Send and Wait for Response', {}, 2],
	['Amount', { options: { limitWaitTime: { values: { resumeAmount: 'long' } } } }, 1],
	[
		'Max Date and Time',
		{ options: { limitWaitTime: { values: { limitType: 'atSpecifiedTime' } } } },
		1,
	],
])("sends nothing when '%s' is wrong: %j", async (label, parameters, count) => {
	const items = Array.from({ length: count }, (_, order) => ({ json: { order } }));
	const asked = await ask(parameters, items);
	expect(asked.error()?.message).toMatch(new RegExp(`^'${label}' .*\\[item 0\\]$`));
	expect(sandbox.requests).toHaveLength(0);
});
