import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../api/envelope';
import type { Proof } from '../api/outcome';
import type { ApiRequest } from '../api/request';
import type { InvalidInput } from '../errors/invalidInput';
import type { ItemReader } from '../fields/reader';

/** How the editor shows an operation. Saved workflows contain its value. */
interface Names {
	readonly name: string;
	readonly value: string;
	/** n8n wants sentence case without articles: `Send session message`. */
	readonly action: string;
	readonly description: string;
	/** Without displayOptions for resource and operation: makeProperties() adds them. */
	readonly fields: readonly INodeProperties[];
}

/** Asks for records, or makes a change that may be repeated without harm. */
export interface RepeatableOperation extends Names {
	readonly kind: 'repeatable';
	/** The message when it fails, without a full stop: `The labels could not be loaded`. */
	readonly failed: string;
	/**
	 * @param session key of the channel to ask through
	 * @throws InvalidInput with the label of the parameter that needs a change
	 */
	read(item: ItemReader, session: string): RepeatableRequest;
}

/** What one item asks for. */
export interface RepeatableRequest extends Step {
	/** The largest number of records to put out; all if not set. */
	readonly limit?: number;
}

/** One request, and what may follow it. */
export interface Step {
	readonly request: ApiRequest;
	/** The records in an answer; `undefined` when the answer has another form. */
	records(envelope: JsonObject): readonly JsonObject[] | undefined;
	/**
	 * The step after that answer, such as the next page; InvalidInput when the answer shows that a
	 * parameter needs a change.
	 */
	next?(envelope: JsonObject): Step | InvalidInput | undefined;
}

/** Sends a message: in order for each contact, with an outcome, and never twice. */
export interface SendOperation extends Names {
	readonly kind: 'send';
	/**
	 * @param session key of the channel to send through
	 * @throws InvalidInput with the label of the parameter that needs a change
	 */
	read(item: ItemReader, session: string): Promise<SendRequest>;
}

/** One message, ready to be sent. */
export interface SendRequest {
	/** Messages to one contact must not overtake each other. */
	readonly contact: string;
	readonly request: ApiRequest;
	/** What an answer with RESP_OKAY proves. */
	prove(envelope: JsonObject): Proof;
	/** The `json` of the output item. */
	output(envelope: JsonObject): IDataObject;
	/** A sentence for the error of a message that fails. */
	readonly remark?: string;
	/** Until when the execution waits for a response, once the message was sent. */
	readonly waitUntil?: Date;
}

export type Operation = RepeatableOperation | SendOperation;

/** What a group of operations works on, such as session messages. */
export interface Resource {
	readonly name: string;
	readonly value: string;
	/** Alphabetical by name. The default is 'Send', or else the first operation. */
	readonly operations: readonly Operation[];
}
