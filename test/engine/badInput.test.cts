import fc from 'fast-check';
import {
	setGlobalState,
	type INodeExecutionData,
	type INodeParameters,
	type NodeOperationError,
} from 'n8n-workflow';
import { startSandbox, type Sandbox } from '../sandbox/server.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, send } from '../support/send.cts';
import {
	anyParameters,
	HUGE,
	LABELS,
	NAMES,
	rightBut,
	type AnyParameters,
	type Name,
} from './anyParameters.cts';
import { expectAsTold, textOf } from './asTold.cts';

/** Whatever the expressions give, a message is sent as they say, or one parameter is named. */

const SEED = 20_260;
const sets = fc.sample(anyParameters, { seed: SEED, numRuns: 10_020 });
const DEFAULT_SESSION = 'default';

let sandbox: Sandbox;
beforeAll(async () => {
	// n8n looks at the clock for every expression; in other time zones that takes longest of all.
	setGlobalState({ defaultTimezone: 'UTC' });
	const own = sets.map(({ values }) => textOf(values.sessionKey).trim());
	const sessionKeys = [...new Set([...own, ...HUGE.map((huge) => huge.trim())])];
	sandbox = await startSandbox({ page: false, sessionKey: DEFAULT_SESSION, sessionKeys });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

const OPTIONS = NAMES.slice(NAMES.indexOf('fileName'));

/** Every parameter has its own expression. */
function parametersBy(expression: (name: Name) => string) {
	const given = (names: readonly Name[]): INodeParameters =>
		Object.fromEntries(names.map((name) => [name, expression(name)]));
	return {
		parameters: given(NAMES.filter((name) => !OPTIONS.includes(name))),
		options: given(OPTIONS),
	};
}

const BY_FIELD = parametersBy((name) => `={{ $json.p.${name} }}`);
const byCode = parametersBy((name) => `={{ [$json.p['${name}']][0] }}`);
const stickerId = { __rl: true, mode: 'id', value: '={{ $json.p.stickerId }}' };
const BY_CODE = { ...byCode, parameters: { ...byCode.parameters, stickerId } };

const binary = { data: { data: 'YWJj', mimeType: 'text/plain', fileName: 'abc.txt' } };
const itemOf = ({ values }: AnyParameters): INodeExecutionData =>
	({ json: { p: values }, binary }) as unknown as INodeExecutionData;

async function run(told: readonly AnyParameters[], index: number, node = {}): Promise<WorkflowRun> {
	const { parameters, options } = index % 2 === 0 ? BY_FIELD : BY_CODE;
	const credentials = {
		iSlashApi: { host: sandbox.url, token: 'sandbox-token-4f7d1c', sessionKey: DEFAULT_SESSION },
	};
	return await send({ host: sandbox.url, parameters, options, node }, told.map(itemOf), {
		credentials,
	});
}

/** A refusal names one parameter that was given something else than it should be, and its item. */
function expectRefusal(
	error: unknown,
	told: AnyParameters,
	first: AnyParameters,
	itemIndex: number,
): void {
	const { name, message, description, context } = error as NodeOperationError;
	expect({ name, message, told, context }).toMatchObject({
		name: 'NodeOperationError',
		context: { itemIndex },
	});
	const label = /^'([^']+)' [^]+ \[item (\d+)\]$/.exec(message);
	const wrong = [...told.wrong, ...first.wrong].map((parameter) => LABELS[parameter] as string);
	expect({ message, wrong, told }).toMatchObject({
		message,
		wrong: expect.arrayContaining([label?.[1]]),
	});
	expect(label?.[2]).toBe(String(itemIndex));
	expect(message.length).toBeLessThan(450);
	expect(description).toMatch(/^[A-Z][^]{10,}\.$/);
}

type End = 'sent' | 'alreadySent' | 'refused';

function endOf(
	{ json, error }: INodeExecutionData,
	told: AnyParameters,
	first: AnyParameters,
	index: number,
): End {
	if (error) {
		expect(json).toMatchObject({ error: error.message, outcome: 'notSent' });
		expectRefusal(error, told, first, index);
		return 'refused';
	}
	if (json.outcome === 'alreadySent') {
		expect(json.deduplicationKey).toBe(textOf(told.values.deduplicationKey));
		return 'alreadySent';
	}
	const envelope = json as { id?: number; data?: { message?: { id: number } } };
	const id = envelope.id ?? envelope.data?.message?.id;
	// Messages are numbered from 1 in the order of their arrival.
	expectAsTold(
		sandbox.messages.find((message) => message.id === id),
		told,
		DEFAULT_SESSION,
	);
	return 'sent';
}

const count = (ends: readonly End[], wanted: End) => ends.filter((end) => end === wanted).length;

test.each(NAMES)('a megabyte of anything in one parameter: %s', async (name) => {
	const told = HUGE.map((huge) => rightBut(name, huge));
	const items = (await run(told, 0, CONTINUE)).data('iSlash');
	expect(items).toHaveLength(HUGE.length);
	items.forEach((item, at) => endOf(item, told[at]!, told[0]!, at));
});

const SMALL = 300;
const ENDS_IN_TIME = 120_000;

test.each([0, 1, 2, 3])(
	'thousands of items of a node that continues: %d',
	async (part) => {
		const all: End[] = [];
		const from = 3 * SMALL + part * 2280;
		for (let start = from; start < from + 2280; start += 380) {
			const [first, ...others] = sets.slice(start, start + 380) as [AnyParameters];
			const values = { ...first.values, maxConcurrency: 50, minInterval: 0 };
			const told = [{ ...first, values }, ...others];
			const result = await run(told, Math.floor(start / 380), CONTINUE);
			expect(result.error()).toBeUndefined();
			expect(result.data('iSlash')).toHaveLength(told.length);
			const ends = result.data('iSlash').map((item, at) => endOf(item, told[at]!, first, at));
			expect(sandbox.requests).toHaveLength(count(ends, 'sent'));
			all.push(...ends);
			sandbox.reset();
		}
		expect(count(all, 'sent')).toBeGreaterThan(800);
		expect(count(all, 'refused')).toBeGreaterThan(500);
	},
	ENDS_IN_TIME,
);

test.each([1, 2, 3])(
	'nodes with %d items that stop, or do not know how fast to go',
	async (size) => {
		const ends = { refused: 0, sent: 0 };
		const own = sets.slice((size - 1) * SMALL, size * SMALL);
		for (let start = 0; start < own.length; start += size) {
			const told = own.slice(start, start + size);
			const result = await run(told, start);
			const error = result.error();
			if (error === undefined) {
				result.data('iSlash').forEach((item, at) => endOf(item, told[at]!, told[0]!, at));
				ends.sent++;
			} else {
				const index = Number((error as NodeOperationError).context.itemIndex);
				expectRefusal(error, told[index]!, told[0]!, index);
				expect(sandbox.requests).toEqual([]);
				ends.refused++;
			}
			sandbox.reset();
		}
		expect(ends.refused).toBeGreaterThan(50);
		expect(ends.sent).toBeGreaterThan(0);
	},
);
