import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../../sandbox/server.cts';
import { saveCredential } from '../../n8n/credentialsApi.cts';
import { outputOf } from '../../n8n/executionsApi.cts';
import { freePort } from '../../n8n/freePort.cts';
import type { WorkflowFile } from '../../n8n/workflowsApi.cts';
import type { Scenario } from '../scenario.cts';
import { run, SEND, sendNode, workflowOf } from '../workflows.cts';
import { sandboxCredential } from '../../n8n/sandboxCredential.cts';
import type { World } from '../world.cts';

const PEOPLE = [
	{ number: '85250000001', text: 'Hello Ann' },
	{ number: 'no number', text: 'Hello Bob' },
	{ number: '85250000003', text: 'Hello Cid' },
	{ number: '85250000004', text: 'Hello Dora' },
];

const REFUSED = {
	status: 422,
	body: { meta: { code: 'RESP_INVALID_CONTACT', message: 'Contact is blocked', trace_id: 't-77' } },
} as const;

const errorOutput: Scenario = {
	rule: 'With an error output, who got the message and who did not leave by different doors',
	prove: async (world) => {
		world.sandbox.misbehave({ identity: '85250000003', fault: { kind: 'status', ...REFUSED } });
		const send = sendNode(world, {}, { onError: 'continueErrorOutput' });
		const { execution } = await run(world, workflowOf('Error output', PEOPLE, send));
		equal(execution.status, 'success');
		deepEqual(
			outputOf(execution, SEND, 0).map(({ body }) => body),
			['Hello Ann', 'Hello Dora'],
		);
		const failed = outputOf(execution, SEND, 1);
		deepEqual(
			failed.map(({ outcome }) => outcome),
			['notSent', 'rejected'],
		);
		deepEqual(world.sandbox.messages.map(({ text }) => text).sort(), ['Hello Ann', 'Hello Dora']);
		equal(failed[1]?.httpCode, '422');
		equal(failed[1]?.traceId, 't-77');
	},
};

const unreachable: Scenario = {
	rule: 'When nobody answers at the address, the item says that nothing was sent',
	prove: async (world) => {
		const nobody = { url: `http://127.0.0.1:${await freePort()}` };
		const elsewhere = { ...sandboxCredential(nobody), name: 'Nobody there' };
		const credential = await saveCredential(world.rest, elsewhere);
		const send = sendNode(
			{ credential },
			{ options: { maxRetries: 0 } },
			{ onError: 'continueErrorOutput' },
		);
		const file = workflowOf('Unreachable', PEOPLE.slice(0, 1), send);
		const { execution } = await run(world, file);
		const [failed] = outputOf(execution, SEND, 1);
		deepEqual([failed?.outcome, failed?.code], ['notSent', 'ECONNREFUSED']);
	},
};

const THIRTY = Array.from({ length: 30 }, (_, n) => ({ number: '85250000009', text: `Nr ${n}` }));

const lostAnswer: Scenario = {
	rule: 'When answers get lost, the items say that it is uncertain, and each message is sent once',
	prove: async (world) => {
		// Many of them: which end of a broken connection is seen first is a matter of luck.
		const lost = { fault: { kind: 'resetAfter', accept: true }, times: Infinity } as const;
		world.sandbox.misbehave(lost);
		const send = sendNode(world, {}, { onError: 'continueErrorOutput' });
		const { execution } = await run(world, workflowOf('Lost answers', THIRTY, send));
		deepEqual(
			outputOf(execution, SEND, 1).map(({ outcome }) => outcome),
			THIRTY.map(() => 'uncertain'),
		);
		deepEqual(
			world.sandbox.messages.map(({ text }) => text),
			THIRTY.map(({ text }) => text),
		);
	},
};

const readable: Scenario = {
	rule: 'A wrong number stops the workflow before anything is sent, and the message says why',
	prove: async (world) => {
		const { execution } = await run(world, workflowOf('Stop', PEOPLE, sendNode(world)));
		equal(execution.status, 'error');
		equal(world.sandbox.requests.length, 0);
		match(String(execution.error?.message), /number/i);
		equal((execution.error?.context as { itemIndex?: number } | undefined)?.itemIndex, 1);
	},
};

const secrets: Scenario = {
	rule: 'Neither the token nor the session key is in a saved execution, sent or failed',
	prove: async (world) => {
		const good = await run(world, twoMessages(world, 'Secrets, all well'));
		world.sandbox.misbehave({
			text: 'Hello Dora',
			fault: {
				kind: 'status',
				status: 403,
				body: `session ${SANDBOX_SESSION_KEY} of ${SANDBOX_TOKEN} may not send`,
			},
		});
		const bad = await run(world, twoMessages(world, 'Secrets, refused'));
		deepEqual([good.execution.status, bad.execution.status], ['success', 'error']);
		for (const { execution } of [good, bad]) {
			ok(execution.savedText.includes('Hello Dora'), 'what was saved is looked at');
			ok(!execution.savedText.includes(SANDBOX_TOKEN), 'the token was saved');
			ok(!execution.savedText.includes(SANDBOX_SESSION_KEY), 'the session key was saved');
		}
	},
};

function twoMessages(world: World, name: string): WorkflowFile {
	const people = PEOPLE.filter(({ number }) => number !== 'no number').slice(0, 3);
	return workflowOf(name, people, sendNode(world));
}

export const failedItems: readonly Scenario[] = [
	errorOutput,
	unreachable,
	lostAnswer,
	readable,
	secrets,
];
