import { InvalidInput } from '../errors/invalidInput';

/**
 * What 'API Endpoint' may look like: a host with an optional scheme, port and `/api/public`.
 * The credential test is an expression and cannot call code, so it embeds the same two patterns.
 */
export const ENDPOINT =
	/^(?:(https?):\/\/)?(([^\s/?#@:\\[\]]+|\[[\da-f:.]+\])(?::\d{1,5})?)(?:\/+api\/public)?\/*$/i;

/** Names of this machine, the only host that may be reached without encryption. */
export const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/i;

/**
 * The address that all requests start with, such as `https://api.example.com/api/public`.
 * Refuses an endpoint that would send the token unencrypted, or to a host that the user did not name.
 *
 * @param endpoint 'API Endpoint' of the credential, as typed
 * @throws InvalidInput when it is empty, not such an address, or plain `http` to another machine
 */
export function toBaseUrl(endpoint: string): string {
	const [, scheme = 'https', authority, hostname] = endpoint.trim().match(ENDPOINT) ?? [];
	const url =
		authority === undefined ? undefined : `${scheme.toLowerCase()}://${authority}/api/public`;

	if (url === undefined || !URL.canParse(url)) {
		throw new InvalidInput(
			'API Endpoint',
			endpoint.trim() === '' ? 'is empty' : 'is not the address of an iSlash platform',
			'Open the iSlash API credential and enter the host name only, such as api.example.com.',
		);
	}
	if (url.startsWith('http:') && !LOOPBACK.test(hostname)) {
		throw new InvalidInput(
			'API Endpoint',
			"starts with http://, which would send the 'User Token' unencrypted",
			"Open the iSlash API credential and start the 'API Endpoint' with https://, or enter the host name only.",
		);
	}
	return url;
}
