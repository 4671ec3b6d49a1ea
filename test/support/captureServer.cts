import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A request as its bytes were, before anything was read into it. */
export interface CapturedRequest {
	readonly method: string;
	readonly url: string;
	readonly headers: IncomingHttpHeaders;
	readonly rawHeaders: readonly string[];
	readonly body: Buffer;
}

export interface CaptureServer {
	readonly url: string;
	readonly requests: readonly CapturedRequest[];
	/** Bodies shorter than announced, and bytes that belong to no request. */
	readonly violations: readonly string[];
	reset(): void;
	close(): Promise<void>;
}

const ANSWER = JSON.stringify({
	meta: { code: 'RESP_OKAY', message: 'Success' },
	data: { message: { id: 1 } },
});

/** Takes every request as sent and keeps its bytes: a server that parses nothing. */
export async function startCaptureServer(): Promise<CaptureServer> {
	const requests: CapturedRequest[] = [];
	const violations: string[] = [];
	const server = createServer((request, response) => {
		const chunks: Buffer[] = [];
		request.on('error', (error) => violations.push(error.message));
		request.on('data', (chunk: Buffer) => chunks.push(chunk));
		request.on('end', () => {
			const { method = '', url = '', headers, rawHeaders } = request;
			requests.push({ method, url, headers, rawHeaders, body: Buffer.concat(chunks) });
			response.writeHead(200, { 'content-type': 'application/json' }).end(ANSWER);
		});
	});
	server.on('clientError', (error) => violations.push(error.message));
	server.listen(0, '127.0.0.1', 4096);
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		requests,
		violations,
		reset: () => {
			requests.length = 0;
			violations.length = 0;
		},
		close: async () => {
			server.closeAllConnections();
			server.close();
			await once(server, 'close');
		},
	};
}
