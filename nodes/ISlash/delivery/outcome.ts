import type { Exchange } from '../api/request';
import type { Envelope, MessageJson, Refusal, Reply } from '../sessionMessage/reply';

/** What became of a message that was not certainly sent. */
export type FailedOutcome = 'rejected' | 'notSent' | 'uncertain';

/** Why, in the words of the table below. api/failureTexts.ts has the sentences. */
export type Reason =
	| 'refused'
	| 'unauthorized'
	| 'notFound'
	| 'tooLarge'
	| 'redirect'
	| 'tooManyRequests'
	| 'unavailable'
	| 'serverFailure'
	| 'unreadable'
	| 'unreachable'
	| 'insecure'
	| 'stoppedBeforeUpload'
	| 'stoppedAfterUpload'
	| 'uploadTimeout'
	| 'uploadBroken'
	| 'answerTimeout'
	| 'answerBroken';

/** Why a message was not certainly sent, and what is known about it. */
export interface Failure {
	readonly outcome: FailedOutcome;
	readonly reason: Reason;
	/** Of the HTTP answer, if there was one. */
	readonly status?: number;
	readonly refusal?: Refusal;
	/** Node's or OpenSSL's name for a broken connection. */
	readonly networkCode?: string;
	/** The header `Retry-After` as it came: seconds or a date. */
	readonly retryAfter?: string;
}

/** What became of a message that was tried. */
export type Verdict =
	| { readonly outcome: 'sent'; readonly message: MessageJson; readonly envelope: Envelope }
	| Failure;

interface Row {
	readonly reason: Reason;
	readonly outcome: FailedOutcome;
	/** Whether this row decides; the first one that does is taken. */
	readonly decides: (exchange: Exchange, reply: Reply) => boolean;
}

const answered =
	(holds: (status: number, exchange: Answered, reply: Reply) => boolean) =>
	(exchange: Exchange, reply: Reply) =>
		exchange.kind === 'answered' && holds(exchange.status, exchange, reply);

const broken = (holds: (exchange: Unanswered) => boolean) => (exchange: Exchange) =>
	exchange.kind === 'unanswered' && holds(exchange);

type Answered = Extract<Exchange, { kind: 'answered' }>;
type Unanswered = Extract<Exchange, { kind: 'unanswered' }>;

const isSuccess = (status: number) => status >= 200 && status < 300;

/**
 * No connection was made, or there is no way to the host. Linux also ends a connection with some of
 * these that stood for long and has taken everything, so they prove something only before the
 * upload's end.
 */
const NOT_CONNECTED =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EADDRNOTAVAIL|ERR_INVALID_URL|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN)$/;

/** This side did not accept the host's certificate, and says so before it sends a byte. */
const UNTRUSTED = /^(?!ERR_SSL_).*CERT|^ERR_TLS_|^UNABLE_TO_|^HOSTNAME_MISMATCH$/;

/** The encrypted connection was not made, or was ended by the other side at any later time. */
const UNENCRYPTED = /^ERR_SSL_|^EPROTO$/;

/**
 * What every answer and every broken connection proves about a message, in this order.
 * The README tells the same in users' words.
 */
export const TABLE: readonly Row[] = [
	{
		reason: 'refused',
		outcome: 'rejected',
		decides: answered((status, _, reply) => isSuccess(status) && reply.kind === 'refusal'),
	},
	{ reason: 'unreadable', outcome: 'uncertain', decides: answered(isSuccess) },
	{
		reason: 'redirect',
		outcome: 'rejected',
		decides: answered((status) => status >= 300 && status < 400),
	},
	{ reason: 'tooManyRequests', outcome: 'notSent', decides: answered((status) => status === 429) },
	{
		reason: 'unauthorized',
		outcome: 'rejected',
		decides: answered(
			(status, _, reply) => status === 401 || (status === 403 && reply.kind !== 'refusal'),
		),
	},
	{
		reason: 'notFound',
		outcome: 'rejected',
		decides: answered((status, _, reply) => status === 404 && reply.kind !== 'refusal'),
	},
	{ reason: 'tooLarge', outcome: 'rejected', decides: answered((status) => status === 413) },
	{
		reason: 'refused',
		outcome: 'rejected',
		decides: answered((status) => status >= 400 && status < 500),
	},
	{
		reason: 'unavailable',
		outcome: 'notSent',
		decides: answered((status, { retryAfter }) => status === 503 && retryAfter !== undefined),
	},
	{ reason: 'serverFailure', outcome: 'uncertain', decides: answered(() => true) },
	{
		reason: 'stoppedBeforeUpload',
		outcome: 'notSent',
		decides: broken(({ ending, uploaded }) => ending === 'stopped' && !uploaded),
	},
	{
		reason: 'stoppedAfterUpload',
		outcome: 'uncertain',
		decides: broken(({ ending }) => ending === 'stopped'),
	},
	{
		reason: 'unreachable',
		outcome: 'notSent',
		decides: broken(({ code = '', uploaded }) => !uploaded && NOT_CONNECTED.test(code)),
	},
	{
		reason: 'insecure',
		outcome: 'notSent',
		decides: broken(
			({ code = '', uploaded }) => UNTRUSTED.test(code) || (!uploaded && UNENCRYPTED.test(code)),
		),
	},
	{
		reason: 'uploadTimeout',
		outcome: 'notSent',
		decides: broken(({ ending, uploaded }) => ending === 'timeout' && !uploaded),
	},
	{
		reason: 'answerTimeout',
		outcome: 'uncertain',
		decides: broken(({ ending }) => ending === 'timeout'),
	},
	{ reason: 'uploadBroken', outcome: 'notSent', decides: broken(({ uploaded }) => !uploaded) },
	{ reason: 'answerBroken', outcome: 'uncertain', decides: broken(() => true) },
];

/** Decides what became of a message. Only a readable RESP_OKAY with a message ID is "sent". */
export function judge(exchange: Exchange, reply: Reply): Verdict {
	if (exchange.kind === 'answered' && isSuccess(exchange.status) && reply.kind === 'message') {
		return { outcome: 'sent', message: reply.message, envelope: reply.envelope };
	}
	const row = TABLE.find(({ decides }) => decides(exchange, reply));
	const { outcome, reason } = row ?? { outcome: 'uncertain', reason: 'answerBroken' };
	return { outcome, reason, ...facts(exchange, reply) };
}

function facts(exchange: Exchange, reply: Reply): Omit<Failure, 'outcome' | 'reason'> {
	if (exchange.kind === 'unanswered') return { networkCode: exchange.code };
	return {
		status: exchange.status,
		retryAfter: exchange.retryAfter,
		refusal: reply.kind === 'refusal' ? reply.refusal : undefined,
	};
}
