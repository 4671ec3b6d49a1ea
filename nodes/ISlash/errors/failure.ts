/** What became of a message that was not certainly sent. */
export type FailedOutcome = 'rejected' | 'notSent' | 'uncertain';

/** Why a request did not do what was asked. The rows of api/outcome.ts decide, errors/texts.ts has the sentences. */
export type Reason =
	| 'refused'
	| 'failed'
	| 'proxy'
	| 'blocked'
	| 'unauthorized'
	| 'notFound'
	| 'tooLarge'
	| 'redirect'
	| 'tooManyRequests'
	| 'unavailable'
	| 'serverFailure'
	| 'unreadable'
	| 'unreachable'
	| 'insecure'
	| 'stoppedBeforeUpload'
	| 'stoppedAfterUpload'
	| 'uploadTimeout'
	| 'uploadBroken'
	| 'answerTimeout'
	| 'answerBroken';

/** The reason that the answer gives for a refusal. iSlash's vendor documents no codes. */
export interface Refusal {
	/** Only in answers that have iSlash's form. */
	readonly code?: string;
	readonly message?: string;
	readonly traceId?: string;
}

/** Who answered: iSlash, known by the form of its answers, a web page, or an unknown server. */
export type Answerer = 'iSlash' | 'page' | 'server';

/** What is known about a request that did not certainly do what was asked. */
export interface Failure {
	readonly outcome: FailedOutcome;
	readonly reason: Reason;
	/** Of the HTTP answer, if there was one. */
	readonly status?: number;
	readonly answerer?: Answerer;
	readonly refusal?: Refusal;
	/** Node's or OpenSSL's code for a broken connection. */
	readonly networkCode?: string;
	/** How long the answer asks to wait before the next try, in milliseconds. */
	readonly retryAfter?: number;
}
