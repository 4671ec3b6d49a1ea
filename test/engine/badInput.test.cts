import fc from 'fast-check';
import {
	setGlobalState,
	type INodeExecutionData,
	type INodeParameters,
	type NodeOperationError,
} from 'n8n-workflow';
import { startSandbox, type ReceivedMessage, type Sandbox } from '../sandbox/server.cts';
import type { WorkflowRun } from '../support/runWorkflow.cts';
import { CONTINUE, send } from '../support/send.cts';
import { anyParameters, LABELS, NAMES, type AnyParameters, type Name } from './anyParameters.cts';

/** Whatever the expressions give, a message is sent as they say, or one parameter is named. */

const SEED = 20_260;
const sets = fc.sample(anyParameters, { seed: SEED, numRuns: 10_020 });
const DEFAULT_SESSION = 'default';

let sandbox: Sandbox;
beforeAll(async () => {
	// n8n looks at the clock for every expression; in other time zones that takes longest of all.
	setGlobalState({ defaultTimezone: 'UTC' });
	const own = sets.map(({ values }) => asField(textOf(values.sessionKey)));
	const sessionKeys = [...new Set(own)];
	sandbox = await startSandbox({ page: false, sessionKey: DEFAULT_SESSION, sessionKeys });
});
afterEach(() => sandbox.reset());
afterAll(async () => await sandbox.close());

/** The text that a value has, as people would say it. */
function textOf(value: unknown): string {
	if (value === undefined || value === null) return '';
	// In a resource locator n8n itself makes text of what says that it is a date of luxon.
	if (typeof value === 'object' && 'isLuxonDateTime' in value) return String(value);
	if (value instanceof Date) return Number.isNaN(value.getTime()) ? '' : value.toISOString();
	return typeof value === 'object' ? '' : String(value);
}

/** Line ends of a form field are CRLF, by the standard of forms; the text alone is sent as it is. */
const asField = (text: string) => text.replace(/\r\n|\r|\n/g, '\r\n');

const OPTIONS = NAMES.slice(NAMES.indexOf('fileName'));

/** Every parameter by an expression of its own. */
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

/** What arrived is what the parameters say, no more and no less. */
function expectAsTold(message: ReceivedMessage | undefined, { values }: AnyParameters): void {
	const contact = textOf(values.identity);
	const isFormatted = textOf(values.formatIdentity) !== 'false';
	const only = (attachment: string, value: unknown) =>
		values.attachment === attachment ? value : undefined;
	const { session, identity, text, quotedMessageId, fileUrl, stickerId, file } = message ?? {};
	const arrived = {
		session,
		identity,
		text,
		quotedMessageId,
		fileUrl,
		stickerId,
		size: file?.size,
	};
	expect(arrived).toEqual({
		session: asField(textOf(values.sessionKey)) || DEFAULT_SESSION,
		identity: isFormatted ? contact.replace(/\D/g, '').replace(/^00/, '') : contact,
		text: textOf(values.text) || undefined,
		quotedMessageId: textOf(values.quotedMessageId).trim() || undefined,
		fileUrl: only('fileUrl', textOf(values.fileUrl).trim()),
		stickerId: only('sticker', textOf(values.stickerId).trim()),
		size: only('binaryFile', 3),
	});
}

type End = 'sent' | 'alreadySent' | 'refused';

function endOf(
	{ json, error }: INodeExecutionData,
	told: AnyParameters,
	first: AnyParameters,
	index: number,
): End {
	if (error) {
		expect(json).toEqual({ error: error.message, outcome: 'notSent' });
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
	);
	return 'sent';
}

const count = (ends: readonly End[], wanted: End) => ends.filter((end) => end === wanted).length;

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
