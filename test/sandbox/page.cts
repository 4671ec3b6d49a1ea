import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ApiContext } from './api.cts';

export function isPagePath(path: string): boolean {
	return path === '/';
}

export async function servePage(
	_request: IncomingMessage,
	response: ServerResponse,
	_context: ApiContext,
): Promise<void> {
	response.end('soon');
}
