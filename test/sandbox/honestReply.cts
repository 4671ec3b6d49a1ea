import { LISTS, refusal, sent, taken, traced, type RefusalCode } from './answers.cts';
import type { ApiContext } from './api.cts';
import {
	contentTypeOf,
	operationOf,
	requestProblem,
	takesBody,
	type OperationId,
} from './contract.cts';
import type { OpenRequest } from './log.cts';
import { templateProblem } from './templates.cts';
import type { UploadEnd } from './upload.cts';

/** The answer of a healthy server. */
export interface Reply {
	readonly status: number;
	readonly body: object;
}

const refuse = (status: number, code: RefusalCode, message: string): Reply => ({
	status,
	body: refusal(code, message),
});

function uploadRefusal(
	operation: OperationId,
	request: OpenRequest,
	end: UploadEnd,
): Reply | undefined {
	if (!takesBody(operation)) return undefined;
	if (request.headers['content-length'] === undefined) {
		return refuse(411, 'RESP_LENGTH_REQUIRED', 'Content-Length is needed');
	}
	if (contentTypeOf(operation, request) === undefined) {
		return refuse(415, 'RESP_UNSUPPORTED_MEDIA_TYPE', 'send a content type of the document');
	}
	if (end.kind === 'unreadable') return refuse(400, 'RESP_INVALID_PARAMETERS', end.why);
	return undefined;
}

function sessionOf(request: OpenRequest): string | null {
	if (request.fields.session !== undefined) return request.fields.session;
	return new URLSearchParams(request.path.split('?')[1]).get('session');
}

/** What is wrong with the request; undefined when a healthy server would accept it. */
function refusalOf(request: OpenRequest, end: UploadEnd, context: ApiContext): Reply | undefined {
	const operation = operationOf(request.method, request.path.split('?', 1)[0] ?? '');
	if (operation === 404) return refuse(404, 'RESP_NOT_FOUND', 'no such address');
	if (operation === 405) return refuse(405, 'RESP_METHOD_NOT_ALLOWED', 'no such method here');
	if (request.headers['x-user-token'] !== context.token) {
		return refuse(401, 'RESP_UNAUTHORIZED', 'the token in X-USER-TOKEN is not valid');
	}
	const unreadable = uploadRefusal(operation, request, end);
	if (unreadable) return unreadable;
	const problem = requestProblem(operation, request);
	if (problem !== undefined) return refuse(400, 'RESP_INVALID_PARAMETERS', problem);
	if (!context.sessionKeys.includes(sessionOf(request) ?? '')) {
		return refuse(404, 'RESP_SESSION_NOT_FOUND', 'no channel has this session key');
	}
	const isTemplate = operation === 'sendTemplateMessage' || operation === 'scheduleTemplateMessage';
	const unfit = isTemplate ? templateProblem(request.fields, request.file) : undefined;
	return unfit === undefined ? undefined : refuse(400, 'RESP_INVALID_PARAMETERS', unfit);
}

/** Counts the message as sent and gives the answer to it. */
export function acceptMessage(request: OpenRequest, { log, url }: ApiContext): object {
	const message = log.accept(request);
	if (message.templateName !== undefined) return taken(message);
	return sent(message, {
		url,
		conversationId: log.conversationOf(message.identity),
		quotedMessage: log.message(message.quotedMessageId),
	});
}

/** Carries out the request, or answers why not. */
export function honestReply(request: OpenRequest, end: UploadEnd, context: ApiContext): Reply {
	const refused = refusalOf(request, end, context);
	if (refused) return refused;
	const operation = operationOf(request.method, request.path.split('?', 1)[0] ?? '');
	if (typeof operation === 'number') throw new Error(`Nothing refused ${request.path}`);
	switch (operation) {
		case 'listStickers':
		case 'listLabels':
		case 'listTemplates':
			return { status: 200, body: LISTS[operation]() };
		case 'listContacts':
			return { status: 200, body: traced(contactsFor(request, context)) };
		case 'attachLabel':
		case 'detachLabel':
			return changeLabel(request, context);
		case 'sendSessionMessage':
		case 'sendTemplateMessage':
		case 'scheduleTemplateMessage':
			return { status: 200, body: acceptMessage(request, context) };
	}
}

function queryOf({ path }: OpenRequest): (name: string) => string {
	const query = new URLSearchParams(path.split('?')[1]);
	return (name) => query.get(name) ?? '';
}

function contactsFor(request: OpenRequest, { contacts }: ApiContext): object {
	const query = queryOf(request);
	const labels = query('label_id');
	const [page, perPage] = [query('page') || 1, query('per_page') || 30].map(Number);
	return contacts.list({
		labelIds: labels === 'all' ? 'all' : labels.split(','),
		page: page ?? 1,
		perPage: perPage ?? 30,
	});
}

function changeLabel(request: OpenRequest, { contacts }: ApiContext): Reply {
	const query = queryOf(request);
	const problem = contacts.change(request.method, query('identity'), query('label'));
	if (problem !== undefined) return refuse(404, 'RESP_LABEL_NOT_FOUND', problem);
	return { status: 200, body: traced({}) };
}
