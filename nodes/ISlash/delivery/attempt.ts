import type { IExecuteFunctions } from 'n8n-workflow';

import { judge, type Verdict } from '../api/outcome';
import { pause } from '../api/pause';
import { request } from '../api/request';
import { waitBeforeRetry } from '../api/retry';
import type { Failure } from '../errors/failure';
import { InvalidInput } from '../errors/invalidInput';
import { notSent, type Problem } from '../errors/nodeErrors';
import { redact } from '../errors/redact';
import { KEY_MAY_STAY_USED, KEY_STAYS_USED } from '../errors/keyTexts';
import type { Claim, Claimed, Deduplication } from './deduplication/deduplication';
import type { Draft } from './draft';
import type { KeyMemory, Ledger, Sent } from './ledger';
import type { Pacing } from './pacing';

/** What became of an item. */
export type Result =
	Sent | { readonly outcome: 'alreadySent'; readonly deduplicationKey: string } | Problem;

/** Whether an item failed: its message was sent neither now nor before. */
export function isFailed(result: Result): result is Problem {
	return result.outcome !== 'sent' && result.outcome !== 'alreadySent';
}

/** What the messages of one run share. */
export interface Run {
	readonly context: IExecuteFunctions;
	readonly ledger: Ledger;
	readonly deduplication: Deduplication;
	/** Aborted when the execution is stopped: requests under way are broken off. */
	readonly stopped: AbortSignal | undefined;
	/** Aborted when nothing new may be started: all waiting ends, requests under way go on. */
	readonly over: AbortSignal;
	readonly pacing: Pacing;
	/** Milliseconds between the starts of two messages. */
	readonly minInterval: number;
}

/** How many characters of a server's text are kept for people to read. */
const LONGEST_QUOTE = 500;

/** In the ledger while a message is under way: if the run is cut short, the message may have arrived. */
const UNDER_WAY: Failure = { outcome: 'uncertain', reason: 'stoppedAfterUpload' };

/**
 * Sends one message, unless an earlier try or execution did.
 *
 * @returns nothing when the run was over before the message could be started
 */
export async function send(run: Run, draft: Draft): Promise<Result | undefined> {
	const earlier = run.ledger.recall(draft).verdict;
	const { deduplicationKey, whenUncertain } = draft.policy;
	if (earlier && (earlier.outcome === 'sent' || whenUncertain === 'stop')) return earlier;
	if (deduplicationKey === undefined) return await sendWithRetries(run, draft, earlier);
	return await sendOncePerKey(run, draft, deduplicationKey, earlier);
}

async function sendOncePerKey(
	run: Run,
	draft: Draft,
	key: string,
	earlier: Failure | undefined,
): Promise<Result | undefined> {
	const own = run.ledger.recall(draft).key;
	const known = () =>
		run.ledger.stateOf(key) ?? (earlier && own?.key === key ? own.state : undefined);
	// If the run is cut short from here on, the key may be recorded.
	run.ledger.remember(draft, { verdict: earlier, key: { key, state: known() ?? 'unknown' } });
	const claim = await run.deduplication.claim(key, known);
	if (claim.kind === 'claimed') return await sendClaimed(run, draft, { key, claim, earlier });
	const mayBeRecorded = claim.kind === 'unusable' && claim.mayBeRecorded;
	run.ledger.settle(draft, earlier, {
		key,
		state: known() ?? (mayBeRecorded ? 'unknown' : undefined),
	});
	return resultOf(claim, key);
}

function resultOf(claim: Exclude<Claim, Claimed>, key: string): Result | undefined {
	if (claim.kind === 'used') return { outcome: 'alreadySent', deduplicationKey: key };
	return claim.kind === 'unusable' ? notSent(claim.input) : undefined;
}

interface Keyed {
	readonly key: string;
	readonly claim: Claimed;
	readonly earlier: Failure | undefined;
}

