import type { IncomingHttpHeaders } from 'node:http';

export interface ReceivedFile {
	readonly name: string;
	readonly type: string;
	readonly size: number;
	readonly sha256: string;
	/** Where the bytes are on disk, while they are kept. */
	readonly path: string | undefined;
}

/** One part of a multipart body or field of a JSON object, in the order of arrival; repeated names show up here. */
export interface ReceivedPart {
	readonly name: string;
	readonly type: string;
	readonly value?: string;
	readonly file?: ReceivedFile;
}

/** One per message the sandbox took as sent, in the order of acceptance. */
export interface ReceivedMessage {
	readonly id: number;
	/** The id in the network of the channel, by which statuses speak of it. */
	readonly sid: string;
	readonly session: string;
	readonly identity: string;
	readonly text?: string;
	readonly file?: ReceivedFile;
	readonly fileUrl?: string;
	readonly stickerId?: string;
	readonly quotedMessageId?: string;
	/** Of a template message. */
	readonly templateName?: string;
	/** By the API's names: variable_1, button_url_variable_1. */
	readonly variables?: Readonly<Record<string, string>>;
	/** Of a template message that is to go out later, as it came. */
	readonly sendAt?: string;
	/** Date.now() of the request's first byte. */
	readonly startedAt: number;
	/** Date.now() of the acceptance, right before the answer. */
	readonly finishedAt: number;
}

/** One per HTTP request that reached the server, accepted or not. */
export interface ReceivedRequest {
	readonly method: string;
	readonly path: string;
	readonly headers: IncomingHttpHeaders;
	readonly fields: Record<string, string>;
	readonly parts: readonly ReceivedPart[];
	readonly file?: ReceivedFile;
	readonly status?: number;
	readonly startedAt: number;
	readonly endedAt?: number;
	readonly bodyBytes: number;
	readonly fault?: string;
}

/** `accept`: the message is counted as sent although the client gets the fault. */
export type Fault =
	| {
			readonly kind: 'status';
			readonly status: number;
			readonly body?: unknown;
			readonly headers?: Readonly<Record<string, string>>;
			readonly accept?: boolean;
	  }
	| {
			readonly kind: 'reply';
			readonly body: string;
			readonly headers?: Readonly<Record<string, string>>;
			readonly accept?: boolean;
	  }
	| {
			readonly kind: 'resetBefore' | 'resetDuring' | 'resetAfter';
			readonly accept?: boolean;
	  }
	| { readonly kind: 'silent'; readonly when: 'upload' | 'reply'; readonly accept?: boolean }
	| { readonly kind: 'delay'; readonly ms: number }
	| {
			readonly kind: 'redirect';
			readonly status: 301 | 302 | 303 | 307 | 308;
			readonly location: string;
	  }
	| { readonly kind: 'hugeReply'; readonly bytes: number; readonly accept?: boolean }
	| { readonly kind: 'dripReply'; readonly everyMs: number; readonly accept?: boolean };

/** Without identity, text and path a rule matches any request that sends a message. */
export interface FaultRule {
	readonly fault: Fault;
	readonly identity?: string;
	/** Of a session message; of a template message, its variable_1. */
	readonly text?: string;
	/** How many requests it hits: 1 unless told, Infinity for all. */
	readonly times?: number;
	/** The end of the URL's path, any method: '/sticker'. */
	readonly path?: string;
}

export interface SandboxOptions {
	/** 0, the default, takes a free one. */
	readonly port?: number;
	readonly token?: string;
	readonly sessionKey?: string;
	/** Further session keys to accept. */
	readonly sessionKeys?: readonly string[];
	/** How long every answer takes, in milliseconds. */
	readonly latencyMs?: number;
	/** Keep received files on disk until reset or close; otherwise they are hashed and dropped. */
	readonly keepFiles?: boolean;
	/** The address of an iSlash Trigger, which is called when the customer writes. */
	readonly webhook?: string;
	/** Serve the chat page at /; on unless false. */
	readonly page?: boolean;
	readonly onMessage?: (message: ReceivedMessage) => void;
}

export interface Sandbox {
	/** http://127.0.0.1:PORT */
	readonly url: string;
	readonly messages: readonly ReceivedMessage[];
	readonly requests: readonly ReceivedRequest[];
	/** Adds rules; the first that matches a request is used up by it. */
	misbehave(...rules: readonly FaultRule[]): void;
	/** Calls this address of an iSlash Trigger from now on. */
	setWebhook(url: string): void;
	/** Forgets messages, requests, files and rules. */
	reset(): void;
	close(): Promise<void>;
}
