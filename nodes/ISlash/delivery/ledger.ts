import type { IContextObject, IDataObject } from 'n8n-workflow';

import type { Failure } from '../errors/failure';
import type { Draft } from './draft';

/** A message that iSlash accepted, and the `json` of its output item. */
export interface Sent {
	readonly outcome: 'sent';
	readonly json: IDataObject;
}

/**
 * A deduplication key that this execution asked for. 'own': it recorded the key and did not use it.
 * 'unknown': n8n's storage did not say whether the key was recorded.
 */
export interface KeyMemory {
	readonly key: string;
	readonly state: 'own' | 'unknown';
}

/** What is remembered about a message. */
interface Entry {
	/** The message was sent, or may have been. */
	readonly verdict?: Sent | Failure;
	readonly key?: KeyMemory;
}

/**
 * What the calls of a tool did, by execution. It is not saved: it contains the texts of messages, and
 * an agent whose execution is retried starts over anyway.
 */
const calls = new WeakMap<object, Record<string, Entry>>();

/** The index of a run of the node, or 'tool': all calls of an AI agent count as one run. */
export type RunOfNode = number | 'tool';

/** Name of the ledger in the node's context, which n8n saves with the execution. */
const NAME = 'messages';

/**
 * What this run of the node has already sent, for later tries. An entry belongs to an item index, even
 * if the item has changed since: to send everybody a corrected text, run the workflow anew.
 *
 * The node's context outlives Retry On Fail and Retry of a failed execution, which both run the
 * node again with all its items (measured on n8n 1.123.81 and 2.41.1). All rounds of a loop share the
 * context, so the run index tells them apart. A tool gets a new run index at every try and always has
 * one item (makeHandleToolInvocation in n8n-core), so its messages are known by their content.
 */
export class Ledger {
	readonly #context: IContextObject;
	readonly #run: RunOfNode;
	readonly #entries: Record<string, Entry>;
	/** What is known about the keys of finished messages; other items may have the same keys. */
	readonly #states = new Map<string, KeyMemory['state']>();

	constructor(context: IContextObject, run: RunOfNode) {
		this.#context = context;
		this.#run = run;
		this.#entries = run === 'tool' ? callsOf(context) : savedEntries(context, run);
		for (const { verdict, key } of Object.values(this.#entries)) {
			if (key && !verdict) this.#states.set(key.key, key.state);
		}
	}

	/** Nothing is known about an invalid item of a tool: it has no content. */
	recall(message: Draft | number): Entry {
		return this.#entries[this.#entryKeyOf(message)] ?? {};
	}

	/** n8n saves the entry with the execution, so a try in another process finds it too. */
	remember(message: Draft, { verdict, key }: Entry): void {
		// An agent may rightly send the same text twice, so a tool's sent messages are not remembered.
		const isWorthIt = this.#run !== 'tool' || verdict?.outcome !== 'sent';
		if (isWorthIt && (verdict || key)) this.#entries[this.#entryKeyOf(message)] = { verdict, key };
		else delete this.#entries[this.#entryKeyOf(message)];
	}

	/** What is known about a key that an earlier message of this execution asked for and did not use. */
	stateOf(key: string): KeyMemory['state'] | undefined {
		return this.#states.get(key);
	}

	/**
	 * Remembers how a message ended.
	 *
	 * @param key its key and state; no state if the key was given back, or another message has it
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

	/** Forgets the entries: every message of the run was sent, so none can be sent twice. */
	clear(): void {
		// Calls of a tool share the entries; a call that is under way still writes to them.
		if (this.#run !== 'tool') delete this.#context[NAME];
	}

	#entryKeyOf(message: Draft | number): string {
		if (this.#run !== 'tool')
			return String(typeof message === 'number' ? message : message.itemIndex);
		return typeof message === 'number' ? '' : contentOf(message);
	}
}

/** All content of a message; the same for all spellings of its contact number. */
function contentOf({ contact, request: { path, form, json } }: Draft): string {
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
