import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Account, Caller } from './account';
import { readBody } from './responseBody';

export interface Call {
	readonly method: 'GET' | 'POST';
	/** Below the base URL, with a leading slash. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	readonly form?: FormData;
	/** Milliseconds from start to the last byte of the answer. */
	readonly timeout: number;
	/** Aborted when the execution is stopped. */
	readonly stopped?: AbortSignal;
}

/** What came of a call, as far as it can be known on this side. */
export type Exchange =
	| {
			readonly kind: 'answered';
			readonly status: number;
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

/** The only HTTP call of the package. Never throws for what the network or the server does. */
export async function request(caller: Caller, account: Account, call: Call): Promise<Exchange> {
	const timedOut = AbortSignal.timeout(call.timeout);
	const signal = call.stopped ? AbortSignal.any([timedOut, call.stopped]) : timedOut;

	try {
		const answer = (await caller.helpers.httpRequestWithAuthentication.call(
			withSignal(caller, signal),
			'iSlashApi',
			toOptions(account, call, signal),
			{ credentialsDecrypted: { id: '', name: '', type: 'iSlashApi', data: account.credential } },
		)) as { body: AsyncIterable<Uint8Array>; statusCode: number; headers: Record<string, unknown> };
		const retryAfter = answer.headers['retry-after'];
		return {
			kind: 'answered',
			status: answer.statusCode,
			retryAfter: typeof retryAfter === 'string' ? retryAfter : undefined,
			body: await readBody(answer.body),
		};
	} catch (error) {
		const { code, uploaded, cause } = readBreak(error);
		const ending = call.stopped?.aborted ? 'stopped' : timedOut.aborted ? 'timeout' : 'broken';
		const reason = ending === 'timeout' ? 'ETIMEDOUT' : code;
		return { kind: 'unanswered', uploaded, ending, code: reason, cause };
	}
}

/**
 * n8n replaces the request's abort signal by the execution's cancel signal, which knows no time
 * limit for the whole request. The caller it asks for that signal is therefore one that answers
 * with both. (n8n-core, httpRequestWithAuthentication; the same in 1.123.81 and 2.41.1)
 */
function withSignal(caller: Caller, signal: AbortSignal): Caller {
	return Object.create(caller, { getExecutionCancelSignal: { value: () => signal } }) as Caller;
}

function toOptions(account: Account, call: Call, abortSignal: AbortSignal): IHttpRequestOptions {
	return {
		method: call.method,
		url: `${account.baseUrl}${call.path}`,
		qs: call.query,
		body: call.form,
		headers: { Accept: 'application/json' },
		// A redirect would carry the token to another host, and has the whole upload buffered.
		disableFollowRedirect: true,
		// A stream, so that an endless answer can be broken off.
		encoding: 'stream',
		returnFullResponse: true,
		// A status is an answer, not an exception; on 401 n8n would send the request once more.
		ignoreHttpStatusErrors: true,
		// No time limit of axios' own, which counts silence only: the signal decides.
		timeout: 0,
		abortSignal,
	};
}

/** Reads n8n's NodeApiError around axios' error, which holds Node's request. */
function readBreak(error: unknown): { code?: string; uploaded: boolean; cause: unknown } {
	const cause = property(error, 'cause') ?? error;
	const code = property(cause, 'code');
	const sent = property(cause, 'request');
	const uploaded = sent !== undefined && mayBeUploaded(sent);
	return { code: typeof code === 'string' ? code : undefined, uploaded, cause };
}

/**
 * `writableFinished` is Node's word for "all bytes were handed to the operating system": until then
 * the server cannot have the whole message. Over TLS it needs two corrections, on Node 20 and 24:
 * before the handshake's end nothing was sent, whatever became of the bytes that waited for it; and
 * from then on bytes that were handed over count as such only in the next turn of the event loop
 * (TLSWrap::EncOut), so that a request written to its end may be with the server.
 */
function mayBeUploaded(request: unknown): boolean {
	const securing = property(property(request, 'socket'), 'secureConnecting');
	if (securing === true) return false;
	if (property(request, 'writableFinished') !== false) return true;
	return securing === false && property(request, 'writableEnded') === true;
}

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
