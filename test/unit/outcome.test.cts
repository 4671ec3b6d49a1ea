import type { Exchange } from '../../nodes/ISlash/api/request';
import { judge, TABLE } from '../../nodes/ISlash/api/outcome';
import type { Answerer, Reason } from '../../nodes/ISlash/errors/failure';
import { samples } from './samples/index.cts';

type Seen = readonly [outcome: string, reason: Reason];

const seen = new Set<string>();

function verdictOn(exchange: Exchange): Seen {
	const verdict = judge(exchange, () => 'accepted');
	if (verdict.outcome === 'accepted') throw new Error('This proves nothing.');
	seen.add(verdict.reason);
	return [verdict.outcome, verdict.reason];
}

const OKAY = JSON.stringify(samples.text);
const REFUSAL = '{"meta":{"code":"RESP_ERROR","message":"No","trace_id":"t-1"}}';
const HTML = '<html>';

describe('an answer', () => {
	test.each([200, 201, 299])('%d with the proof that is asked for is accepted', (status) => {
		const exchange: Exchange = { kind: 'answered', status, retryAfter: undefined, body: OKAY };
		expect(judge(exchange, ({ data }) => (data ? 'accepted' : 'nothing'))).toEqual({
			outcome: 'accepted',
			envelope: samples.text,
		});
	});

	test('200 with RESP_OKAY but without the proof proves nothing', () => {
		const exchange: Exchange = { kind: 'answered', status: 200, retryAfter: undefined, body: OKAY };
		expect(judge(exchange, () => 'nothing')).toEqual({
			outcome: 'uncertain',
			reason: 'unreadable',
			status: 200,
			answerer: 'iSlash',
		});
	});

	test('200 that says that the message failed proves that it was rejected', () => {
		const exchange: Exchange = { kind: 'answered', status: 200, retryAfter: undefined, body: OKAY };
		expect(judge(exchange, () => 'failed')).toMatchObject({
			outcome: 'rejected',
			reason: 'failed',
		});
		seen.add('failed');
	});

	test('500 proves nothing, even if it says that the message failed', () => {
		const exchange: Exchange = { kind: 'answered', status: 500, retryAfter: undefined, body: OKAY };
		expect(judge(exchange, () => 'failed')).toMatchObject({ outcome: 'uncertain' });
	});

	test.each<[string | undefined, Answerer]>([
		[REFUSAL, 'iSlash'],
		[OKAY, 'iSlash'],
		[HTML, 'page'],
		['{"message":"No"}', 'server'],
		['Bad Gateway', 'server'],
		[undefined, 'server'],
	])('with %j is told as one of %s', (body, answerer) => {
		const exchange: Exchange = { kind: 'answered', status: 400, retryAfter: undefined, body };
		expect(judge(exchange, () => 'accepted')).toMatchObject({ answerer });
	});

	test('is reported with its reason, even if it is not from iSlash', () => {
		const body = '{"message":"The token is gone."}';
		const exchange: Exchange = { kind: 'answered', status: 401, retryAfter: undefined, body };
		expect(judge(exchange, () => 'accepted')).toEqual({
			outcome: 'rejected',
			reason: 'unauthorized',
			status: 401,
			answerer: 'server',
			refusal: { message: 'The token is gone.' },
		});
	});

	test('is asked for a proof only when it says RESP_OKAY', () => {
		const asked = jest.fn(() => 'accepted' as const);
		for (const body of [REFUSAL, HTML, undefined]) {
			judge({ kind: 'answered', status: 200, retryAfter: undefined, body }, asked);
		}
		expect(asked).not.toHaveBeenCalled();
	});

	test.each<[number, string | undefined, Seen]>([
		[200, REFUSAL, ['rejected', 'refused']],
		[200, HTML, ['uncertain', 'unreadable']],
		[200, undefined, ['uncertain', 'unreadable']],
		[204, '', ['uncertain', 'unreadable']],
		[301, HTML, ['rejected', 'redirect']],
		[302, OKAY, ['rejected', 'redirect']],
		[307, REFUSAL, ['rejected', 'redirect']],
		[400, REFUSAL, ['rejected', 'refused']],
		[400, OKAY, ['rejected', 'refused']],
		[401, HTML, ['rejected', 'unauthorized']],
		[401, REFUSAL, ['rejected', 'unauthorized']],
		[403, HTML, ['rejected', 'unauthorized']],
		[403, REFUSAL, ['rejected', 'refused']],
		[404, HTML, ['rejected', 'notFound']],
		[404, REFUSAL, ['rejected', 'refused']],
		[407, HTML, ['notSent', 'proxy']],
		[407, REFUSAL, ['notSent', 'proxy']],
		[413, HTML, ['rejected', 'tooLarge']],
		[422, HTML, ['rejected', 'refused']],
		[429, REFUSAL, ['notSent', 'tooManyRequests']],
		[500, HTML, ['uncertain', 'serverFailure']],
		[500, REFUSAL, ['uncertain', 'serverFailure']],
		[500, OKAY, ['uncertain', 'serverFailure']],
		[502, HTML, ['uncertain', 'serverFailure']],
		[503, HTML, ['uncertain', 'serverFailure']],
		[504, undefined, ['uncertain', 'serverFailure']],
		[599, HTML, ['uncertain', 'serverFailure']],
		[100, HTML, ['uncertain', 'serverFailure']],
	])('%d with %j: %j', (status, body, outcome) => {
		expect(verdictOn({ kind: 'answered', status, retryAfter: undefined, body })).toEqual(outcome);
	});

	test.each([429, 503])('%d with Retry-After proves that it was not sent', (status) => {
		const exchange: Exchange = { kind: 'answered', status, retryAfter: 7_000, body: REFUSAL };
		expect(verdictOn(exchange)[0]).toBe('notSent');
		expect(judge(exchange, () => 'accepted')).toMatchObject({
			status,
			retryAfter: 7_000,
			refusal: { code: 'RESP_ERROR', message: 'No', traceId: 't-1' },
		});
	});
});

