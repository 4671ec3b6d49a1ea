import type { IHttpRequestOptions } from 'n8n-workflow';

import type { Account, Caller } from './account';
import { codeOf, isBlockedByN8n, mayHaveLeft } from './brokenConnection';
import { type FormFields, type OpenForm, openForm } from './form';
import { parseRetryAfter } from './retry';

/** A request to the API. It can be made as often as needed. */
export interface ApiRequest {
	readonly method: 'GET' | 'POST' | 'DELETE';
	/** Below the base URL, with a leading slash. */
	readonly path: string;
	readonly query?: Readonly<Record<string, string>>;
	/** Sent as `multipart/form-data`. */
	readonly form?: FormFields;
	/** Sent as `application/json`; `undefined` fields are left out. Never together with a form. */
	readonly json?: Readonly<Record<string, string | undefined>>;
}

/** What ends a request before its answer. */
export interface Limits {
	/** Milliseconds from start to the last byte of the answer. */
	readonly timeout: number;
	/** Aborted when the execution is stopped. */
	readonly stopped?: AbortSignal;
}

/** n8n's full response, with the body as a stream: its helper is typed to give anything. */
interface HttpAnswer {
	readonly statusCode: number;
	readonly headers: Readonly<Record<string, unknown>>;
	readonly body: AsyncIterable<Uint8Array>;
}

/** What became of a request, as far as this side can know. */
export type Exchange =
	| {
			readonly kind: 'answered';
			readonly status: number;
			/** How long the answer asks to wait, in milliseconds. */
			readonly retryAfter: number | undefined;
			/** `undefined` when the body broke off, took too long or was too large. */
			readonly body: string | undefined;
	  }
	| {
			readonly kind: 'unanswered';
			/** Whether the last byte may have left this machine, so that the server may have the request. */
			readonly uploaded: boolean;
			readonly ending: 'timeout' | 'stopped' | 'broken';
			/** Node's or OpenSSL's code for a broken connection, such as ECONNREFUSED. */
			readonly code: string | undefined;
			/** Whether n8n's own protection blocked the request. */
			readonly isBlocked: boolean;
			readonly cause: unknown;
	  };

/**
 * The only HTTP call of the package. Failures of the network or the server are returned, not thrown.
 *
 * With httpRequestWithAuthentication the outcome of a message would be unknown: it replaces the abort
 * signal and so the time limit, it sends again after a 401, and in n8n 1.123 it drops the error that
 * tells whether the message had left. n8n's lint rule `no-http-request-with-manual-auth` asks for it in
 * a function that reads the credential and makes the call. Here two functions do, and the purpose of
 * the rule is kept: only api/account.ts reads the token, and its header goes only to the host of the
 * credential, as redirects are refused.
 *
 * The lint rule `no-restricted-globals` forbids setTimeout, and sleep() cannot end a request:
 * `AbortSignal.timeout` ends it and does nothing else.
 */
export async function request(
	caller: Caller,
	account: Account,
	call: ApiRequest,
	{ timeout, stopped }: Limits,
): Promise<Exchange> {
	const timedOut = AbortSignal.timeout(timeout);
	const signal = stopped ? AbortSignal.any([timedOut, stopped]) : timedOut;
	const form = call.form && openForm(call.form);

	try {
		const options = toOptions(account, call, form, signal);
		const answer = (await caller.helpers.httpRequest(options)) as HttpAnswer;
		return {
			kind: 'answered',
			status: answer.statusCode,
			retryAfter: parseRetryAfter(answer.headers['retry-after'], Date.now()),
			body: await readBody(answer.body),
		};
	} catch (error) {
		const ending = stopped?.aborted ? 'stopped' : timedOut.aborted ? 'timeout' : 'broken';
		// Without a form there is no stream to wait for: axios hands the whole body over at once.
		const uploaded = (form?.isRead() ?? true) && mayHaveLeft(error, ending);
		const code = ending === 'timeout' ? 'ETIMEDOUT' : codeOf(error);
		const isBlocked = isBlockedByN8n(error);
		return { kind: 'unanswered', uploaded, ending, code, isBlocked, cause: error };
	} finally {
		form?.close();
	}
}

function toOptions(
	account: Account,
	call: ApiRequest,
	form: OpenForm | undefined,
	abortSignal: AbortSignal,
): IHttpRequestOptions {
	return {
		method: call.method,
		url: `${account.baseUrl}${call.path}`,
		qs: call.query,
		body: form?.data ?? call.json,
		headers: {
			Accept: 'application/json',
			'X-USER-TOKEN': account.token,
			...(call.json ? { 'Content-Type': 'application/json' } : {}),
		},
		// A redirect would take the token to another host; for it, axios would buffer the whole upload.
		disableFollowRedirect: true,
		// A stream, so that an endless answer can be broken off.
		encoding: 'stream',
		returnFullResponse: true,
		// A status is an answer, not an exception.
		ignoreHttpStatusErrors: true,
		// Not axios' time limit, which counts only silence: the signal ends the request.
		timeout: 0,
		abortSignal,
	};
}

/**
 * The longest answer that is read, in bytes. An answer repeats the text of the message, and JSON may
 * make the text six times as long; no real answer comes near this limit.
 */
const LONGEST = 10 * 1024 * 1024;

/** The body as text; `undefined` when it broke off, was stopped, or is longer than any real answer. */
async function readBody(chunks: AsyncIterable<Uint8Array>): Promise<string | undefined> {
	const decoder = new TextDecoder();
	let length = 0;
	let text = '';
	try {
		for await (const chunk of chunks) {
			length += chunk.byteLength;
			// Leaving the loop closes the connection.
			if (length > LONGEST) return undefined;
			text += decoder.decode(chunk, { stream: true });
		}
		return text + decoder.decode();
	} catch {
		return undefined;
	}
}
