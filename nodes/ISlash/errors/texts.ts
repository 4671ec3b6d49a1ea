import type { Failure, Reason } from './failure';

/** What happened, and what to do about it. */
export interface FailureText {
	readonly message: string;
	readonly description: string;
}

const LEAVE_OUT =
	"To leave it out and send the others, choose 'Continue' in the Settings of the node, save, and retry in the same way.";

const SEND_AGAIN = `It may have arrived, so it is not sent again by itself. Look into the chat in iSlash. To send it in any case, set 'If Delivery Is Uncertain' in Options to 'Send Again', save, and retry the execution with the currently saved workflow. ${LEAVE_OUT}`;

const NOT_ARRIVED =
	'This message did not arrive. Retry the execution: what was already sent is left out.';

/** The sentences for a message that was not certainly sent, per reason. Each is told by the README too. */
export const TEXTS: Readonly<Record<Reason, FailureText>> = {
	refused: {
		message: 'iSlash refused the message',
		description: `Correct what iSlash names, save, and retry the execution with the currently saved workflow: what was already sent is left out, as it was. ${LEAVE_OUT} If iSlash names nothing, check the 'Contact Number' and that the contact may be written to.`,
	},
	failed: {
		message: 'iSlash took the message and could not send it on',
		description: `Check the 'Contact Number' and that the contact may be written to. ${LEAVE_OUT}`,
	},
	proxy: {
		message: 'A proxy between n8n and iSlash asks for its own sign-in',
		description: `${NOT_ARRIVED} Ask whoever runs your n8n to set the proxy's user and password in HTTPS_PROXY, or to let n8n reach iSlash without the proxy by NO_PROXY.`,
	},
	blocked: {
		message: "n8n's protection against requests to internal addresses blocked the request",
		description: `${NOT_ARRIVED} Check the 'API Endpoint' in the iSlash API credential. If it is right, ask whoever runs your n8n to allow that host in N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.`,
	},
	unauthorized: {
		message: "iSlash refused the 'User Token'",
		description:
			"Open the iSlash API credential, enter the 'User Token' again and check that it may use this 'Session Key'.",
	},
	notFound: {
		message: "There is no iSlash API at the 'API Endpoint'",
		description: "Open the iSlash API credential and check the 'API Endpoint'.",
	},
	tooLarge: {
		message: 'The file is larger than iSlash takes',
		description:
			"Send a smaller file. A session message can also have the address of a file on the web, in 'File URL'.",
	},
	redirect: {
		message: "The 'API Endpoint' answered with a redirect, which is not followed",
		description:
			"The 'User Token' goes to the host you named and nowhere else. Open the iSlash API credential and enter the host that the 'API Endpoint' leads to, if you trust it.",
	},
	tooManyRequests: {
		message: 'iSlash is limiting the number of messages right now',
		description: `${NOT_ARRIVED} Send more slowly with 'Min Interval' in Options, or try later.`,
	},
	unavailable: {
		message: 'iSlash is not available at the moment',
		description: `${NOT_ARRIVED} Try later. The node itself tries again up to 'Max Retries' times, if it is asked to wait for a minute at most.`,
	},
	serverFailure: {
		message: 'iSlash could not say whether the message was sent',
		description: SEND_AGAIN,
	},
	unreadable: {
		message: 'iSlash answered in a way that does not say whether the message was sent',
		description: `${SEND_AGAIN} If this happens with every message, check the 'API Endpoint' in the iSlash API credential.`,
	},
	unreachable: {
		message: 'iSlash could not be reached',
		description: `${NOT_ARRIVED} Check the 'API Endpoint' in the iSlash API credential, and that this n8n may reach it.`,
	},
	insecure: {
		message: "There is no safe connection to the 'API Endpoint', so nothing was sent",
		description:
			"The certificate of the host is not valid for it or not trusted. Check the 'API Endpoint' in the iSlash API credential, or ask whoever runs the host.",
	},
	stoppedBeforeUpload: {
		message: 'The execution was canceled before the message was sent',
		description: 'This message did not arrive.',
	},
	stoppedAfterUpload: {
		message: 'The execution was canceled before iSlash answered',
		description:
			'The message may have arrived. Look into the chat in iSlash before you send it again.',
	},
	uploadTimeout: {
		message: 'The message could not be sent off in time',
		description: `${NOT_ARRIVED} Raise 'Timeout' in Options if the file is large or the connection slow.`,
	},
	uploadBroken: {
		message: 'The connection broke while the message was being sent',
		description: NOT_ARRIVED,
	},
	answerTimeout: {
		message: 'iSlash did not answer in time whether the message was sent',
		description: SEND_AGAIN,
	},
	answerBroken: {
		message: 'The connection broke before iSlash said whether the message was sent',
		description: SEND_AGAIN,
	},
};

