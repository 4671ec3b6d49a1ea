import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Account, Caller } from './account';
import { codeOf, mayHaveLeft } from './brokenConnection';
import { readBody } from './responseBody';

/** A request to the API, whatever it asks for. */
export interface Call {
	readonly method: 'GET' | 'POST';
	/** Below the base URL, with a leading slash. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	/** Sent as `multipart/form-data`. */
	readonly form?: FormData;
	/** Whether the form was read to its end; until then the server cannot have all of it. */
	readonly wasRead?: () => boolean;
	/** Milliseconds from start to the last byte of the answer. */
	readonly timeout: number;
	/** Aborted when the execution is stopped. */
	readonly stopped?: AbortSignal;
}

/** n8n's full response, with the body as a stream. */
interface Answer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: AsyncIterable<Uint8Array>;
}

/** What came of a call, as far as it can be known on this side. */
export type Exchange =
	| {
			readonly kind: 'answered';
			readonly status: number;
			/** The header `Retry-After` as it came: seconds or a date. */
			readonly retryAfter: string | undefined;
			/** `undefined` when it broke off, took too long or was too large. */
			readonly body: string | undefined;
	  }
	| {
			readonly kind: 'unanswered';
			/** Whether the last byte may have left this machine, so that the server may have it all. */
			readonly uploaded: boolean;
			readonly ending: 'timeout' | 'stopped' | 'broken';
			/** Node's or OpenSSL's name for what broke, such as ECONNREFUSED. */
			readonly code: string | undefined;
			readonly cause: unknown;
	  };

/**
 * The only HTTP call of the package. Never throws for what the network or the server does.
 *
 * It is not made with httpRequestWithAuthentication, which takes away what the outcome of a message
 * hangs on: it replaces the request's abort signal and so its time limit, n8n 1.123 drops the error
 * that tells whether a message had left, and on 401 it sends once more.
 */
export async function request(caller: Caller, account: Account, call: Call): Promise<Exchange> {
	const timedOut = AbortSignal.timeout(call.timeout);
	const signal = call.stopped ? AbortSignal.any([timedOut, call.stopped]) : timedOut;

	try {
		const answer = (await caller.helpers.httpRequest(toOptions(account, call, signal))) as Answer;
		const retryAfter = answer.headers['retry-after'];
		return {
			kind: 'answered',
			status: answer.statusCode,
			retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
			body: await readBody(answer.body),
		};
	} catch (error) {
		const ending = call.stopped?.aborted ? 'stopped' : timedOut.aborted ? 'timeout' : 'broken';
		const uploaded = (call.wasRead?.() ?? true) && mayHaveLeft(error, ending);
		const code = ending === 'timeout' ? 'ETIMEDOUT' : codeOf(error);
		return { kind: 'unanswered', uploaded, ending, code, cause: error };
	}
}

function toOptions(account: Account, call: Call, abortSignal: AbortSignal): IHttpRequestOptions {
	return {
		method: call.method,
		url: `${account.baseUrl}${call.path}`,
		qs: call.query,
		body: call.form,
		headers: { Accept: 'application/json', 'X-USER-TOKEN': account.token },
		// A redirect would carry the token to another host, and has the whole upload buffered.
		disableFollowRedirect: true,
		// A stream, so that an endless answer can be broken off.
		encoding: 'stream',
		returnFullResponse: true,
		// A status is an answer, not an exception.
		ignoreHttpStatusErrors: true,
		// No time limit of axios' own, which counts silence only: the signal decides.
		timeout: 0,
		abortSignal,
	};
}
