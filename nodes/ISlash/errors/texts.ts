import type { Failure, Reason } from './failure';

/** What happened, and what to do about it. */
export interface FailureText {
	readonly message: string;
	readonly description: string;
}

const NOT_TWICE = 'messages that were already sent are not sent again.';

const SEND_OTHERS = `To send the others without this message, choose 'Continue' in the Settings of the node. In both cases, save and retry the execution with the currently saved workflow: ${NOT_TWICE}`;

/** n8n retries a node with the input that it saved. */
const CORRECT_OR_LEAVE_OUT = `${SEND_OTHERS} The retry has the same input items, so correct them in this node.`;

const SEND_AGAIN = `The message may have arrived, so a retry does not send it again. Check the chat in iSlash. To send it anyway, set 'If Delivery Is Uncertain' in Options to 'Send Again'. ${SEND_OTHERS}`;

const NOT_ARRIVED = `This message did not arrive. Retry the execution: ${NOT_TWICE}`;

const THEN_RETRY = `Then retry the execution: ${NOT_TWICE}`;

const ENTER_TOKEN =
	"Open the iSlash API credential, enter the 'User Token' again and check that it may use this 'Session Key'.";

const CHECK_ENDPOINT = "Open the iSlash API credential and check the 'API Endpoint'.";

const ENTER_HOST =
	"The 'User Token' goes only to the host that you entered. To see where the redirect leads, open the 'API Endpoint' in a browser. If you trust that host, open the iSlash API credential and enter it as 'API Endpoint'.";

const CHECK_CERTIFICATE =
	"The certificate is not valid for this host or not trusted, or the host does not support HTTPS. Check the 'API Endpoint' in the iSlash API credential, or ask whoever runs the host.";

const LET_PROXY_THROUGH =
	"Ask whoever runs your n8n to set the proxy's user and password in HTTPS_PROXY, or to exclude iSlash from the proxy in NO_PROXY.";

const ALLOW_HOST =
	"Check the 'API Endpoint' in the iSlash API credential. If it is right, ask whoever runs your n8n to allow that host in N8N_SSRF_ALLOWED_HOSTNAMES or N8N_SSRF_ALLOWED_IP_RANGES.";

