import type { IContextObject, IDataObject } from 'n8n-workflow';

import type { Failure } from '../errors/failure';
import type { Draft } from './draft';

/** A message that was taken, and the `json` of its output item. */
export interface Sent {
	readonly outcome: 'sent';
	readonly json: IDataObject;
}

/**
 * What this execution knows of a deduplication key that it asked for: it recorded the key and did not
 * use it, or n8n's store did not say whether it did.
 */
export interface KeyMemory {
	readonly key: string;
	readonly state: 'own' | 'unknown';
}

/** What is remembered of a message. */
interface Entry {
	/** That it was sent, or may have been. */
	readonly verdict?: Sent | Failure;
	readonly key?: KeyMemory;
}

/**
 * What the calls of a tool did, by execution. It is not saved: it has what the messages say, and an
 * agent whose execution is retried starts over anyway.
 */
const calls = new WeakMap<object, Record<string, Entry>>();

/** Which run of the node it is: by number, or the calls of an AI agent, which are no runs of their own. */
export type RunOfNode = number | 'tool';

/** Name of the ledger in the node's context, which n8n saves with the execution. */
const NAME = 'messages';

/**
 * What this run of the node has already sent, for the tries that follow: an entry per item, whatever
 * the item says by then. Who wants everybody to get a corrected text runs the workflow anew.
 *
 * The node's context outlives Retry On Fail and Retry of a failed execution, which both run the
 * node again with all its items (measured on n8n 1.123.81 and 2.41.1). It is the same for every
 * round of a loop, hence the run index. A tool gets a new run index at every try and always has one
 * item (makeHandleToolInvocation in n8n-core), so that its messages are known by what they say.
 */
export class Ledger {
	readonly #context: IContextObject;
	readonly #run: RunOfNode;
	readonly #entries: Record<string, Entry>;
	/** What is known of keys whose messages have ended; other items may have the same keys. */
	readonly #states = new Map<string, KeyMemory['state']>();

	constructor(context: IContextObject, run: RunOfNode) {
		this.#context = context;
		this.#run = run;
		this.#entries = run === 'tool' ? callsOf(context) : savedEntries(context, run);
		for (const { verdict, key } of Object.values(this.#entries)) {
			if (key && !verdict) this.#states.set(key.key, key.state);
		}
	}

	/** Nothing is known of an item of a tool that cannot be read: it says nothing. */
	recall(message: Draft | number): Entry {
		return this.#entries[this.#placeOf(message)] ?? {};
	}

	/** n8n saves it with the execution, so it is there for a try in another process too. */
	remember(message: Draft, { verdict, key }: Entry): void {
		// An agent may rightly send the same text twice, so a tool's sent messages are not remembered.
		const isWorthIt = this.#run !== 'tool' || verdict?.outcome !== 'sent';
		if (isWorthIt && (verdict || key)) this.#entries[this.#placeOf(message)] = { verdict, key };
		else delete this.#entries[this.#placeOf(message)];
	}

	/** What is known of a key that an earlier message of this execution asked for and did not use. */
	stateOf(key: string): KeyMemory['state'] | undefined {
		return this.#states.get(key);
	}

	/**
	 * Remembers how a message ended.
	 *
	 * @param key its key, and what is known of it; nothing if it was given back or another message has it
	 */
	settle(
		message: Draft,
		verdict: Sent | Failure | undefined,
		key: { readonly key: string; readonly state: KeyMemory['state'] | undefined } | undefined,
	): void {
		const { key: name, state } = key ?? {};
		const known = name !== undefined && state !== undefined ? { key: name, state } : undefined;
		this.remember(message, { verdict, key: known });
		if (name === undefined) return;
		if (state === undefined || verdict) this.#states.delete(name);
		else this.#states.set(name, state);
	}

	/** Every message of the run was sent: nothing is left that could be sent twice. */
	clear(): void {
		// Calls of a tool share the entries; one that is under way still writes into them.
		if (this.#run !== 'tool') delete this.#context[NAME];
	}

	#placeOf(message: Draft | number): string {
		if (this.#run !== 'tool')
			return String(typeof message === 'number' ? message : message.itemIndex);
		return typeof message === 'number' ? '' : sayingOf(message);
	}
}

/** All that a message says; the same for a number that is written in two ways. */
function sayingOf({ contact, request: { path, form, json } }: Draft): string {
	return JSON.stringify([path, contact, { ...form, ...json, identity: undefined }]);
}

function callsOf(context: IContextObject): Record<string, Entry> {
	const entries = calls.get(context) ?? {};
	calls.set(context, entries);
	return entries;
}

function savedEntries(context: IContextObject, run: RunOfNode): Record<string, Entry> {
	const saved: unknown = context[NAME];
	const entries = isOfRun(saved, run) ? saved.entries : {};
	context[NAME] = { run, entries };
	return entries;
}

function isOfRun(
	saved: unknown,
	run: RunOfNode,
): saved is { readonly entries: Record<string, Entry> } {
	return (
		typeof saved === 'object' &&
		saved !== null &&
		'entries' in saved &&
		'run' in saved &&
		saved.run === run
	);
}
