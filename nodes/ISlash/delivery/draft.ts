import type { IDataObject } from 'n8n-workflow';

import type { ItemAccount } from '../api/account';
import type { JsonObject } from '../api/envelope';
import type { Proof } from '../api/outcome';
import type { ApiRequest } from '../api/request';
import type { InvalidInput } from '../errors/invalidInput';

/** A message of any kind that is ready to be sent, and how to send it. */
export interface Draft extends ItemAccount {
	readonly itemIndex: number;
	/** Messages to the same contact must not overtake each other. */
	readonly contact: string;
	readonly request: ApiRequest;
	readonly policy: Policy;
	/** A sentence for the error of a message that fails. */
	readonly remark?: string;
	/** What an answer with RESP_OKAY proves. */
	prove(envelope: JsonObject): Proof;
	/** The `json` of the output item. */
	output(envelope: JsonObject): IDataObject;
}

export interface Policy {
	readonly deduplicationKey: string | undefined;
	/** What the next try does with a message that may have arrived. */
	readonly whenUncertain: 'stop' | 'sendAgain';
	readonly maxRetries: number;
	/** Milliseconds for one request. */
	readonly timeout: number;
}

/** How quickly the messages of one run of the node go. */
export interface Pace {
	readonly maxConcurrency: number;
	/** Milliseconds between the starts of two messages. */
	readonly minInterval: number;
}

/** The result of reading an item: its message, or why there is none. */
export type Checked = Draft | InvalidInput;