/** The key stays used if the message may have arrived. Otherwise it is given back, whatever is thrown. */
async function sendClaimed(
	run: Run,
	draft: Draft,
	{ key, claim, earlier }: Keyed,
): Promise<Result | undefined> {
	let isInterrupted = true;
	try {
		const result = await sendWithRetries(run, draft, earlier, { key, state: 'own' });
		isInterrupted = false;
		if (earlier === undefined && !(result && mayHaveArrived(result))) {
			return await giveBack(run, draft, { key, claim }, result);
		}
		claim.keep();
		return result;
	} finally {
		if (isInterrupted && run.ledger.recall(draft).verdict) claim.keep();
		else if (isInterrupted) await giveBack(run, draft, { key, claim }, undefined);
	}
}

async function giveBack<T extends Result | undefined>(
	run: Run,
	draft: Draft,
	{ key, claim }: Omit<Keyed, 'earlier'>,
	result: T,
): Promise<T> {
	run.ledger.remember(draft, { key: { key, state: 'unknown' } });
	const end = await claim.release();
	const states = { givenBack: undefined, kept: 'own', unknown: 'unknown' } as const;
	run.ledger.settle(draft, undefined, { key, state: states[end] });
	if (end === 'givenBack' || result === undefined) return result;
	return { ...result, remark: end === 'kept' ? KEY_STAYS_USED : KEY_MAY_STAY_USED };
}

/** @param earlier set if the message may have arrived in an earlier try; a failing try does not change it */
async function sendWithRetries(
	run: Run,
	draft: Draft,
	earlier: Failure | undefined,
	key?: KeyMemory,
): Promise<Sent | Problem | undefined> {
	let result: Sent | Problem | undefined;
	for (let tries = 1; ; tries++) {
		await run.pacing.next(run.minInterval, run.over);
		if (run.over.aborted) return earlier && result ? earlier : result;
		run.ledger.remember(draft, { verdict: UNDER_WAY, key });
		result = await sendNow(run, draft);
		if (mayHaveArrived(result)) {
			run.ledger.settle(draft, result, key);
			return result;
		}
		run.ledger.remember(draft, { verdict: earlier, key });
		const wait =
			result.reason === 'invalidInput'
				? undefined
				: waitBeforeRetry(result, tries, draft.policy.maxRetries);
		if (wait === undefined) return earlier ?? result;
		await pause(wait, run.over);
	}
}

async function sendNow(run: Run, draft: Draft): Promise<Sent | Problem> {
	const { timeout } = draft.policy;
	const limits = { timeout, stopped: run.stopped };
	const exchange = await request(run.context, draft.account, draft.request, limits);
	const input = exchange.kind === 'unanswered' ? findInvalidInput(exchange.cause) : undefined;
	if (input) return notSent(input);
	const verdict = judge(exchange, (envelope) => draft.prove(envelope));
	if (verdict.outcome !== 'accepted') return withoutSecrets(verdict, draft.secrets);
	return { outcome: 'sent', json: draft.output(verdict.envelope) };
}

/** The server's texts are saved with the execution, so secrets are removed from them first. */
function withoutSecrets(
	failure: Exclude<Verdict, { outcome: 'accepted' }>,
	secrets: readonly string[],
): Failure {
	const clean = (text: string) => redact(text, secrets).slice(0, LONGEST_QUOTE);
	const { refusal } = failure;
	if (refusal === undefined) return failure;
	const { code, message, traceId } = refusal;
	return {
		...failure,
		refusal: {
			code: code && clean(code),
			message: message && clean(message),
			traceId: traceId && clean(traceId),
		},
	};
}

function mayHaveArrived(result: Result): result is Sent | (Failure & { outcome: 'uncertain' }) {
	return result.outcome === 'sent' || result.outcome === 'uncertain';
}

/** A file that could not be read breaks the upload; axios wraps the error of reading it. */
function findInvalidInput(error: unknown): InvalidInput | undefined {
	if (error instanceof InvalidInput) return error;
	return error instanceof Error ? findInvalidInput(error.cause) : undefined;
}
