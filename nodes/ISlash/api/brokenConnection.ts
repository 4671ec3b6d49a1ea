/**
 * What Node's errors prove about a request that got no answer. n8n's HTTP helper throws axios' error,
 * which contains Node's own error and Node's request.
 */

/** Node's or OpenSSL's code for a broken connection, such as ECONNREFUSED. */
export function codeOf(error: unknown): string | undefined {
	const code = property(error, 'code');
	return typeof code === 'string' ? code : undefined;
}

/**
 * Whether the whole request may have left this machine, once its body was read to the end. The answer
 * is no only in these cases:
 *
 * - There was no request or no connection, or the TLS handshake did not finish.
 * - This side ended the connection while bytes were still waiting here. If the other side ended it,
 *   nothing is proved: the end may be noticed in the same turn of the event loop in which the last
 *   bytes went out (measured: 1 of 10 messages that the server had received, on Node 24 under load).
 */
export function mayHaveLeft(error: unknown, ending: 'timeout' | 'stopped' | 'broken'): boolean {
	const request = property(error, 'request');
	if (request === undefined || request === null || isBeforeConnection(error)) return false;

	const securing = property(property(request, 'socket'), 'secureConnecting');
	if (securing === true) return false;
	if (ending === 'broken' || property(request, 'writableFinished') !== false) return true;
	// Over TLS, Node counts bytes as sent only one turn after it handed them over (TLSWrap::EncOut).
	return securing === false && property(request, 'writableEnded') === true;
}

/** Whether the host was not found, or none of its addresses accepted the connection. */
function isBeforeConnection(error: unknown): boolean {
	const syscall = property(error, 'syscall');
	if (syscall === 'connect' || syscall === 'getaddrinfo') return true;
	const cause = property(error, 'cause');
	const errors = property(cause, 'errors');
	if (Array.isArray(errors) && errors.length > 0) return errors.every(isBeforeConnection);
	return cause !== undefined && cause !== error && isBeforeConnection(cause);
}

/**
 * Whether n8n's protection against requests to internal addresses (N8N_SSRF_PROTECTION_ENABLED)
 * blocked the request. It throws errors named SsrfBlocked… (n8n 2.41.1), which axios may wrap.
 */
export function isBlockedByN8n(error: unknown): boolean {
	const name = property(error, 'name');
	if (typeof name === 'string' && name.startsWith('SsrfBlocked')) return true;
	const cause = property(error, 'cause');
	return cause !== undefined && cause !== error && isBlockedByN8n(cause);
}

function property(value: unknown, name: string): unknown {
	return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
