import type { IContextObject } from 'n8n-workflow';

import type { Parts } from '../sessionMessage/parameters';
import type { Fingerprint } from './fingerprint';
import type { Verdict } from './outcome';

/** What is remembered of a message: what became of it, and of which message exactly. */
interface Entry {
	readonly fingerprint: Fingerprint;
	/** That of the parameters it was made of, as they are written. */
	readonly written: Fingerprint;
	readonly verdict: Verdict;
	/** Its deduplication key, recorded by this execution. */
	readonly key: string | undefined;
}

/** A message as the ledger knows it; one with a key is remembered once the key is recorded. */
export interface Remembered {
	readonly itemIndex: number;
	readonly fingerprint: Fingerprint;
	readonly deduplicationKey: string | undefined;
}

/** Which run of the node it is: by number, or the calls of an AI agent, which are no runs of their own. */
export type RunOfNode = number | 'tool';

const PARTS: ReadonlyArray<keyof Parts<unknown>> = [
	...(['sessionKey', 'identity', 'text', 'attachment', 'fileName', 'quotedMessageId'] as const),
];

/** Name of the ledger in the node's context, which n8n saves with the execution. */
const KEY = 'sessionMessages';

/**
 * What this run of the node has already sent, for the tries that follow.
 *
 * The node's context outlives Retry On Fail and Retry of a failed execution, which both run the
 * node again with all its items (measured on n8n 1.123.81 and 2.41.1). It is the same for every
 * round of a loop, hence the run index. A tool gets a new run index at every try and always has one
 * item (makeHandleToolInvocation in n8n-core), so that its messages are known by what they say.
 */
export class Ledger {
	readonly #context: IContextObject;
	readonly #run: RunOfNode;
	readonly #written: Fingerprint;
	readonly #entries: Record<string, Entry>;

	/** @param written fingerprint of the node's parameters, as they are written */
	constructor(context: IContextObject, run: RunOfNode, written: Fingerprint) {
		const saved: unknown = context[KEY];
		this.#context = context;
		this.#run = run;
		this.#written = written;
		this.#entries = isOfRun(saved, run) ? saved.entries : {};
		context[KEY] = { run, entries: this.#entries };
	}

	/**
	 * What became of this message in an earlier try; nothing when the workflow was edited meanwhile
	 * and says another now. An expression such as `$now` says another at every try, without anybody
	 * meaning to send again: a part counts as edited when it is written otherwise and says otherwise.
	 */
	recall(message: Remembered): Verdict | undefined {
		const entry = this.#entries[this.#placeOf(message)];
		if (entry === undefined) return undefined;
		const isEdited = PARTS.some(
			(part) =>
				entry.fingerprint[part] !== message.fingerprint[part] &&
				entry.written[part] !== this.#written[part],
		);
		return isEdited ? undefined : entry.verdict;
	}

	/**
	 * What became of an item in an earlier try, if nobody edited the node since: for an item that no
	 * message can be made of any more, such as one whose file n8n has deleted meanwhile.
	 */
	recallUnreadable(itemIndex: number): Verdict | undefined {
		if (this.#run === 'tool') return undefined;
		const entry = this.#entries[String(itemIndex)];
		const isEdited = PARTS.some((part) => entry?.written[part] !== this.#written[part]);
		return isEdited ? undefined : entry?.verdict;
	}

	/** Whether the message's key was recorded by an earlier try that did not send the message. */
	ownsKey(message: Remembered): boolean {
		const entry = this.#entries[this.#placeOf(message)];
		if (entry?.key === undefined || entry.key !== message.deduplicationKey) return false;
		return entry.verdict.outcome === 'notSent' || this.recall(message)?.outcome === 'uncertain';
	}

	/** n8n saves it with the execution, so it is there for a try in another process too. */
	remember(message: Remembered, verdict: Verdict): void {
		// A tool is not called again for a message that was sent, but may be for another that says the same.
		if (this.#run === 'tool' && verdict.outcome === 'sent') return this.forget(message);
		const { fingerprint, deduplicationKey: key } = message;
		this.#entries[this.#placeOf(message)] = {
			fingerprint,
			written: this.#written,
			verdict,
			key,
		};
	}

	/** The message certainly was not delivered, so the next try may send it. */
	forget(message: Remembered): void {
		delete this.#entries[this.#placeOf(message)];
	}

	/** Every message of the run was sent: nothing is left that could be sent twice. */
	clear(): void {
		const isInUse = this.#run === 'tool' && Object.keys(this.#entries).length > 0;
		if (!isInUse) delete this.#context[KEY];
	}

	#placeOf({ itemIndex, fingerprint }: Remembered): string {
		return this.#run === 'tool' ? JSON.stringify(fingerprint) : String(itemIndex);
	}
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
