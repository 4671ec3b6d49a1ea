import type { IContextObject } from 'n8n-workflow';
import type { Draft } from '../../nodes/ISlash/delivery/draft';
import { Ledger, type RunOfNode, type Sent } from '../../nodes/ISlash/delivery/ledger';
import type { Failure } from '../../nodes/ISlash/errors/failure';

/** What later tries know of earlier ones; each try has its own ledger on the same context. */

const SENT: Sent = { outcome: 'sent', json: { id: 1 } };
const UNCERTAIN: Failure = { outcome: 'uncertain', reason: 'answerBroken' };

const message = (text: string, itemIndex = 0, form: Record<string, string> = {}): Draft => ({
	itemIndex,
	account: { baseUrl: 'https://api.example.com/api/public', token: 'token', sessionKey: 'key' },
	contact: form.identity ?? '20001',
	request: {
		method: 'POST',
		path: '/send-session-message',
		form: { session: 'key', identity: '20001', text, ...form },
	},
	policy: { deduplicationKey: undefined, whenUncertain: 'stop', maxRetries: 2, timeout: 300_000 },
	secrets: [],
	prove: () => 'accepted',
	output: () => ({}),
});

let context: IContextObject;
beforeEach(() => {
	context = {};
});
/** n8n saves the context with the execution as JSON, and the next try may be in another process. */
const saved = () => {
	context = JSON.parse(JSON.stringify(context)) as IContextObject;
};
const nextTry = (run: RunOfNode = 0) => {
	// What a tool did is known in its process only.
	if (run !== 'tool') saved();
	return new Ledger(context, run);
};

describe('the next try knows the outcome of an item', () => {
	test.each([SENT, UNCERTAIN])('when it is %j', (verdict) => {
		nextTry().remember(message('hello'), { verdict });
		expect(nextTry().recall(message('hello')).verdict).toEqual(verdict);
		expect(nextTry().recall(message('hello')).verdict).toEqual(verdict);
	});

	test.each([
		['after its text was edited', 'goodbye'],
		['when an expression gives another value by itself', 'hello at 10:01'],
	])('%s', (_, text) => {
		nextTry().remember(message('hello'), { verdict: SENT });
		expect(nextTry().recall(message(text)).verdict).toEqual(SENT);
	});

	test('when no message can be made of it any more', () => {
		nextTry().remember(message('hello', 1), { verdict: UNCERTAIN });
		expect(nextTry().recall(1).verdict).toEqual(UNCERTAIN);
		expect(nextTry().recall(0)).toEqual({});
	});

	test('and stays so while another item is retried', () => {
		const first = nextTry();
		first.remember(message('hello', 0), { verdict: SENT });
		first.remember(message('goodbye', 1), { verdict: UNCERTAIN });
		nextTry().remember(message('goodbye', 1), { verdict: SENT });
		expect(nextTry().recall(message('hello', 0)).verdict).toEqual(SENT);
		expect(nextTry().recall(message('goodbye', 1)).verdict).toEqual(SENT);
	});
});

describe('nothing is known', () => {
	test('of another item that says the same', () => {
		nextTry().remember(message('hello', 0), { verdict: SENT });
		expect(nextTry().recall(message('hello', 1))).toEqual({});
	});

	test('in the next round of a loop', () => {
		nextTry(0).remember(message('hello'), { verdict: SENT });
		expect(nextTry(1).recall(message('hello'))).toEqual({});
	});

	test('of a message that was under way and then certainly did not arrive', () => {
		const ledger = nextTry();
		ledger.remember(message('hello'), { verdict: UNCERTAIN });
		ledger.remember(message('hello'), {});
		expect(nextTry().recall(message('hello'))).toEqual({});
	});

	test('once every message of the run was sent', () => {
		const ledger = nextTry();
		ledger.remember(message('hello'), { verdict: SENT });
		ledger.clear();
		expect(context).toEqual({});
	});

	test.each([{ messages: 'text' }, { messages: null }, { messages: { run: 0 } }])(
		'when the context holds %j, of whoever it is',
		(held) => {
			context = { ...held };
			expect(nextTry().recall(message('hello'))).toEqual({});
		},
	);
});

describe("an AI agent's tool, whose tries n8n counts as runs", () => {
	test('does not send an uncertain message again, even after other calls', () => {
		nextTry('tool').remember(message('hello'), { verdict: UNCERTAIN });
		const other = nextTry('tool');
		other.remember(message('other'), { verdict: SENT });
		other.clear();
		expect(nextTry('tool').recall(message('hello')).verdict).toEqual(UNCERTAIN);
	});

	test('does not forget what is uncertain when another call that began with it ends before', () => {
		saved();
		const [one, other] = [new Ledger(context, 'tool'), new Ledger(context, 'tool')];
		one.clear();
		other.remember(message('hello'), { verdict: UNCERTAIN });
		expect(nextTry('tool').recall(message('hello')).verdict).toEqual(UNCERTAIN);
	});

	test('sends the same content as a sent message, if asked to', () => {
		nextTry('tool').remember(message('hello'), { verdict: SENT });
		expect(nextTry('tool').recall(message('hello'))).toEqual({});
	});

	test.each<[string, string, Record<string, string>]>([
		['text', 'goodbye', {}],
		['contact', 'hello', { identity: '20002' }],
		['quoted message', 'hello', { quoted_message_id: '9126' }],
		['attachment', 'hello', { sticker_id: '66' }],
	])('takes a message with another %s for another one', (_, text, form) => {
		nextTry('tool').remember(message('hello'), { verdict: UNCERTAIN });
		expect(nextTry('tool').recall(message(text, 0, form))).toEqual({});
	});

	test('knows nothing of a call that no message can be made of', () => {
		nextTry('tool').remember(message('hello'), { verdict: UNCERTAIN });
		expect(nextTry('tool').recall(0)).toEqual({});
	});

	test('remembers no session key', () => {
		nextTry('tool').remember(message('hello', 0, { session: 'own-secret' }), {
			verdict: UNCERTAIN,
		});
		expect(JSON.stringify(context)).not.toContain('own-secret');
	});
});

describe('the key of a message', () => {
	test.each(['own', 'unknown'] as const)(
		'that is remembered as %j is so in the next try, whatever the message says by then',
		(state) => {
			nextTry().remember(message('hello'), { key: { key: 'deal-1', state } });
			expect(nextTry().recall(message('goodbye')).key).toEqual({ key: 'deal-1', state });
		},
	);

	test("of a tool's call is remembered by its content", () => {
		nextTry('tool').remember(message('hello'), { key: { key: 'deal-1', state: 'own' } });
		expect(nextTry('tool').recall(message('hello')).key).toEqual({ key: 'deal-1', state: 'own' });
		expect(nextTry('tool').recall(message('goodbye')).key).toBeUndefined();
	});

	test('is remembered beside the outcome of the message', () => {
		const key = { key: 'deal-1', state: 'own' } as const;
		nextTry().remember(message('hello'), { verdict: UNCERTAIN, key });
		expect(nextTry().recall(message('hello'))).toEqual({
			verdict: { outcome: 'uncertain', reason: 'answerBroken' },
			key: { key: 'deal-1', state: 'own' },
		});
	});
});
