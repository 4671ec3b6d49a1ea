import type { FailedOutcome, Failure, Reason } from '../errors/failure';
import { type Answer, type JsonObject, readAnswer } from './envelope';
import type { Exchange } from './request';

/** What an exchange proves: iSlash did what was asked, or why that is not certain. */
export type Verdict = { readonly outcome: 'accepted'; readonly envelope: JsonObject } | Failure;

/** What an answer with RESP_OKAY proves: the message was accepted, it failed, or nothing. */
export type Proof = 'accepted' | 'failed' | 'nothing';

interface Row {
	readonly reason: Reason;
	readonly outcome: FailedOutcome;
	/** Whether this row applies. The first row that applies decides. */
	readonly decides: (exchange: Exchange, answer: Answer, proof: Proof) => boolean;
}

const answered =
	(holds: (status: number, exchange: Answered, answer: Answer) => boolean) =>
	(exchange: Exchange, answer: Answer) =>
		exchange.kind === 'answered' && holds(exchange.status, exchange, answer);

const broken = (holds: (exchange: Unanswered) => boolean) => (exchange: Exchange) =>
	exchange.kind === 'unanswered' && holds(exchange);

type Answered = Extract<Exchange, { kind: 'answered' }>;
type Unanswered = Extract<Exchange, { kind: 'unanswered' }>;

const isSuccess = (status: number) => status >= 200 && status < 300;

/**
 * There is no connection or no route to the host. Linux also ends established connections with some
 * of these codes, even after the server has received everything, so they prove something only before
 * the end of the upload.
 */
const NOT_CONNECTED =
	/^(ECONNREFUSED|ENOTFOUND|EAI_\w+|EADDRNOTAVAIL|ERR_INVALID_URL|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN)$/;

/** This side did not accept the host's certificate. It notices before it sends a byte. */
const UNTRUSTED = /^(?!ERR_SSL_).*CERT|^ERR_TLS_|^UNABLE_TO_|^HOSTNAME_MISMATCH$/;

/** The encrypted connection was not established, or the other side ended it at any later time. */
const UNENCRYPTED = /^ERR_SSL_|^EPROTO$/;

/**
 * What every answer and every broken connection proves about a message; the first row that applies
 * decides. Requests that may be repeated, such as for a list, are judged by this table too.
 * The README has the same table in users' words.
 */
export const TABLE: readonly Row[] = [
	{
		reason: 'refused',
		outcome: 'rejected',
		decides: answered((status, _, answer) => isSuccess(status) && answer.kind === 'refusal'),
	},
	{
		reason: 'failed',
		outcome: 'rejected',
		decides: (exchange, _, proof) =>
			exchange.kind === 'answered' && isSuccess(exchange.status) && proof === 'failed',
	},
	{ reason: 'unreadable', outcome: 'uncertain', decides: answered(isSuccess) },
	{
		reason: 'redirect',
		outcome: 'rejected',
		decides: answered((status) => status >= 300 && status < 400),
	},
	{ reason: 'proxy', outcome: 'notSent', decides: answered((status) => status === 407) },
	{ reason: 'tooManyRequests', outcome: 'notSent', decides: answered((status) => status === 429) },
	{
		reason: 'unauthorized',
		outcome: 'rejected',
		decides: answered(
			(status, _, answer) => status === 401 || (status === 403 && answer.kind !== 'refusal'),
		),
	},
	{
		reason: 'notFound',
		outcome: 'rejected',
		decides: answered((status, _, answer) => status === 404 && answer.kind !== 'refusal'),
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
	{ reason: 'blocked', outcome: 'notSent', decides: broken(({ isBlocked }) => isBlocked) },
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

/**
 * Decides what became of a request.
 *
 * @param prove what an answer with RESP_OKAY proves about this request
 */
export function judge(exchange: Exchange, prove: (envelope: JsonObject) => Proof): Verdict {
	const answer = readAnswer(exchange.kind === 'answered' ? exchange.body : undefined);
	const proof = answer.kind === 'okay' ? prove(answer.envelope) : 'nothing';
	const isAnswered = exchange.kind === 'answered' && isSuccess(exchange.status);
	if (isAnswered && answer.kind === 'okay' && proof === 'accepted') {
		return { outcome: 'accepted', envelope: answer.envelope };
	}
	const row = TABLE.find(({ decides }) => decides(exchange, answer, proof));
	const { outcome, reason } = row ?? { outcome: 'uncertain', reason: 'answerBroken' };
	return { outcome, reason, ...facts(exchange, answer) };
}

function facts(exchange: Exchange, answer: Answer): Omit<Failure, 'outcome' | 'reason'> {
	if (exchange.kind === 'unanswered') return { networkCode: exchange.code };
	const { status, retryAfter } = exchange;
	if (answer.kind !== 'other') {
		const refusal = answer.kind === 'refusal' ? answer.refusal : undefined;
		return { status, retryAfter, answerer: 'iSlash', refusal };
	}
	const { answerer, message } = answer;
	return { status, retryAfter, answerer, refusal: message === undefined ? undefined : { message } };
}
