import http from 'node:http';
import fc from 'fast-check';
import { CONTINUE, message, outcomesOf, send } from '../support/send.cts';
import { NODE_NAME, type WorkflowRun } from '../support/runWorkflow.cts';
import {
	startSandbox,
	type Fault,
	type FaultRule,
	type ReceivedRequest,
	type Sandbox,
} from '../sandbox/server.cts';

/** In which order, and how many at a time, messages go out. */

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ page: false });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

type Fate = 'sent' | 'rejected' | 'notSent' | 'uncertain';

interface Plan {
	readonly items: ReadonlyArray<{ contact: string; fate: Fate; delay: number }>;
	readonly maxConcurrency: number;
	readonly minInterval: number;
	readonly stop: boolean;
}

const FAULTS: Readonly<Record<Exclude<Fate, 'sent'>, Fault>> = {
	rejected: { kind: 'status', status: 400 },
	notSent: { kind: 'status', status: 429 },
	uncertain: { kind: 'resetAfter' },
};

const item = fc.record({
	contact: fc.constantFrom('20001', '20002', '20003', '20004'),
	fate: fc.constantFrom<Fate>('sent', 'sent', 'sent', 'sent', 'rejected', 'notSent', 'uncertain'),
	delay: fc.constantFrom(0, 0, 3, 12),
});

const plan: fc.Arbitrary<Plan> = fc.record({
	items: fc.array(item, { minLength: 1, maxLength: 14 }),
	maxConcurrency: fc.integer({ min: 1, max: 6 }),
	minInterval: fc.constantFrom(0, 0, 0, 0, 0, 20),
	stop: fc.boolean(),
});

function ruleFor({ fate, delay }: Plan['items'][number], index: number): FaultRule | undefined {
	const text = `m${index}`;
	if (fate !== 'sent') return { text, fault: FAULTS[fate] };
	return delay > 0 ? { text, fault: { kind: 'delay', ms: delay } } : undefined;
}

async function carryOut({ items, maxConcurrency, minInterval, stop }: Plan): Promise<WorkflowRun> {
	sandbox.reset();
	starts.length = 0;
	began = performance.now();
	sandbox.misbehave(...items.map(ruleFor).filter((rule) => rule !== undefined));
	return await send(
		{
			host: sandbox.url,
			options: { maxConcurrency, minInterval },
			...(stop ? {} : { node: CONTINUE }),
		},
		items.map(({ contact }, index) => message(contact, `m${index}`)),
	);
}

const indexOf = ({ fields }: ReceivedRequest) => Number(fields.text?.slice(1));
const endOf = ({ endedAt, startedAt }: ReceivedRequest) => endedAt ?? startedAt;

/** Requests to each contact, in the order they arrived. */
function byContact(requests: readonly ReceivedRequest[]): ReceivedRequest[][] {
	const contacts = new Set(requests.map(({ fields }) => fields.identity));
	return [...contacts].map((one) => requests.filter(({ fields }) => fields.identity === one));
}

function expectOneAfterAnother(requests: readonly ReceivedRequest[]): void {
	for (const own of byContact(requests)) {
		const indexes = own.map(indexOf);
		expect(indexes).toEqual([...indexes].sort((one, other) => one - other));
		own.slice(1).forEach((next, before) => {
			expect(next.startedAt).toBeGreaterThanOrEqual(endOf(own[before] as ReceivedRequest));
		});
	}
}

function mostAtOnce(requests: readonly ReceivedRequest[]): number {
	const under = (at: number) =>
		requests.filter((request) => request.startedAt <= at && at < endOf(request)).length;
	return Math.max(0, ...requests.map(({ startedAt }) => under(startedAt)));
}

/** When the requests left this side; at the other side they may come in a bunch. */
const starts: number[] = [];
let began = 0;
beforeAll(() => {
	const request = http.request as (...all: unknown[]) => http.ClientRequest;
	const noting = (...all: unknown[]) => {
		starts.push(performance.now());
		return request(...all);
	};
	jest.spyOn(http, 'request').mockImplementation(noting as typeof http.request);
});
afterAll(() => jest.restoreAllMocks());

function expectDistance(minInterval: number): void {
	// From the beginning of the run: on a busy machine the first request may leave late, others not.
	const took = Math.max(...starts) - began;
	expect(took).toBeGreaterThan((starts.length - 1) * minInterval);
}

