import type { IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { refusal } from './answers.cts';
import type { Contacts } from './contacts.cts';
import type { Customer } from './customer.cts';
import {
	breaksUpload,
	playAfterUpload,
	playDuringUpload,
	type ReadingRequest,
} from './faultPlay.cts';
import type { FaultRules } from './faultRules.cts';
import { acceptMessage, honestReply, type Reply } from './honestReply.cts';
import { notePart, type OpenRequest, type ReceivedLog } from './log.cts';
import type { Fault } from './types.cts';
import { readUpload, type UploadEnd } from './upload.cts';

export interface ApiContext {
	readonly url: string;
	readonly token: string;
	readonly sessionKeys: readonly string[];
	readonly log: ReceivedLog;
	readonly rules: FaultRules;
	readonly contacts: Contacts;
	readonly customer: Customer;
	latencyMs: number;
}

function write(response: ServerResponse, { status, body }: Reply): void {
	const text = JSON.stringify(body);
	response.writeHead(status, {
		'content-type': 'application/json',
		'content-length': Buffer.byteLength(text),
	});
	response.end(text);
}

function acceptsToo(fault: Fault): boolean {
	return 'accept' in fault && fault.accept === true;
}

/** What a fault that has an answer to tamper with starts from. */
function answerUnder(fault: Fault, request: OpenRequest, context: ApiContext): string {
	const answer = acceptsToo(fault)
		? acceptMessage(request, context)
		: refusal('RESP_ERROR', `Fault: ${fault.kind}`);
	return JSON.stringify(answer);
}

/** A request to the API while it arrives. */
interface Arriving extends ReadingRequest {
	readonly request: OpenRequest;
	readonly stop: AbortSignal;
}

function arriving(incoming: IncomingMessage, request: OpenRequest): Arriving {
	const stop = new AbortController();
	return {
		incoming,
		request,
		bytesSoFar: () => request.bodyBytes,
		stopReading: () => stop.abort(),
		stop: stop.signal,
	};
}

function breakUpload(fault: Fault, upload: Arriving, { log }: ApiContext): void {
	if (!acceptsToo(fault)) return playDuringUpload(fault, upload);
	// The fields that came in the same chunk as the one that matched belong to the message.
	setImmediate(() => {
		log.accept(upload.request);
		playDuringUpload(fault, upload);
	});
}

/** Looks for a fault each time more of the request is known, until one hits. */
function faultWatch(upload: Arriving, context: ApiContext) {
	let fault: Fault | undefined;
	return (complete: boolean): Fault | undefined => {
		if (fault) return fault;
		const { method, path, fields } = upload.request;
		fault = context.rules.takeForRequest({ method, path, fields, complete });
		if (!fault) return undefined;
		upload.request.fault = fault.kind;
		if (!complete && breaksUpload(fault)) breakUpload(fault, upload, context);
		return fault;
	};
}

function readBody(upload: Arriving, { log }: ApiContext, onField: () => void): Promise<UploadEnd> {
	const { incoming, request, stop } = upload;
	return readUpload(incoming, {
		onBytes: (count) => {
			request.bodyBytes += count;
		},
		onPart: (part) => {
			notePart(request, part);
			onField();
		},
		newFilePath: () => log.newFilePath(),
		stop,
	});
}

function noteEnd(request: OpenRequest, response: ServerResponse): void {
	const note = (): void => {
		if (response.headersSent) request.status = response.statusCode;
		request.endedAt ??= Date.now();
	};
	response.once('finish', note);
	response.once('close', note);
}

/** Serves one request to the API, or misbehaves as told. */
export async function serveApi(
	incoming: IncomingMessage,
	response: ServerResponse,
	context: ApiContext,
): Promise<void> {
	const arrived = performance.now();
	const request = context.log.open(incoming);
	noteEnd(request, response);
	const upload = arriving(incoming, request);
	const look = faultWatch(upload, context);
	look(false);
	const end = await readBody(upload, context, () => look(false));
	if (end.kind === 'broken') return;
	const fault = look(true);
	const latency = Math.max(0, context.latencyMs - (performance.now() - arrived));
	const delay = latency + (fault?.kind === 'delay' ? fault.ms : 0);
	if (delay > 0) await wait(delay, undefined, { ref: false });
	// From here on the message counts, even when the client has gone meanwhile.
	if (!fault || fault.kind === 'delay') {
		write(response, honestReply(request, end, context));
	} else {
		await playAfterUpload(fault, response, answerUnder(fault, request, context));
	}
}
