import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../api/envelope';
import type { Proof } from '../api/outcome';
import type { ApiRequest } from '../api/request';
import type { InvalidInput } from '../errors/invalidInput';
import type { ItemReader } from '../fields/reader';

/** How the editor names an operation, and what it asks for. Values stand in saved workflows. */
interface Names {
	readonly name: string;
	readonly value: string;
	/** n8n wants sentence case without articles: `Send session message`. */
	readonly action: string;
	readonly description: string;
	/** Without displayOptions for resource and operation: the table adds them. */
	readonly fields: readonly INodeProperties[];
}

/** Asks for records, or makes a change: done twice, it does no more than done once. */
export interface RepeatableOperation extends Names {
	readonly kind: 'repeatable';
	/** What did not happen, as a sentence without its end: `The labels could not be loaded`. */
	readonly failed: string;
	/**
	 * @param session key of the channel to ask through
	 * @throws InvalidInput with the label of the parameter that needs a change
	 */
	read(item: ItemReader, session: string): RepeatableRequest;
}

/** What one item asks for. */
export interface RepeatableRequest extends Step {
	/** The most records to put out; all, unless it is set. */
	readonly limit?: number;
}

/** One request, and what may follow it. */
export interface Step {
	readonly request: ApiRequest;
	/** What an answer gives to put out; `undefined` when it is not in the form of one. */
	records(envelope: JsonObject): readonly JsonObject[] | undefined;
	/**
	 * What to ask for after that answer, such as the next page; InvalidInput when the answer shows that
	 * a parameter needs a change.
	 */
	next?(envelope: JsonObject): Step | InvalidInput | undefined;
}

/** Sends a message: in order per contact, with outcomes, and never twice. */
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

/** What operations have to do with, such as messages of a kind. */
export interface Resource {
	readonly name: string;
	readonly value: string;
	/** Alphabetical by name. 'Send' is chosen at first, or else the first of them. */
	readonly operations: readonly Operation[];
}
