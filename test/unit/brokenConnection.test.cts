import { codeOf, isBlockedByN8n, mayHaveLeft } from '../../nodes/ISlash/api/brokenConnection.ts';

/** Node's request as far as it is looked at: over http, whole, and with bytes still waiting here. */
const WHOLE = { writableFinished: true, writableEnded: true, socket: {} };
const WAITING = { ...WHOLE, writableFinished: false };
const SHAKING_HANDS = { socket: { secureConnecting: true } };
const SECURED = { socket: { secureConnecting: false } };

const refused = { syscall: 'connect', code: 'ECONNREFUSED' };
const reset = { syscall: 'read', code: 'ECONNRESET' };

describe('a request that got no answer', () => {
	test.each<[string, unknown]>([
		['nothing was sent', new Error('not allowed')],
		['nothing was sent', { request: null }],
		['the host refused', { ...refused, request: WHOLE }],
		['the host refused', { request: WHOLE, cause: refused }],
		['the host has no address', { syscall: 'getaddrinfo', request: WHOLE }],
		['all addresses refused', { request: WHOLE, cause: { errors: [refused, refused] } }],
		['the TLS handshake did not end', { request: { ...WHOLE, ...SHAKING_HANDS } }],
	])('has certainly not left when %s', (_why, error) => {
		expect(mayHaveLeft(error, 'broken')).toBe(false);
		expect(mayHaveLeft(error, 'timeout')).toBe(false);
		expect(mayHaveLeft(error, 'stopped')).toBe(false);
	});

	test.each<[string, unknown]>([
		['all of it was handed over', { request: WHOLE }],
		['it is a request of another kind', { request: {} }],
		['one address took the connection', { request: WHOLE, cause: { errors: [refused, reset] } }],
		['its last bytes are reported late, over TLS', { request: { ...WAITING, ...SECURED } }],
	])('may have left when %s', (_why, error) => {
		expect(mayHaveLeft(error, 'broken')).toBe(true);
		expect(mayHaveLeft(error, 'timeout')).toBe(true);
		expect(mayHaveLeft(error, 'stopped')).toBe(true);
	});

	test('with bytes waiting here may have left only when the other side broke it', () => {
		expect(mayHaveLeft({ ...reset, request: WAITING }, 'broken')).toBe(true);
		expect(mayHaveLeft({ request: WAITING }, 'timeout')).toBe(false);
		expect(mayHaveLeft({ request: WAITING }, 'stopped')).toBe(false);
		const unended = { ...WAITING, ...SECURED, writableEnded: false };
		expect(mayHaveLeft({ request: unended }, 'timeout')).toBe(false);
	});
});

test('the code is what Node calls it, and nothing else', () => {
	expect(codeOf({ code: 'ECONNRESET' })).toBe('ECONNRESET');
	expect(codeOf({ code: 23 })).toBeUndefined();
	expect(codeOf(undefined)).toBeUndefined();
});

describe("n8n's protection against requests to internal addresses", () => {
	const blocked = { name: 'SsrfBlockedIpError' };

	test.each([[blocked], [{ name: 'AxiosError', cause: blocked }]])('is known by %j', (error) => {
		expect(isBlockedByN8n(error)).toBe(true);
	});

	test.each([[undefined], [{ name: 'AxiosError' }], [{ name: 7 }], [refused]])(
		'is not %j',
		(error) => {
			expect(isBlockedByN8n(error)).toBe(false);
		},
	);
});