function expectOutput(run: WorkflowRun, { items }: Plan): void {
	expect(outcomesOf(run)).toEqual(items.map(({ fate }) => fate));
	run.data(NODE_NAME).forEach(({ json, pairedItem }, index) => {
		expect(pairedItem).toEqual({ item: index });
		if (json.id !== undefined) expect(json.body).toBe(`m${index}`);
	});
}

/** n8n gets the error of the failed item with the lowest index. */
function expectFirstFailure(run: WorkflowRun, { items }: Plan): void {
	const tried = new Set(sandbox.requests.map(indexOf));
	const failed = items.findIndex(({ fate }, index) => fate !== 'sent' && tried.has(index));
	if (failed === -1) return expectOutput(run, { items } as Plan);
	expect(run.error(NODE_NAME)).toMatchObject({ context: { itemIndex: failed } });
}

test('one contact in item order, contacts side by side within the bound, output as input', async () => {
	await fc.assert(
		fc.asyncProperty(plan, async (one) => {
			const run = await carryOut(one);
			expectOneAfterAnother(sandbox.requests);
			expect(mostAtOnce(sandbox.requests)).toBeLessThanOrEqual(one.maxConcurrency);
			expect(starts).toHaveLength(sandbox.requests.length);
			expectDistance(one.minInterval);
			if (one.stop) expectFirstFailure(run, one);
			else expectOutput(run, one);
		}),
		{ numRuns: 150 },
	);
}, 60_000);

test('different contacts really go side by side, as many as allowed', async () => {
	const items = Array.from({ length: 12 }, (_, index) => message(`2000${index}`, `m${index}`));
	sandbox.misbehave({ fault: { kind: 'delay', ms: 100 }, times: Infinity });
	await send({ host: sandbox.url, options: { maxConcurrency: 4 } }, items);
	expect(mostAtOnce(sandbox.requests)).toBe(4);
	expect(sandbox.messages).toHaveLength(12);
});

test('one contact keeps its order also through two channels, and however it is written', async () => {
	const other = await startSandbox({ page: false, sessionKeys: ['other-channel'] });
	try {
		other.misbehave({ fault: { kind: 'delay', ms: 100 }, times: Infinity });
		const options = { sessionKey: '={{ $json.text }}', formatIdentity: false };
		const items = [
			message('20001', 'sandbox-session-9b2e5a'),
			message('+20001', 'other-channel'),
			message('002000-1', 'sandbox-session-9b2e5a'),
		];
		await send({ host: other.url, options }, items);
		expect(mostAtOnce(other.requests)).toBe(1);
		const contacts = other.requests.map(({ fields }) => fields.identity);
		expect(contacts).toEqual(['20001', '+20001', '002000-1']);
	} finally {
		await other.close();
	}
});

describe('with On Error "Stop Workflow" nothing new is started after a failure', () => {
	const items = ['m0', 'm1', 'm2'].map((text, index) => message(`3000${index}`, text));
	const refused: FaultRule = { text: 'm0', fault: { kind: 'status', status: 400 } };
	const tried = () => sandbox.requests.map(({ fields }) => fields.text);

	test('a message that waits for its turn is not sent', async () => {
		sandbox.misbehave(refused);
		const run = await send({ host: sandbox.url, options: { minInterval: 300 } }, items);
		expect(run.error(NODE_NAME)).toMatchObject({ context: { itemIndex: 0 } });
		expect(tried()).toEqual(['m0']);
	});

	test('a message that waits for its next try is not tried again', async () => {
		const later = { 'retry-after': '30' };
		sandbox.misbehave(
			{ text: 'm0', fault: { kind: 'delay', ms: 300 } },
			{ text: 'm1', fault: { kind: 'status', status: 429, headers: later } },
			{ text: 'm2', fault: { kind: 'status', status: 400 } },
		);
		const begin = Date.now();
		const run = await send({ host: sandbox.url, options: { maxRetries: 3 } }, items);
		expect(Date.now() - begin).toBeLessThan(5000);
		expect(run.error(NODE_NAME)).toMatchObject({ context: { itemIndex: 1 } });
		expect([...tried()].sort()).toEqual(['m0', 'm1', 'm2']);
		// What was under way is awaited and remembered.
		expect(sandbox.messages.map(({ text }) => text)).toEqual(['m0']);
	});
});
