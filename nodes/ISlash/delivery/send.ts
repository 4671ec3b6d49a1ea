import type { IExecuteFunctions } from 'n8n-workflow';

import type { Problem } from '../api/errors';
import { redact } from '../api/redact';
import { request } from '../api/request';
import { InvalidInput } from '../invalidInput';
import { toForm } from '../sessionMessage/form';
import { readReply } from '../sessionMessage/reply';
import type { Claimed, Deduplication } from './deduplication/deduplication';
import type { Draft } from './draft';
import type { Ledger } from './ledger';
import { judge, type Verdict } from './outcome';
import { waitBeforeRetry } from './retry';
import type { Turns } from './turns';
import { pause } from './wait';

/** What became of an item. */
export type Result =
	| Extract<Verdict, { outcome: 'sent' }>
	| { readonly outcome: 'alreadySent'; readonly deduplicationKey: string }
	| Problem;

/** What came of sending a message. */
type Attempt = Exclude<Result, { outcome: 'alreadySent' }>;

/** Whether an item did not end as its user wants: its message was neither sent now nor before. */
export function isFailed(result: Result): result is Problem {
	return result.outcome !== 'sent' && result.outcome !== 'alreadySent';
}

/** What the messages of one run share. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly ledger: Ledger;
	readonly deduplication: Deduplication;
	/** Aborted when the execution is stopped: what is under way is broken off. */
	readonly stopped: AbortSignal | undefined;
	/** Aborted when nothing new may be started: all waiting ends, what is under way goes on. */
	readonly over: AbortSignal;
	readonly turns: Turns;
}

/** How much of what the server said is kept for people to read. */
const LONGEST_QUOTE = 500;

/** In the ledger while a message is under way: whatever cuts the run short, it may have arrived. */
const UNDER_WAY: Verdict = { outcome: 'uncertain', reason: 'stoppedAfterUpload' };

/** In the ledger for a message that was not sent and still has its key: the next try may send it. */
const HOLDS_KEY: Verdict = { outcome: 'notSent', reason: 'stoppedBeforeUpload' };

/**
 * Sends one message, unless an earlier try or execution did. Never throws.
 *
 * @returns nothing when the run was over before the message could be started
 */
export async function send(run: Run, draft: Draft): Promise<Result | undefined> {
	const earlier = run.ledger.recall(draft);
	if (earlier?.outcome === 'sent') return earlier;
	if (earlier?.outcome === 'uncertain' && draft.whenUncertain === 'stop') return earlier;
	const key = draft.deduplicationKey;
	if (key === undefined) return await sendAndRemember(run, draft, earlier);

	const claim = await run.deduplication.claim(key, run.ledger.ownsKey(draft) ? 'own' : undefined);
	switch (claim.kind) {
		case 'givenUp':
			return undefined;
		case 'used':
			return { outcome: 'alreadySent', deduplicationKey: key };
		case 'unusable':
			return notSent(claim.input);
		case 'claimed':
			return await sendClaimed(run, draft, claim, earlier);
	}
}

async function sendClaimed(
	run: Run,
	draft: Draft,
	claim: Claimed,
	earlier: Verdict | undefined,
): Promise<Attempt | undefined> {
	const result = await sendAndRemember(run, draft, earlier);
	const mayBeThere = earlier?.outcome === 'uncertain' || (result && mayHaveArrived(result));
	if (mayBeThere) {
		claim.keep();
		return result;
	}
	run.ledger.remember(draft, HOLDS_KEY);
	if ((await claim.release()) !== 'givenBack') return result && { ...result, holdsKey: true };
	run.ledger.forget(draft);
	return result;
}

/** @param earlier what is remembered of the message from an earlier try: that it was sent, never */
async function sendAndRemember(
	run: Run,
	draft: Draft,
	earlier: Verdict | undefined,
): Promise<Attempt | undefined> {
	run.ledger.remember(draft, UNDER_WAY);
	const result = await sendWithRetries(run, draft);
	if (result !== undefined && mayHaveArrived(result)) {
		run.ledger.remember(draft, result);
		return result;
	}
	if (earlier?.outcome === 'uncertain') {
		// A message that may have arrived once stays uncertain, however its next try fails.
		run.ledger.remember(draft, earlier);
		return result && earlier;
	}
	run.ledger.forget(draft);
	return result;
}

async function sendWithRetries(run: Run, draft: Draft): Promise<Attempt | undefined> {
	let result: Attempt | undefined;
	for (let tries = 1; ; tries++) {
		await run.turns.take();
		if (run.over.aborted) return result;
		result = await sendOnce(run, draft);
		if (result.outcome !== 'notSent' || result.reason === 'invalidInput') return result;

		const wait = waitBeforeRetry(result, tries, draft.maxRetries, Date.now());
		if (wait === undefined) return result;
		await pause(wait, run.over);
	}
}

async function sendOnce(run: Run, draft: Draft): Promise<Attempt> {
	let wasRead = false;
	const onRead = () => {
		wasRead = true;
	};
	const over = new AbortController();
	const start = performance.now();
	const exchange = await request(run.context, draft.account, {
		method: 'POST',
		path: '/send-session-message',
		form: toForm(draft.message, { onRead, over: over.signal }),
		wasRead: () => wasRead,
		timeout: draft.timeout,
		stopped: run.stopped,
	});
	// Any reason will do: without one, making the error would cost as much as reading the answer.
	over.abort('over');
	run.turns.answeredIn(performance.now() - start);
	const input = exchange.kind === 'unanswered' ? findInvalidInput(exchange.cause) : undefined;
	if (input) return notSent(input);
	const reply = readReply(exchange.kind === 'answered' ? exchange.body : undefined);
	const { token, sessionKey } = draft.account;
	return withoutSecrets(judge(exchange, reply), [token, sessionKey, draft.message.session]);
}

/** What the server said is remembered with the execution, so it is cleaned before anything else. */
function withoutSecrets(verdict: Verdict, secrets: readonly string[]): Verdict {
	if (verdict.outcome === 'sent') return verdict;
	const clean = (text: string | undefined) =>
		text === undefined ? undefined : redact(text, secrets).slice(0, LONGEST_QUOTE);
	const { refusal, retryAfter } = verdict;
	const { code = '', message, traceId } = refusal ?? {};
	return {
		...verdict,
		retryAfter: clean(retryAfter),
		refusal: refusal && {
			code: clean(code) ?? '',
			message: clean(message),
			traceId: clean(traceId),
		},
	};
}

function mayHaveArrived(
	result: Attempt,
): result is Extract<Verdict, { outcome: 'sent' | 'uncertain' }> {
	return result.outcome === 'sent' || result.outcome === 'uncertain';
}

/** A file that could not be read breaks the upload; axios wraps what the file's source threw. */
function findInvalidInput(error: unknown): InvalidInput | undefined {
	if (error instanceof InvalidInput) return error;
	return error instanceof Error ? findInvalidInput(error.cause) : undefined;
}

/** The result of an item that no message can be made of, or sent of. */
export function notSent(input: InvalidInput): Problem {
	return { outcome: 'notSent', reason: 'invalidInput', input };
}
