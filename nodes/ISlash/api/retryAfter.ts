/**
 * Reads the header `Retry-After`: seconds or a date (RFC 9110, 10.2.3).
 *
 * @returns milliseconds from now; `undefined` when it is neither
 */
export function parseRetryAfter(header: string | undefined, now: number): number | undefined {
	const value = header?.trim() ?? '';
	if (/^\d+$/.test(value)) return Number(value) * 1000;
	const date = /^[A-Za-z]{3}/.test(value) ? Date.parse(value) : NaN;
	return Number.isNaN(date) ? undefined : Math.max(0, date - now);
}