/** "iSlash refused" is said only of an answer in iSlash's form. */
const ANSWERERS = {
	iSlash: 'iSlash',
	page: 'A web page, not iSlash,',
	server: "The server at the 'API Endpoint'",
} as const;

/** The sentences for a message that was not certainly sent, with what the other side itself said. */
export function textOf(failure: Failure): FailureText {
	const { message, description } = TEXTS[failure.reason];
	const { refusal, answerer = 'iSlash' } = failure;
	const told = refusal?.message ?? refusal?.code;
	const first = message.replace(/^iSlash\b/, ANSWERERS[answerer]);
	const parts = [description, inBetween(failure), waitFor(failure), ...details(failure)];
	return {
		message: told === undefined ? first : `${first}: ${told}`,
		description: parts.filter(Boolean).join(' '),
	};
}

/** What to do when a request that sends nothing failed, where TEXTS speaks of messages. */
const ADVICE: Partial<Readonly<Record<Reason, string>>> = {
	unauthorized: `${TEXTS.unauthorized.message}. ${TEXTS.unauthorized.description}`,
	notFound: `${TEXTS.notFound.message}. ${TEXTS.notFound.description}`,
	redirect: `${TEXTS.redirect.message}. ${TEXTS.redirect.description}`,
	insecure: `${TEXTS.insecure.message}. ${TEXTS.insecure.description}`,
	refused:
		"Correct what iSlash names. If it names nothing, check the 'Session Key' in Options or in the iSlash API credential.",
	unreachable:
		"iSlash could not be reached. Check the 'API Endpoint' in the iSlash API credential, and that this n8n may reach it.",
};

/**
 * The sentences for a request that sends nothing.
 *
 * @param what did not happen, as a sentence without its end: `The stickers could not be loaded`
 */
export function textOfRequest(failure: Failure, what: string): FailureText {
	const told = failure.refusal?.message ?? failure.refusal?.code;
	const advice =
		ADVICE[failure.reason] ??
		"Try again, or check the 'API Endpoint' and the 'Session Key' in the iSlash API credential.";
	return {
		message: told === undefined ? what : `${what}: ${told}`,
		description: [advice, waitFor(failure), ...details(failure)].filter(Boolean).join(' '),
	};
}

function inBetween({ answerer }: Failure): string {
	if (answerer !== 'page') return '';
	return 'Something between n8n and iSlash may have answered, such as a proxy or a firewall.';
}

function waitFor({ retryAfter }: Failure): string {
	return retryAfter === undefined
		? ''
		: `iSlash asks to wait ${Math.ceil(retryAfter / 1000)} seconds.`;
}

/** What support will ask for. */
function details({ status, refusal, networkCode }: Failure): readonly string[] {
	const facts = [
		status === undefined ? '' : `HTTP ${status}`,
		refusal?.code ?? '',
		refusal?.traceId === undefined ? '' : `trace ID ${refusal.traceId}`,
		networkCode ?? '',
	].filter((fact) => fact !== '');
	return facts.length === 0 ? [] : [`(${facts.join(', ')})`];
}
