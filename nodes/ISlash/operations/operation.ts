import type { IDataObject, INodeProperties } from 'n8n-workflow';

import type { JsonObject } from '../api/envelope';
import type { Proof } from '../api/outcome';
import type { ApiRequest } from '../api/request';
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

/** Asks for records and changes nothing. */
export interface ReadOperation extends Names {
	readonly kind: 'read';
	/** What is asked for, in the plural, for sentences: `labels`. */
	readonly plural: string;
	/**
	 * @param session key of the channel to ask through
	 * @throws InvalidInput with the label of the parameter that needs a change
	 */
	read(item: ItemReader, session: string): ReadRequest;
	/** The records of an answer; `undefined` when it has none. */
	records(envelope: JsonObject): readonly JsonObject[] | undefined;
}

/** What one item asks for. */
export interface ReadRequest {
	readonly request: ApiRequest;
	/** The most records to put out; all, unless it is set. */
	readonly limit: number | undefined;
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
}

export type Operation = ReadOperation | SendOperation;

/** What operations have to do with, such as messages of a kind. */
export interface Resource {
	readonly name: string;
	readonly value: string;
	/** Alphabetical by name; the first is chosen at first. */
	readonly operations: readonly Operation[];
}
