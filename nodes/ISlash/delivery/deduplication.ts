import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../invalidInput';
import { pause } from './wait';

/** n8n's store keeps this many keys per node; the oldest make room. */
const OPTIONS = { mode: 'entries', maxEntries: 10_000 } as const;

/** How often, and after how many milliseconds, kept keys are looked up again. */
const CONFIRMATIONS = 5;
const CONFIRMATION_INTERVAL = 100;

/**
 * Keys whose messages are under way in this process, and the stores being written to. n8n's store
 * has no lock: it reads a list, adds to it and writes it back, so that of two executions that record
 * at the same moment one is forgotten. Within a process these two make them wait for each other.
 */
const underWay = new Map<string, Promise<void>>();
const storeAccess = new Map<string, Promise<unknown>>();

/** A deduplication key that is this execution's until it is known what became of the message. */
export interface Claimed {
	readonly kind: 'claimed';
	/** The message certainly was not delivered: the key may be used again. */
	release(): Promise<void>;
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
	readonly #context: IExecuteFunctions;
	readonly #store: string;
	readonly #over: AbortSignal;
	readonly #kept: string[] = [];

	/** @param over aborted when nothing new may be started */
	constructor(context: IExecuteFunctions, over: AbortSignal) {
		this.#context = context;
		this.#store = `${context.getWorkflow().id}/${context.getNode().id}`;
		this.#over = over;
	}

	/** Records a key before its message is sent, unless it was used before. */
	async claim(key: string): Promise<Claim> {
		const done = await this.#enter(key);
		if (done === undefined) return { kind: 'givenUp' };
		try {
			if (await this.#record([key])) return this.#toClaim(key, done);
			done();
			return { kind: 'used' };
		} catch {
			done();
			return { kind: 'unusable', input: unusableStore() };
		}
	}

	/**
	 * Makes sure that the kept keys are still there, once the run is over. Another worker may have
	 * written its list over ours; what it forgot is recorded again.
	 */
	async confirm(): Promise<void> {
		if (this.#kept.length === 0) return;
		for (let times = 0; times < CONFIRMATIONS; times++) {
			const missing = await this.#record(this.#kept).catch(() => false);
			if (!missing) return;
			await pause(CONFIRMATION_INTERVAL);
		}
	}

	#toClaim(key: string, done: () => void): Claimed {
		return {
			kind: 'claimed',
			keep: () => {
				this.#kept.push(key);
				done();
			},
			release: async () => {
				const remove = () => this.#context.helpers.removeProcessed([key], 'node', OPTIONS);
				await this.#inTurn(remove).catch(() => undefined);
				done();
			},
		};
	}

	/** @returns whether one of the keys was not there yet */
	async #record(keys: string[]): Promise<boolean> {
		const { new: added } = await this.#inTurn(() =>
			this.#context.helpers.checkProcessedAndRecord(keys, 'node', OPTIONS),
		);
		return added.length > 0;
	}

	/** Waits until no other message of this process is under way with the same key. */
	async #enter(key: string): Promise<(() => void) | undefined> {
		const place = `${this.#store}/${key}`;
		while (underWay.has(place) && !this.#over.aborted) {
			await Promise.race([underWay.get(place), pause(1000, this.#over)]);
		}
		if (this.#over.aborted) return undefined;
		let leave = () => {};
		const left = new Promise<void>((resolve) => {
			leave = resolve;
		});
		underWay.set(place, left);
		return () => {
			if (underWay.get(place) === left) underWay.delete(place);
			leave();
		};
	}

	/** One access to the store after the other. */
	async #inTurn<T>(access: () => Promise<T>): Promise<T> {
		const before = storeAccess.get(this.#store) ?? Promise.resolve();
		const mine = before.then(access);
		const over = mine.then(
			() => undefined,
			() => undefined,
		);
		storeAccess.set(this.#store, over);
		try {
			return await mine;
		} finally {
			if (storeAccess.get(this.#store) === over) storeAccess.delete(this.#store);
		}
	}
}

function unusableStore(): InvalidInput {
	return new InvalidInput(
		'Deduplication Key',
		'could not be looked up in the storage of n8n, so the message was not sent',
		'Save the workflow and run it again. If that does not help, ask whoever runs your n8n whether its database is reachable.',
	);
}
