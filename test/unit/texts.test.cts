import { textOf, textOfRequest } from '../../nodes/ISlash/errors/texts';

describe('how long iSlash asks to wait', () => {
	const described = (retryAfter: number | undefined) =>
		textOf({ outcome: 'notSent', reason: 'tooManyRequests', status: 429, retryAfter }).description;

	test.each([
		[30_000, ' iSlash asks to wait 30 seconds. (HTTP 429)'],
		[1_001, ' iSlash asks to wait 2 seconds. (HTTP 429)'],
	])('is told in seconds, when it is %d milliseconds', (retryAfter, end) => {
		expect(described(retryAfter).endsWith(end)).toBe(true);
	});

	test('is left out, when it does not say', () => {
		expect(described(undefined)).not.toContain('asks to wait');
	});
});

const refusal = { code: 'RESP_NO_CREDIT', message: 'No credit', traceId: '7f3a' };

describe('a message that was not certainly sent', () => {
	test("has iSlash's own words, and the facts that support asks for", () => {
		const { message, description } = textOf({
			outcome: 'rejected',
			reason: 'refused',
			status: 400,
			refusal,
		});
		expect(message).toBe('iSlash refused the message: No credit');
		expect(description.endsWith(' (HTTP 400, RESP_NO_CREDIT, trace ID 7f3a)')).toBe(true);
	});

	test('has the code of iSlash, when it said nothing else', () => {
		const bare = { code: 'RESP_NO_CREDIT', message: undefined, traceId: undefined };
		const { message } = textOf({ outcome: 'rejected', reason: 'refused', refusal: bare });
		expect(message).toBe('iSlash refused the message: RESP_NO_CREDIT');
	});

	test.each([
		['iSlash', 'iSlash refused the message: No'],
		['page', 'A web page, not iSlash, refused the message: No'],
		['server', "The server at the 'API Endpoint' refused the message: No"],
	] as const)('is refused by iSlash only when iSlash answered: %s', (answerer, sentence) => {
		const failure = { outcome: 'rejected', reason: 'refused', answerer } as const;
		expect(textOf({ ...failure, refusal: { message: 'No' } }).message).toBe(sentence);
	});

	test('has the code of the broken connection', () => {
		const { description } = textOf({
			outcome: 'notSent',
			reason: 'unreachable',
			networkCode: 'ECONNREFUSED',
		});
		expect(description.endsWith(' (ECONNREFUSED)')).toBe(true);
	});
});

describe('a request that sends nothing', () => {
	const WHAT = 'The labels could not be loaded';

	test('says what failed, and mentions no message', () => {
		expect(
			textOfRequest({ outcome: 'uncertain', reason: 'serverFailure', status: 500 }, WHAT),
		).toEqual({
			message: 'The labels could not be loaded',
			description:
				"Try again, or check the 'API Endpoint' and the 'Session Key' in the iSlash API credential. (HTTP 500)",
		});
	});

	test('says what is known about the connection', () => {
		const failure = { outcome: 'rejected', reason: 'unauthorized', status: 401 } as const;
		expect(textOfRequest(failure, WHAT)).toEqual({
			message: 'The labels could not be loaded',
			description:
				"iSlash refused the 'User Token'. Open the iSlash API credential, enter the 'User Token' again and check that it may use this 'Session Key'. (HTTP 401)",
		});
	});

	test.each([
		[
			'proxy',
			"A proxy between n8n and iSlash asks for its own sign-in. Ask whoever runs your n8n to set the proxy's user and password in HTTPS_PROXY, or to exclude iSlash from the proxy in NO_PROXY.",
		],
		[
			'blocked',
			"n8n's protection against requests to internal addresses blocked the request. Check the 'API Endpoint' in the iSlash API credential. If it is right, ask whoever runs your n8n to allow that host in N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.",
		],
		['tooManyRequests', 'iSlash is limiting the number of requests right now. Try again later.'],
		['unavailable', 'iSlash is not available at the moment. Try again later.'],
	] as const)('says what to do about %s, without a word of messages', (reason, description) => {
		expect(textOfRequest({ outcome: 'notSent', reason }, WHAT).description).toBe(description);
	});

	test("has iSlash's own words", () => {
		const failure = { outcome: 'rejected', reason: 'refused', refusal } as const;
		expect(textOfRequest(failure, WHAT).message).toBe('The labels could not be loaded: No credit');
	});
});
