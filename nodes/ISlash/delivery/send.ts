import type { IExecuteFunctions } from 'n8n-workflow';

import type { Account } from '../api/account';
import { request } from '../api/request';
import { InvalidInput } from '../invalidInput';
import { toForm } from '../sessionMessage/form';
import { readReply } from '../sessionMessage/reply';
import type { Claimed, Deduplication } from './deduplication';
import type { Draft } from './draft';
import type { Ledger } from './ledger';
import { judge, type Verdict } from './outcome';
import { waitBeforeRetry } from './retry';
import { pause } from './wait';

/** What became of an item. */
export type Result =
	| Verdict
	| { readonly outcome: 'alreadySent'; readonly deduplicationKey: string }
	| { readonly outcome: 'notSent'; readonly reason: 'invalidInput'; readonly input: InvalidInput };

export type Failed = Extract<Result, { outcome: 'rejected' | 'notSent' | 'uncertain' }>;

/** Whether an item did not end as its user wants: its message was neither sent now nor before. */
export function isFailed(result: Result): result is Failed {
	return result.outcome !== 'sent' && result.outcome !== 'alreadySent';
}

/** What the messages of one run share. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly account: Account;
	readonly ledger: Ledger;
	readonly deduplication: Deduplication;
	readonly stopped: AbortSignal | undefined;
	/** Waits for this message's turn under 'Min Interval'. */
	readonly turn: () => Promise<void>;
	/** Whether something may still be started. */
	readonly goOn: () => boolean;
}

/** In the ledger while a message is under way: whatever cuts the run short, it may have arrived. */
const UNDER_WAY: Verdict = { outcome: 'uncertain', reason: 'stoppedAfterUpload' };

/** Sends one message, unless an earlier try or execution did. Never throws. */
export async function send(run: Run, draft: Draft): Promise<Result> {
	const { itemIndex, fingerprint } = draft;
	const earlier = run.ledger.recall(itemIndex, fingerprint);
	if (earlier?.outcome === 'sent') return earlier;
	if (earlier?.outcome === 'uncertain' && draft.whenUncertain === 'stop') return earlier;
	// What stayed uncertain has kept its key, and is to be sent all the same.
	if (earlier?.outcome === 'uncertain') return await sendAndRemember(run, draft);

	const key = draft.deduplicationKey;
	if (key === undefined) return await sendAndRemember(run, draft);
	const claim = await run.deduplication.claim(key);
	if (claim.kind === 'used') return { outcome: 'alreadySent', deduplicationKey: key };
	if (claim.kind === 'unusable') return notSent(claim.input);
	return await sendClaimed(run, draft, claim);
}

async function sendClaimed(run: Run, draft: Draft, claim: Claimed): Promise<Result> {
	const result = await sendAndRemember(run, draft);
	const mayHaveArrived = result.outcome === 'sent' || result.outcome === 'uncertain';
	if (mayHaveArrived) claim.keep();
	else await claim.release();
	return result;
}

async function sendAndRemember(run: Run, draft: Draft): Promise<Result> {
	const { itemIndex, fingerprint } = draft;
	run.ledger.remember(itemIndex, fingerprint, UNDER_WAY);
	const result = await sendWithRetries(run, draft);
	if (result.outcome === 'sent' || result.outcome === 'uncertain') {
		run.ledger.remember(itemIndex, fingerprint, result);
	} else {
		run.ledger.forget(itemIndex);
	}
	return result;
}

async function sendWithRetries(run: Run, draft: Draft): Promise<Result> {
	for (let tries = 1; ; tries++) {
		await run.turn();
		const result = await sendOnce(run, draft);
		if (result.outcome !== 'notSent' || result.reason === 'invalidInput') return result;

		const wait = waitBeforeRetry(result, tries, draft.maxRetries, Date.now());
		if (wait === undefined || !run.goOn()) return result;
		await pause(wait, run.stopped);
		if (!run.goOn()) return result;
	}
}

async function sendOnce(run: Run, draft: Draft): Promise<Result> {
	const exchange = await request(run.context, run.account, {
		method: 'POST',
		path: '/send-session-message',
		form: toForm(draft.message),
		timeout: draft.timeout,
		stopped: run.stopped,
	});
	const input = exchange.kind === 'unanswered' ? findInvalidInput(exchange.cause) : undefined;
	if (input) return notSent(input);
	return judge(exchange, readReply(exchange.kind === 'answered' ? exchange.body : undefined));
}

/** A file that could not be read breaks the upload; axios wraps what the file's source threw. */
function findInvalidInput(error: unknown): InvalidInput | undefined {
	if (error instanceof InvalidInput) return error;
	return error instanceof Error ? findInvalidInput(error.cause) : undefined;
}

/** The result of an item that no message can be made of, or sent of. */
export function notSent(input: InvalidInput): Result {
	return { outcome: 'notSent', reason: 'invalidInput', input };
}
