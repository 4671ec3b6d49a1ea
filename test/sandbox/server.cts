import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { serveApi, type ApiContext } from './api.cts';
import { Contacts } from './contacts.cts';
import { Customer } from './customer.cts';
import { serveControl } from './control.cts';
import { FaultRules } from './faultRules.cts';
import { ReceivedLog } from './log.cts';
import { isPagePath, servePage } from './page.cts';
import type { Sandbox, SandboxOptions } from './types.cts';

export type * from './types.cts';

export const SANDBOX_TOKEN = 'sandbox-token-4f7d1c';
export const SANDBOX_SESSION_KEY = 'sandbox-session-9b2e5a';

function route(
	request: IncomingMessage,
	response: ServerResponse,
	context: ApiContext,
	hasPage: boolean,
): Promise<void> {
	const path = (request.url ?? '').split('?', 1)[0] ?? '';
	if (path === '/_sandbox' || path.startsWith('/_sandbox/')) {
		return serveControl(request, response, context);
	}
	if (hasPage && isPagePath(path)) return servePage(request, response, context);
	return serveApi(request, response, context);
}

/** A connection that is broken before its request is read leaves a note without method. */
function breakConnection(socket: Socket, { log, rules }: ApiContext): void {
	const fault = rules.takeForConnection();
	if (!fault) return;
	const note = log.open({ method: '', url: '', headers: {} });
	note.fault = fault.kind;
	note.endedAt = Date.now();
	socket.resetAndDestroy();
}

/** Bytes that node:http can't read, such as the rest of a body longer than its Content-Length. */
function refuseGarbage(error: Error, socket: Socket, { log }: ApiContext): void {
	const code = 'code' in error ? String(error.code) : '';
	const isGarbage = code.startsWith('HPE_') && code !== 'HPE_INVALID_EOF_STATE';
	// Anything else is a client that hung up; its request, if it made one, is in the log already.
	if (!isGarbage || !socket.writable) return void socket.destroy();
	const note = log.open({ method: 'UNREADABLE', url: error.message, headers: {} });
	note.status = 400;
	note.endedAt = Date.now();
	socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}

function listen(server: Server, port: number): Promise<string> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, '127.0.0.1', 4096, () => {
			resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
		});
	});
}

/** The sandbox keeps connections open as long as clients want: silence is a fault it plays. */
function newServer(): Server {
	const server = createServer({ requestTimeout: 0, headersTimeout: 0, keepAliveTimeout: 120_000 });
	server.timeout = 0;
	return server;
}

function contextFor(options: SandboxOptions, url: string): ApiContext {
	return {
		url,
		token: options.token ?? SANDBOX_TOKEN,
		sessionKeys: [options.sessionKey ?? SANDBOX_SESSION_KEY, ...(options.sessionKeys ?? [])],
		log: new ReceivedLog(options.keepFiles ?? false),
		rules: new FaultRules(),
		contacts: new Contacts(),
		customer: new Customer(),
		latencyMs: options.latencyMs ?? 0,
	};
}

function closeServer(server: Server, { log, customer }: ApiContext): Promise<void> {
	return new Promise((resolve) => {
		customer.clear();
		server.close(() => {
			log.dropFiles();
			resolve();
		});
		server.closeAllConnections();
	});
}

/** Starts a local iSlash on the loopback interface. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const server = newServer();
	const context = contextFor(options, await listen(server, options.port ?? 0));
	const { log, rules } = context;
	const hasPage = options.page ?? true;
	context.customer.webhook = options.webhook;
	log.watch((message) => message && context.customer.tellStatuses(message));
	if (options.onMessage) log.watch((message) => message && options.onMessage?.(message));
	server.on('connection', (socket) => breakConnection(socket, context));
	server.on('clientError', (error, socket) => refuseGarbage(error, socket as Socket, context));
	server.on('request', (request, response) => {
		route(request, response, context, hasPage).catch((error: unknown) =>
			response.destroy(error as Error),
		);
	});
	return {
		url: context.url,
		messages: log.messages,
		requests: log.requests,
		misbehave: (...more) => rules.add(more, { overHttp: false }),
		setWebhook: (url) => {
			context.customer.webhook = url;
		},
		reset: () => {
			log.clear();
			rules.clear();
			context.contacts.clear();
			context.customer.clear();
		},
		close: () => closeServer(server, context),
	};
}
