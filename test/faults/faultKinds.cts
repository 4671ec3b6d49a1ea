import type { Fault } from '../sandbox/server.cts';

/** The outcome that the node reports for a message, if it reports any. */
export type Told = 'sent' | 'alreadySent' | 'rejected' | 'notSent' | 'uncertain';

/** A way in which the sending of one message breaks. */
export interface FaultKind {
	readonly name: string;
	/** The outcomes allowed for a message that it hit, besides `sent` when the server has the message. */
	readonly proves: readonly Told[];
	readonly fault: Fault;
	/** Hits a message with a file, which takes long enough to be broken off half way. */
	readonly withFile?: boolean;
	/** Milliseconds for one request. */
	readonly timeout?: number;
	/** Taken only after the node has given up. */
	readonly late?: boolean;
	/** Only where the answer to a message has its ID. */
	readonly needsId?: boolean;
	/** How often it is chosen, 1 unless told. */
	readonly weight?: number;
}

/** More than any answer in these runs needs. */
export const AMPLE_TIME = 60_000;
const SHORT_TIME = 250;
/** Time for the server to take a message that the node has given up. */
export const LATE = 400;

const UNCERTAIN: readonly Told[] = ['uncertain'];
const REJECTED: readonly Told[] = ['rejected'];
const NOT_SENT: readonly Told[] = ['notSent'];
/** Where it depends on how much the system had taken off the node's hands. */
const EITHER: readonly Told[] = ['notSent', 'uncertain'];

const HTML = '<html><body><h1>Bad Gateway</h1></body></html>';
const OKAY = { code: 'RESP_OKAY', message: 'Success' };

type AcceptingFault = Extract<Fault, { readonly accept?: boolean }>;

/** The same break after which the message is there, and after which it is not. */
function both(kind: Omit<FaultKind, 'fault'> & { readonly fault: AcceptingFault }): FaultKind[] {
	const taken = { ...kind, name: `${kind.name}, taken`, fault: { ...kind.fault, accept: true } };
	return [kind, taken];
}

const reply = (name: string, body: string): FaultKind[] =>
	both({ name, proves: UNCERTAIN, fault: { kind: 'reply', body } });

const status = (code: number, proves: readonly Told[], retryAfter?: string): FaultKind => ({
	name: retryAfter === undefined ? String(code) : `${code}, Retry-After ${retryAfter}`,
	proves,
	fault: {
		kind: 'status',
		status: code,
		...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
	},
});

const serverFailure = (code: number): FaultKind[] =>
	both({ name: String(code), proves: UNCERTAIN, fault: { kind: 'status', status: code } });

const resets: readonly FaultKind[] = [
	...both({ name: 'reset before the end', proves: EITHER, fault: { kind: 'resetBefore' } }),
	{ name: 'reset before a file', proves: EITHER, fault: { kind: 'resetBefore' }, withFile: true },
	{ name: 'reset during a file', proves: EITHER, fault: { kind: 'resetDuring' }, withFile: true },
	...both({ name: 'reset after', proves: UNCERTAIN, fault: { kind: 'resetAfter' } }),
	...both({
		name: 'reset after a file',
		proves: UNCERTAIN,
		fault: { kind: 'resetAfter' },
		withFile: true,
		weight: 0.5,
	}),
];

const timeouts: readonly FaultKind[] = [
	{
		name: 'timeout while uploading',
		proves: EITHER,
		fault: { kind: 'silent', when: 'upload' },
		withFile: true,
		timeout: SHORT_TIME,
	},
	...both({
		name: 'timeout while waiting',
		proves: EITHER,
		fault: { kind: 'silent', when: 'reply' },
		timeout: SHORT_TIME,
	}),
	{
		name: 'taken after the timeout',
		proves: EITHER,
		fault: { kind: 'delay', ms: LATE },
		timeout: SHORT_TIME,
		late: true,
	},
	...both({
		name: 'dripping answer',
		proves: EITHER,
		fault: { kind: 'dripReply', everyMs: 1000 },
		timeout: SHORT_TIME,
	}),
];

const answers: readonly FaultKind[] = [
	...[400, 401, 403, 404, 408, 409, 413, 422].map((code) => status(code, REJECTED)),
	status(429, NOT_SENT),
	status(429, NOT_SENT, '0'),
	status(429, NOT_SENT, '1'),
	...both({ name: '503', proves: UNCERTAIN, fault: { kind: 'status', status: 503 } }),
	status(503, NOT_SENT, '0'),
	status(503, NOT_SENT, '1'),
	...[500, 502, 504].flatMap(serverFailure),
	...reply('HTML', HTML),
	...reply('broken JSON', '{"meta":{"code":"RESP_OKAY"},"data":{"mess'),
	...reply(
		'no message ID',
		JSON.stringify({ meta: OKAY, data: { message: { body: 'Hello' } } }),
	).map((kind) => ({ ...kind, needsId: true })),
	{
		name: 'another meta.code',
		proves: REJECTED,
		fault: { kind: 'reply', body: '{"meta":{"code":"RESP_NO","message":"Not like this"}}' },
	},
	...both({
		name: 'huge answer',
		proves: UNCERTAIN,
		fault: { kind: 'hugeReply', bytes: 12 * 1024 * 1024 },
		weight: 0.5,
	}),
];

const redirects = (location: string): readonly FaultKind[] =>
	([301, 302, 303, 307, 308] as const).map((code) => ({
		name: `redirect ${code}`,
		proves: REJECTED,
		fault: { kind: 'redirect', status: code, location },
	}));

/** Every way to break a message that a server takes part in. `elsewhere` is where redirects lead. */
export const faultKinds = (elsewhere: string): readonly FaultKind[] => [
	{ name: 'slow answer', proves: [], fault: { kind: 'delay', ms: 40 }, weight: 5 },
	...resets,
	...timeouts,
	...answers,
	...redirects(elsewhere),
];
