import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../invalidInput';
import { KeyList } from './keyList';
import { pause } from './wait';

/** How often a key that other processes wrote over is recorded again. */
const ROUNDS = 50;

/** What the runs of this process share, by workflow and node; a list at rest is a few numbers. */
const lists = new Map<string, KeyList>();

/** Keys whose messages are under way in this process: within it, one waits for the other. */
const underWay = new Map<string, Promise<void>>();

/** A deduplication key that is this execution's until it is known what became of the message. */
export interface Claimed {
	readonly kind: 'claimed';
	/**
	 * The message certainly was not delivered: the key may be used again.
	 *
	 * @returns whether n8n's storage took it; otherwise the key stays used
	 */
	release(): Promise<boolean>;
	/** The message was delivered, or may have been: the key stays used. */
	keep(): void;
}

export type Claim =
	| Claimed
	| { readonly kind: 'used' }
	| { readonly kind: 'unusable'; readonly input: InvalidInput }
	/** The run was over before it was known. */
	| { readonly kind: 'givenUp' };

/** The deduplication keys of one run of the node. */
export class Deduplication {
	readonly #helpers: IExecuteFunctions['helpers'];
	readonly #node: string;
	readonly #list: KeyList;
	readonly #over: AbortSignal;
	/** Keys that were not in the list before they were claimed. */
	readonly #recorded = new Set<string>();

	/** @param over aborted when nothing new may be started */
	constructor(context: IExecuteFunctions, over: AbortSignal) {
		this.#helpers = context.helpers;
		this.#node = `${context.getWorkflow().id}/${context.getNode().id}`;
		this.#list = lists.get(this.#node) ?? new KeyList();
		lists.set(this.#node, this.#list);
		this.#over = over;
	}

	/** Records a key before its message is sent, unless it was used before. */
	async claim(key: string): Promise<Claim> {
		const leave = await this.#enter(key);
		if (leave === undefined) return { kind: 'givenUp' };
		const mark = `${key} ${crypto.randomUUID()}`;
		this.#recorded.delete(key); // another item of this run may have used it
		try {
			if (await this.#win(key, mark)) return this.#toClaim(key, mark, leave);
			this.#list.discard(mark);
			leave();
			return { kind: 'used' };
		} catch {
			// A key that was there before belongs to a message that was sent.
			if (this.#recorded.has(key))
				await this.#list.remove(this.#helpers, [key]).catch(() => undefined);
			this.#list.discard(mark);
			leave();
			return { kind: 'unusable', input: unusableStore() };
		}
	}

	/**
	 * Of two workers that find a key unused in the same moment, the later one writes its list over
	 * the other's. So a mark of our own goes into the list together with the key, and when everybody
	 * has written, whose mark is there has won; if both are gone, both are recorded again.
	 */
	async #win(key: string, mark: string): Promise<boolean> {
		for (let round = 0; round < ROUNDS; round++) {
			const missing = await this.#list.record(this.#helpers, [key, mark]);
			if (missing.has(key)) this.#recorded.add(key);
			if (!missing.has(key) && missing.has(mark)) return false;
			if (!missing.has(key) && round > 0) return true;
			await this.#list.settle();
		}
		throw new Error('Other processes write over every key');
	}

	#toClaim(key: string, mark: string, leave: () => void): Claimed {
		const end = () => {
			this.#list.discard(mark);
			leave();
		};
		return {
			kind: 'claimed',
			keep: end,
			release: async () => {
				const isForgotten = await this.#forget(key, mark).catch(() => false);
				end();
				return isForgotten;
			},
		};
	}

	/** Another process may write the key back, and then its mark with it: so that is looked at. */
	async #forget(key: string, mark: string): Promise<boolean> {
		for (let round = 0; round < ROUNDS; round++) {
			await this.#list.remove(this.#helpers, [key, mark]);
			await this.#list.settle();
			const missing = await this.#list.record(this.#helpers, [mark]);
			if (missing.has(mark)) return true;
		}
		return false;
	}

	/** Waits until no other message of this process is under way with the same key. */
	async #enter(key: string): Promise<(() => void) | undefined> {
		const place = `${this.#node}/${key}`;
		while (underWay.has(place) && !this.#over.aborted) {
			await Promise.race([underWay.get(place), pause(1000, this.#over)]);
		}
		if (this.#over.aborted) return undefined;
		let end = () => {};
		const ended = new Promise<void>((resolve) => {
			end = resolve;
		});
		underWay.set(place, ended);
		return () => {
			if (underWay.get(place) === ended) underWay.delete(place);
			end();
		};
	}
}

function unusableStore(): InvalidInput {
	return new InvalidInput(
		'Deduplication Key',
		'could not be looked up in the storage of n8n, so the message was not sent',
		'Save the workflow and run it again. If that does not help, ask whoever runs your n8n whether its database is reachable.',
	);
}
