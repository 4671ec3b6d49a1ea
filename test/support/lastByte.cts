import type { ClientRequest } from 'node:http';
import https from 'node:https';

/** Does something with each https request right after its last byte was written, in the same turn. */
export function afterLastByte(act: (request: ClientRequest) => void): void {
	const original = https.request as (...all: unknown[]) => ClientRequest;
	const patched = (...all: unknown[]): ClientRequest => {
		const request = original(...all);
		const end = request.end.bind(request) as (...rest: unknown[]) => ClientRequest;
		request.end = ((...rest: unknown[]) => {
			const ended = end(...rest);
			act(request);
			return ended;
		}) as ClientRequest['end'];
		return request;
	};
	jest.spyOn(https, 'request').mockImplementation(patched as typeof https.request);
}
