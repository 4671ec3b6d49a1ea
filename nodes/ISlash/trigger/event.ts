import type { Content } from './content';

export type Channel = 'facebook' | 'whatsapp';

/** A contact has written. */
export interface MessageEvent extends Content {
	readonly event: 'message';
	readonly channel: Channel;
	readonly contactNumber: string;
	readonly name?: string;
	readonly messageId: string;
	readonly timestamp?: string;
	/** n8n's AI nodes find the conversation and their input by these two names, without any setting. */
	readonly sessionId: string;
	readonly chatInput: string;
	readonly raw: unknown;
}

/** What became of a message that was sent. */
export interface StatusEvent {
	readonly event: 'status';
	readonly channel: Channel;
	readonly contactNumber: string;
	/** The `sid` of the sent message. */
	readonly messageId: string;
	readonly status: string;
	readonly timestamp?: string;
	readonly errors?: unknown;
	readonly raw: unknown;
}

/** Whatever iSlash does not document. */
export interface OtherEvent {
	readonly event: 'other';
	readonly raw: unknown;
}

export type TriggerEvent = MessageEvent | OtherEvent | StatusEvent;
