import type { IContextObject } from 'n8n-workflow';
import { Ledger, type RunOfNode } from '../../nodes/ISlash/delivery/ledger';
import type { Verdict } from '../../nodes/ISlash/api/outcome';

/** What one try tells the next ones; each try has a ledger of its own on the same context. */

const SENT = { outcome: 'sent', message: { id: 1 }, envelope: {} } as unknown as Verdict;
const UNCERTAIN: Verdict = { outcome: 'uncertain', reason: 'answerBroken' };
const NOT_SENT: Verdict = { outcome: 'notSent', reason: 'stoppedBeforeUpload' };

const message = (text: string, deduplicationKey?: string, identity = '10001') => ({
	itemIndex: 0,
	fingerprint: { identity, text },
	deduplicationKey,
});

let context: IContextObject;
beforeEach(() => {
	context = {};
});
const nextTry = (run: RunOfNode = 0, text = 'as written', identity = 'as written') =>
	new Ledger(context, run, { identity, text });

describe('a message is the same in the next try', () => {
	test('when it says the same, also after the workflow was edited', () => {
		nextTry().remember(message('hello'), SENT);
		expect(nextTry(0, 'edited').recall(message('hello'))).toBe(SENT);
	});

	test('when an expression gives another value without anybody editing it', () => {
		nextTry().remember(message('at 10:00'), SENT);
		expect(nextTry().recall(message('at 10:01'))).toBe(SENT);
	});

	test('and is another when the workflow was edited and it says something else', () => {
		nextTry().remember(message('hello'), SENT);
		expect(nextTry(0, 'edited').recall(message('goodbye'))).toBeUndefined();
	});

	test('when one part was edited without saying otherwise, and another says otherwise by itself', () => {
		nextTry().remember(message('at 10:00'), SENT);
		expect(nextTry(0, 'as written', 'edited').recall(message('at 10:01'))).toBe(SENT);
	});

	test('and is another when one part was edited, whatever the others do', () => {
		nextTry().remember(message('at 10:00'), SENT);
		const other = message('at 10:01', undefined, '10002');
		expect(nextTry(0, 'as written', 'edited').recall(other)).toBeUndefined();
	});

	test('when an edit was undone after it had failed', () => {
		nextTry().remember(message('hello'), SENT);
		const edited = nextTry(0, 'edited');
		edited.remember(message('goodbye'), UNCERTAIN);
		edited.forget(message('goodbye'));
		expect(nextTry().recall(message('hello'))).toBe(SENT);
	});

	test('when an edit that was sent was undone', () => {
		nextTry().remember(message('hello'), SENT);
		nextTry(0, 'edited').remember(message('goodbye'), UNCERTAIN);
		expect(nextTry().recall(message('hello'))).toBe(SENT);
		expect(nextTry(0, 'edited').recall(message('goodbye'))).toBe(UNCERTAIN);
	});

	test('when it says another by itself, some tries after the workflow was edited', () => {
		nextTry().remember(message('hello at 10:00'), SENT);
		nextTry(0, 'edited').recall(message('hello at 10:00'));
		expect(nextTry(0, 'edited').recall(message('hello at 10:01'))).toBe(SENT);
	});

	test('and is another in the next round of a loop', () => {
		nextTry().remember(message('hello'), SENT);
		expect(nextTry(1).recall(message('hello'))).toBeUndefined();
	});
});

describe("an AI agent's tool, whose tries n8n counts as runs", () => {
	test('does not send again what is uncertain, whatever it was called for in between', () => {
		nextTry('tool').remember(message('hello'), UNCERTAIN);
		const other = nextTry('tool');
		other.remember(message('other'), SENT);
		other.clear();
		expect(nextTry('tool').recall(message('hello'))).toBe(UNCERTAIN);
	});

	test('does not send again what is uncertain, and says another by itself at the next try', () => {
		const call = { text: 'hello' };
		const written = { text: 'as written' };
		new Ledger(context, 'tool', written, call).remember(message('at 10:00'), UNCERTAIN);
		const next = new Ledger(context, 'tool', written, call);
		expect(next.recall(message('at 10:01'))).toBe(UNCERTAIN);
		const other = new Ledger(context, 'tool', written, { text: 'hello' });
		expect(other.recall(message('at 10:01'))).toBeUndefined();
	});

	test('does not forget what is uncertain when another call that began with it ends before', () => {
		const one = nextTry('tool');
		const other = nextTry('tool');
		one.clear();
		other.remember(message('hello'), UNCERTAIN);
		expect(nextTry('tool').recall(message('hello'))).toBe(UNCERTAIN);
	});

	test('sends what says the same as a message that was sent, if it is told so', () => {
		nextTry('tool').remember(message('hello'), SENT);
		expect(nextTry('tool').recall(message('hello'))).toBeUndefined();
	});

	test('takes messages that say different things for different ones', () => {
		nextTry('tool').remember(message('hello'), UNCERTAIN);
		expect(nextTry('tool').recall(message('goodbye'))).toBeUndefined();
	});
});

describe('an item that no message can be made of any more', () => {
	test('is what it was in the earlier try', () => {
		nextTry().remember(message('hello'), UNCERTAIN);
		expect(nextTry().recallUnreadable(0)).toBe(UNCERTAIN);
		expect(nextTry().recallUnreadable(1)).toBeUndefined();
	});

	test('is another when the workflow was edited meanwhile', () => {
		nextTry().remember(message('hello'), SENT);
		expect(nextTry(0, 'edited').recallUnreadable(0)).toBeUndefined();
	});
});

describe('the key of a message that was not sent', () => {
	test("is the next try's own, whatever the message says by then", () => {
		nextTry().remember(message('hello', 'deal-1'), NOT_SENT);
		expect(nextTry(0, 'edited').ownsKey(message('goodbye', 'deal-1'))).toBe(true);
	});

	test('is no longer when the message has another one', () => {
		nextTry().remember(message('hello', 'deal-1'), NOT_SENT);
		expect(nextTry().ownsKey(message('hello', 'deal-2'))).toBe(false);
	});

	test('is not when the message was sent, even if it says something else now', () => {
		nextTry().remember(message('hello', 'deal-1'), SENT);
		expect(nextTry(0, 'edited').ownsKey(message('goodbye', 'deal-1'))).toBe(false);
	});
});
