import fc from 'fast-check';
import { CONTINUE, message, outcomesOf, send } from '../support/send.cts';
import { startSandbox, type Fault, type Sandbox } from '../sandbox/server.cts';

/** No message is sent twice, whatever fails, at any place and with any settings. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const ITEMS = ['m0', 'm1', 'm2', 'm3', 'm4'].map((text, index) => message(`2000${index}`, text));
const sent = () => sandbox.messages.map(({ text }) => text);

interface Plan {
	readonly fates: ReadonlyArray<{ readonly fault: Fault | undefined; readonly times: number }>;
	readonly maxTries: number;
	readonly maxConcurrency: number;
	readonly goesOn: boolean;
	readonly resumes: number;
}

const fault = fc.constantFrom<Fault | undefined>(
	undefined,
	{ kind: 'status', status: 429 },
	{ kind: 'status', status: 400 },
	{ kind: 'status', status: 500, accept: true },
	{ kind: 'resetAfter' },
	{ kind: 'resetAfter', accept: true },
);
const plan: fc.Arbitrary<Plan> = fc.record({
	fates: fc.array(fc.record({ fault, times: fc.integer({ min: 1, max: 3 }) }), {
		minLength: 5,
		maxLength: 5,
	}),
	maxTries: fc.integer({ min: 2, max: 4 }),
	maxConcurrency: fc.integer({ min: 1, max: 3 }),
	goesOn: fc.boolean(),
	resumes: fc.integer({ min: 0, max: 2 }),
});

async function carryOut({ fates, maxTries, maxConcurrency, goesOn, resumes }: Plan): Promise<void> {
	sandbox.reset();
	fates.forEach(({ fault: one, times }, index) => {
		if (one) sandbox.misbehave({ text: `m${index}`, fault: one, times });
	});
	const node = {
		...{ retryOnFail: true, maxTries, waitBetweenTries: 1 },
		...(goesOn ? CONTINUE : {}),
	};
	const toSend = { host: sandbox.url, options: { maxConcurrency }, node };
	let run = await send(toSend, ITEMS);
	for (let count = 0; count < resumes && run.run.status === 'error'; count++) {
		run = await send(toSend, ITEMS, { runExecutionData: run.runExecutionData });
	}
	const ends = run.run.status === 'error' ? [] : outcomesOf(run);
	ends.forEach((end, index) => {
		if (end === 'sent') expect(sent()).toContain(`m${index}`);
		else expect(['rejected', 'notSent', 'uncertain']).toContain(end);
	});
}

test('whatever fails, at any place, any number of times: each message arrives at most once', async () => {
	await fc.assert(
		fc.asyncProperty(plan, async (one) => {
			await carryOut(one);
			const once = [...new Set(sent())];
			expect(sent()).toEqual(once);
		}),
		{ numRuns: 100 },
	);
}, 60_000);