describe('a connection without an answer', () => {
	type Broken = Extract<Exchange, { kind: 'unanswered' }>;

	test.each<[Broken['ending'], boolean, string | undefined, Seen]>([
		['broken', false, 'ECONNREFUSED', ['notSent', 'unreachable']],
		['broken', true, 'ECONNREFUSED', ['uncertain', 'answerBroken']],
		['broken', false, 'ENOTFOUND', ['notSent', 'unreachable']],
		['broken', false, 'EAI_AGAIN', ['notSent', 'unreachable']],
		['broken', false, 'EHOSTUNREACH', ['notSent', 'unreachable']],
		['broken', true, 'EHOSTUNREACH', ['uncertain', 'answerBroken']],
		['broken', false, 'ENETUNREACH', ['notSent', 'unreachable']],
		['broken', true, 'ENETDOWN', ['uncertain', 'answerBroken']],
		['broken', false, 'CERT_HAS_EXPIRED', ['notSent', 'insecure']],
		['broken', true, 'DEPTH_ZERO_SELF_SIGNED_CERT', ['notSent', 'insecure']],
		['broken', true, 'SELF_SIGNED_CERT_IN_CHAIN', ['notSent', 'insecure']],
		['broken', true, 'UNABLE_TO_VERIFY_LEAF_SIGNATURE', ['notSent', 'insecure']],
		['broken', true, 'ERR_TLS_CERT_ALTNAME_INVALID', ['notSent', 'insecure']],
		['broken', false, 'EPROTO', ['notSent', 'insecure']],
		['broken', true, 'ERR_SSL_SSL/TLS_ALERT_INTERNAL_ERROR', ['uncertain', 'answerBroken']],
		['broken', true, 'ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED', ['uncertain', 'answerBroken']],
		['broken', false, 'ECONNRESET', ['notSent', 'uploadBroken']],
		['broken', true, 'ECONNRESET', ['uncertain', 'answerBroken']],
		['broken', true, 'EPIPE', ['uncertain', 'answerBroken']],
		['broken', true, undefined, ['uncertain', 'answerBroken']],
		['broken', true, 'ENOTFOUND_BUT_NEW', ['uncertain', 'answerBroken']],
		['timeout', false, 'ERR_CANCELED', ['notSent', 'uploadTimeout']],
		['timeout', true, 'ERR_CANCELED', ['uncertain', 'answerTimeout']],
		['stopped', false, 'ERR_CANCELED', ['notSent', 'stoppedBeforeUpload']],
		['stopped', true, 'ERR_CANCELED', ['uncertain', 'stoppedAfterUpload']],
	])('%s, all uploaded %j, code %p: %j', (ending, uploaded, code, outcome) => {
		const exchange: Broken = {
			kind: 'unanswered',
			ending,
			uploaded,
			code,
			isBlocked: false,
			cause: undefined,
		};
		expect(verdictOn(exchange)).toEqual(outcome);
	});

	test("that n8n's own protection did not let out proves that it was not sent", () => {
		expect(
			verdictOn({
				kind: 'unanswered',
				ending: 'broken',
				uploaded: false,
				code: undefined,
				isBlocked: true,
				cause: undefined,
			}),
		).toEqual(['notSent', 'blocked']);
	});
});

test('every row of the table of outcomes has been seen to decide', () => {
	expect([...seen].sort()).toEqual([...new Set(TABLE.map(({ reason }) => reason))].sort());
});
