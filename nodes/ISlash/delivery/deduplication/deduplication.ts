import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import { KeyList } from './keyList';
import { StoreLock } from './storeLock';
import { pause } from '../../api/pause';

/** What the runs of this process share, by workflow, and by workflow and node. */
const locks = new Map<string, StoreLock>();
const lists = new Map<string, KeyList>();

/** Keys whose messages are under way in this process: within it, one waits for the other. */
const underWay = new Map<string, Promise<void>>();

/** How long giving a key back may hold up the end of a run that was stopped, in milliseconds. */
const PATIENCE_AT_THE_END = 500;

/** A deduplication key that is this execution's until it is known what became of the message. */
export interface Claimed {
	readonly kind: 'claimed';
	/**
	 * The message certainly was not delivered: the key may be used again.
	 *
	 * @returns whether n8n's storage took it; otherwise the key stays used
	 */
	release(): Promise<'givenBack' | 'kept' | 'unknown'>;
	/** The message was delivered, or may have been: the key stays used. */
	keep(): void;
}

/** What came of asking for a key. */
export type Claim =
	| Claimed
	/** A message that was sent before, or may have been, has it. */
	| { readonly kind: 'used' }
	/** n8n's storage did not say; the message must not be sent. */
	| { readonly kind: 'unusable'; readonly input: InvalidInput; readonly mayBeRecorded: boolean }
	/** The run was over before it was known. */
	| { readonly kind: 'givenUp' };

/** The deduplication keys of one run of the node. */
export class Deduplication {
	readonly #helpers: IExecuteFunctions['helpers'];
	readonly #node: string;
	readonly #list: KeyList;
	readonly #over: AbortSignal;

	/** @param over aborted when nothing new may be started */
	constructor(context: IExecuteFunctions, over: AbortSignal) {
		const workflow = String(context.getWorkflow().id);
		this.#helpers = context.helpers;
		this.#node = `${workflow}/${context.getNode().id}`;
		const lock = locks.get(workflow) ?? new StoreLock();
		this.#list = lists.get(this.#node) ?? new KeyList(lock);
		locks.set(workflow, lock);
		lists.set(this.#node, this.#list);
		this.#over = over;
	}

	/**
	 * Records a key before its message is sent, unless it was used before.
	 *
	 * @param isOwn whether it may have been recorded by an earlier try of this message
	 */
	async claim(key: string, earlier?: 'own' | 'unknown'): Promise<Claim> {
		const leave = await this.#enter(key);
		if (leave === undefined) return { kind: 'givenUp' };
		const claim = await this.#record(key, earlier === 'own', leave);
		if (claim.kind !== 'claimed') leave();
		return claim;
	}

	async #record(key: string, isOwn: boolean, leave: () => void): Promise<Claim> {
		try {
			const isNew = await this.#list.record(this.#helpers, key, this.#over);
			if (isNew === undefined) return { kind: 'givenUp' };
			return isNew || isOwn ? this.#toClaim(key, leave) : { kind: 'used' };
		} catch {
			return { kind: 'unusable', input: unusableStore(), mayBeRecorded: true };
		}
	}

	#toClaim(key: string, leave: () => void): Claimed {
		return {
			kind: 'claimed',
			keep: leave,
			release: async () => ((await this.#release(key).finally(leave)) ? 'givenBack' : 'kept'),
		};
	}

	/** Once the run is over it does not wait for long; the key may still be given back later on. */
	async #release(key: string): Promise<boolean> {
		let isDone = false;
		const removal = this.#list
			.remove(this.#helpers, key)
			.then(() => true)
			.catch(() => false)
			.finally(() => {
				isDone = true;
			});
		const patience = async () => {
			while (!isDone && !this.#over.aborted) await pause(200, this.#over);
			if (!isDone) await pause(PATIENCE_AT_THE_END);
			return false;
		};
		return await Promise.race([removal, patience()]);
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
		'Save the workflow and run it again. If that does not help, ask whoever runs your n8n whether its database is reachable. If it then says alreadySent, the key was recorded after all: use another one.',
	);
}