/** The sentences for a message that was not certainly sent, by reason. The README has the messages too. */
export const TEXTS: Readonly<Record<Reason, FailureText>> = {
	refused: {
		message: 'iSlash refused the message',
		description: `Correct what iSlash names. If it names nothing, check the 'Contact Number', and whether you may write to this contact. ${CORRECT_OR_LEAVE_OUT}`,
	},
	failed: {
		message: 'iSlash accepted the message but could not deliver it',
		description: `Check the 'Contact Number', and whether you may write to this contact. ${CORRECT_OR_LEAVE_OUT}`,
	},
	proxy: {
		message: 'A proxy between n8n and iSlash asks for its own sign-in',
		description: `${NOT_ARRIVED} ${LET_PROXY_THROUGH}`,
	},
	blocked: {
		message: "n8n's protection against requests to internal addresses blocked the request",
		description: `${NOT_ARRIVED} ${ALLOW_HOST}`,
	},
	unauthorized: {
		message: "iSlash refused the 'User Token'",
		description: `${ENTER_TOKEN} ${THEN_RETRY}`,
	},
	notFound: {
		message: "There is no iSlash API at the 'API Endpoint'",
		description: `${CHECK_ENDPOINT} ${THEN_RETRY}`,
	},
	tooLarge: {
		message: 'The file is larger than iSlash allows',
		description: `Send a smaller file. In a session message, you can also set 'Attachment' to 'File From URL' and enter the address of a publicly reachable file. ${CORRECT_OR_LEAVE_OUT}`,
	},
	redirect: {
		message: "The 'API Endpoint' answered with a redirect, which is not followed",
		description: `${ENTER_HOST} ${THEN_RETRY}`,
	},
	tooManyRequests: {
		message: 'iSlash is limiting the number of messages right now',
		description: `${NOT_ARRIVED} Try later, or send more slowly with 'Min Interval' in Options.`,
	},
	unavailable: {
		message: 'iSlash is not available at the moment',
		description: `${NOT_ARRIVED} Try later. If iSlash asks to wait for a minute at most, the node itself tries again, up to 'Max Retries' times.`,
	},
	serverFailure: {
		message: 'iSlash could not say whether the message was sent',
		description: SEND_AGAIN,
	},
	unreadable: {
		message: 'iSlash answered without saying whether the message was sent',
		description: `${SEND_AGAIN} If this happens with every message, check the 'API Endpoint' in the iSlash API credential.`,
	},
	unreachable: {
		message: 'iSlash could not be reached',
		description: `${NOT_ARRIVED} Check the 'API Endpoint' in the iSlash API credential, and whether this n8n can reach it.`,
	},
	insecure: {
		message: "There is no secure connection to the 'API Endpoint', so nothing was sent",
		description: `${CHECK_CERTIFICATE} ${THEN_RETRY}`,
	},
	stoppedBeforeUpload: {
		message: 'The execution was canceled before the message was sent',
		description: NOT_ARRIVED,
	},
	stoppedAfterUpload: {
		message: 'The execution was canceled before iSlash answered',
		description: SEND_AGAIN,
	},
	uploadTimeout: {
		message: 'The message could not be sent in time',
		description: `${NOT_ARRIVED} Raise 'Timeout' in Options if the file is large or the connection is slow.`,
	},
	uploadBroken: {
		message: 'The connection broke while the message was being sent',
		description: NOT_ARRIVED,
	},
	answerTimeout: {
		message: 'iSlash did not say in time whether the message was sent',
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

/** The sentences for a message that was not certainly sent, with the reason that the answer gives. */
export function textOf(failure: Failure): FailureText {
	const { message, description } = TEXTS[failure.reason];
	const { answerer = 'iSlash' } = failure;
	const sentence = message.replace(/^iSlash\b/, ANSWERERS[answerer]);
	const parts = [description, inBetween(failure), waitFor(failure), ...details(failure)];
	return {
		message: withReason(sentence, failure),
		description: parts.filter(Boolean).join(' '),
	};
}

function withReason(sentence: string, { refusal }: Failure): string {
	const reason = refusal?.message ?? refusal?.code;
	return reason === undefined ? sentence : `${sentence}: ${reason}`;
}

/** What to do after a failed request that sends nothing. TEXTS speaks of messages. */
const ADVICE: Partial<Readonly<Record<Reason, string>>> = {
	unauthorized: `${TEXTS.unauthorized.message}. ${ENTER_TOKEN}`,
	notFound: `${TEXTS.notFound.message}. ${CHECK_ENDPOINT}`,
	redirect: `${TEXTS.redirect.message}. ${ENTER_HOST}`,
	insecure: `${TEXTS.insecure.message}. ${CHECK_CERTIFICATE}`,
	proxy: `${TEXTS.proxy.message}. ${LET_PROXY_THROUGH}`,
	blocked: `${TEXTS.blocked.message}. ${ALLOW_HOST}`,
	tooManyRequests: 'iSlash is limiting the number of requests right now. Try again later.',
	unavailable: `${TEXTS.unavailable.message}. Try again later.`,
	refused:
		"Correct what iSlash names. If it names nothing, check the 'Session Key' in Options or in the iSlash API credential.",
	unreachable:
		"iSlash could not be reached. Check the 'API Endpoint' in the iSlash API credential, and whether this n8n can reach it.",
};

/**
 * The sentences for a request that sends nothing.
 *
 * @param failed the message, without a full stop: `The stickers could not be loaded`
 */
export function textOfRequest(failure: Failure, failed: string): FailureText {
	const advice =
		ADVICE[failure.reason] ??
		"Try again, or check the 'API Endpoint' and the 'Session Key' in the iSlash API credential.";
	return {
		message: withReason(failed, failure),
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
