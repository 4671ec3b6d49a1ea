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
	/** What was sent, or may have been, before the workflow was edited: an edit may be undone. */
	readonly before?: Entry;
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

/** Where the message of a tool's call is remembered, by the call: n8n passes the same item at every try. */
const placesOfCalls = new WeakMap<object, string>();

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
	readonly #call: object;

	/**
	 * @param written fingerprint of the node's parameters, as they are written
	 * @param call the item that a tool was called with
	 */
	constructor(context: IContextObject, run: RunOfNode, written: Fingerprint, call: object = {}) {
		const saved: unknown = context[KEY];
		this.#context = context;
		this.#run = run;
		this.#written = written;
		this.#call = call;
		this.#entries = isOfRun(saved, run) ? saved.entries : {};
		context[KEY] = { run, entries: this.#entries };
	}

	/**
	 * What became of this message in an earlier try; nothing when the workflow was edited meanwhile
	 * and says another now. An expression such as `$now` says another at every try, without anybody
	 * meaning to send again: a part counts as edited when it is written otherwise and says otherwise.
	 */
	recall(message: Remembered): Verdict | undefined {
		const place = this.#placeOf(message);
		const latest = this.#entries[place];
		let entry: Entry | undefined = latest;
		while (entry && this.#isEdited(entry, message)) entry = entry.before;
		// The next try compares with how the workflow is written now.
		if (entry && entry === latest) this.#entries[place] = { ...entry, written: this.#written };
		return entry?.verdict;
	}

	#isEdited({ fingerprint, written }: Entry, message: Remembered): boolean {
		return PARTS.some(
			(part) =>
				fingerprint[part] !== message.fingerprint[part] && written[part] !== this.#written[part],
		);
	}

	/** What the message's place holds of another message, which was there before an edit. */
	#before(message: Remembered): Entry | undefined {
		const entry = this.#entries[this.#placeOf(message)];
		const isOther = entry && this.#isEdited(entry, message) && entry.verdict.outcome !== 'notSent';
		return isOther ? entry : entry?.before;
	}

	/**
	 * What became of an item in an earlier try, if nobody edited the node since: for an item that no
	 * message can be made of any more, such as one whose file n8n has deleted meanwhile.
	 *
	 * @param unreadable the parts that no message can be made of; all, unless it is known
	 */
	recallUnreadable(itemIndex: number, unreadable = PARTS): Verdict | undefined {
		if (this.#run === 'tool') return undefined;
		const entry = this.#entries[String(itemIndex)];
		const isEdited = unreadable.some((part) => entry?.written[part] !== this.#written[part]);
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
			before: this.#before(message),
		};
	}

	/** The message certainly was not delivered, so the next try may send it. */
	forget(message: Remembered): void {
		const before = this.#before(message);
		if (before === undefined) delete this.#entries[this.#placeOf(message)];
		else this.#entries[this.#placeOf(message)] = before;
	}

	/** Every message of the run was sent: nothing is left that could be sent twice. */
	clear(): void {
		// Calls of a tool share the entries; one that is under way still writes into them.
		if (this.#run !== 'tool') delete this.#context[KEY];
	}

	#placeOf({ itemIndex, fingerprint }: Remembered): string {
		if (this.#run !== 'tool') return String(itemIndex);
		const place = placesOfCalls.get(this.#call) ?? JSON.stringify(fingerprint);
		placesOfCalls.set(this.#call, place);
		return place;
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
