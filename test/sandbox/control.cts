import type { IncomingMessage, ServerResponse } from 'node:http';
import { json as readJson } from 'node:stream/consumers';
import type { ApiContext } from './api.cts';
import type { FaultRule } from './types.cts';

function answer(response: ServerResponse, status: number, body: unknown): void {
	response.writeHead(status, { 'content-type': 'application/json' });
	response.end(JSON.stringify(body));
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** JSON has no Infinity: -1 stands for it. */
function faultRules(value: unknown): readonly FaultRule[] {
	const list: unknown[] = Array.isArray(value) ? value : [];
	if (list.length === 0) throw new TypeError('send a JSON array of fault rules');
	return list.map((rule) => {
		if (!isRecord(rule) || !isRecord(rule.fault) || typeof rule.fault.kind !== 'string') {
			throw new TypeError(
				'a fault rule is { fault: { kind, … }, identity?, text?, times?, path? }',
			);
		}
		return { ...rule, ...(rule.times === -1 ? { times: Infinity } : {}) } as unknown as FaultRule;
	});
}

function latency(value: unknown): number {
	if (!isRecord(value) || typeof value.ms !== 'number') throw new TypeError('send { "ms": 50 }');
	return value.ms;
}

function address(value: unknown): string {
	if (!isRecord(value) || typeof value.url !== 'string' || !URL.canParse(value.url)) {
		throw new TypeError('send { "url": "http://…" }');
	}
	return value.url;
}

async function obey(request: IncomingMessage, context: ApiContext): Promise<unknown> {
	switch (`${request.method} ${request.url}`) {
		case 'GET /_sandbox/messages':
			return context.log.messages;
		case 'GET /_sandbox/requests':
			return context.log.requests;
		case 'POST /_sandbox/faults':
			context.rules.add(faultRules(await readJson(request)), { overHttp: true });
			return {};
		case 'POST /_sandbox/latency':
			context.latencyMs = latency(await readJson(request));
			return {};
		case 'POST /_sandbox/webhook':
			context.customer.webhook = address(await readJson(request));
			return {};
		case 'DELETE /_sandbox':
			context.log.clear();
			context.rules.clear();
			context.contacts.clear();
			context.customer.clear();
			return {};
		default:
			return undefined;
	}
}

/** Lets another process look into the sandbox and tell it what to do. */
export async function serveControl(
	request: IncomingMessage,
	response: ServerResponse,
	context: ApiContext,
): Promise<void> {
	try {
		const result = await obey(request, context);
		answer(response, result === undefined ? 404 : 200, result ?? { error: 'unknown' });
	} catch (error) {
		answer(response, 400, { error: error instanceof Error ? error.message : String(error) });
	}
}
