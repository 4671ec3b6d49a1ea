import type { IContextObject } from 'n8n-workflow';

import type { SessionMessage } from '../sessionMessage/message';
import type { Verdict } from './outcome';

/** What is remembered of a message: what became of it, and of which message exactly. */
interface Entry {
	readonly fingerprint: string;
	readonly verdict: Verdict;
}

/** Name of the ledger in the node's context, which n8n saves with the execution. */
const KEY = 'sessionMessages';

/**
 * What this run of the node has already sent, for the tries that follow.
 *
 * The node's context outlives Retry On Fail and Retry of a failed execution, which both run the
 * node again with all its items (measured on n8n 1.123.81 and 2.41.1). It is the same for every
 * round of a loop, hence the run index.
 */
export class Ledger {
	readonly #context: IContextObject;
	readonly #entries: Record<string, Entry>;

	constructor(context: IContextObject, runIndex: number) {
		const saved: unknown = context[KEY];
		this.#context = context;
		this.#entries = isOfRun(saved, runIndex) ? saved.entries : {};
		context[KEY] = { runIndex, entries: this.#entries };
	}

	/** What became of this message in an earlier try; nothing when the item says another now. */
	recall(itemIndex: number, fingerprint: string): Verdict | undefined {
		const entry = this.#entries[itemIndex];
		return entry?.fingerprint === fingerprint ? entry.verdict : undefined;
	}

	/** n8n saves it with the execution, so it is there for a try in another process too. */
	remember(itemIndex: number, fingerprint: string, verdict: Verdict): void {
		this.#entries[itemIndex] = { fingerprint, verdict };
	}

	/** The message certainly was not delivered, so the next try may send it. */
	forget(itemIndex: number): void {
		delete this.#entries[itemIndex];
	}

	/** Every message of the run was sent: nothing is left that could be sent twice. */
	clear(): void {
		delete this.#context[KEY];
	}
}

/**
 * A digest of what a message says, to notice when a workflow was edited between two tries.
 * The credential's session key is left out: who mends it does not mean to send again what went out.
 */
export async function fingerprint(
	message: SessionMessage,
	ownSessionKey: string | undefined,
	binaryPropertyName: string | undefined,
): Promise<string> {
	const { identity, text, attachment, quotedMessageId } = message;
	const content =
		attachment.kind === 'binaryFile' ? { ...attachment.file, binaryPropertyName } : attachment;
	const said = JSON.stringify([ownSessionKey, identity, text, content, quotedMessageId]);
	const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(said));
	return btoa(String.fromCharCode(...new Uint8Array(digest)));
}

function isOfRun(
	saved: unknown,
	runIndex: number,
): saved is { readonly entries: Record<string, Entry> } {
	return (
		typeof saved === 'object' &&
		saved !== null &&
		'entries' in saved &&
		'runIndex' in saved &&
		saved.runIndex === runIndex
	);
}
