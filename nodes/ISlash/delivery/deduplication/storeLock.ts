import type { IExecuteFunctions } from 'n8n-workflow';

import {
	countEntries,
	deleteList,
	giveBack,
	type Held,
	isLock,
	MOST_ENTRIES,
	take,
} from './lockList';
import { pause, retried } from '../../api/pause';

type Helpers = IExecuteFunctions['helpers'];

/** Milliseconds. */
export interface Patience {
	/** When a list that others hold is looked at: is it a lock at all? */
	readonly lookAfter: number;
	/**
	 * When a lock belongs to a process that died. One is held for a few accesses to the database; on
	 * a machine with far too much to do, one access was seen to take 0.7 seconds.
	 */
	readonly staleAfter: number;
	/** How long another node's list is left alone before it is looked at again. */
	readonly foreignFor: number;
}

const PATIENCE: Patience = { lookAfter: 1000, staleAfter: 20_000, foreignFor: 60_000 };

/** How long to wait between two looks at a lock, in milliseconds. */
const BETWEEN_LOOKS = { least: 20, most: 250 } as const;

/** What was to be done while nobody else is at the keys, and whether it was. */
export type Holding<T> =
	{ readonly kind: 'done'; readonly value: T } | { readonly kind: 'unwanted' };

/**
 * Lets one process at a time get at the deduplication keys of a workflow.
 *
 * n8n has no lock on its lists: every access reads a list and writes it back, so that of two workers
 * that do so at once one is forgotten. But it makes a list by inserting a row, and of two who insert
 * the same row the database lets one. So a list is made as the lock, and deleted afterwards.
 */
export class StoreLock {
	readonly #patience: Patience;
	/** Ends when the process has given the lock back. */
	#held: Promise<unknown> | undefined;
	#foreignUntil = 0;

	constructor(patience = PATIENCE) {
		this.#patience = patience;
	}

	/**
	 * Waits for the lock, works, and gives it back. Within a process one waits for the other.
	 *
	 * @param isWanted asked while waiting; once it says no, nothing is done
	 * @throws what n8n's storage throws, or when the work took so long that others took the lock over
	 */
	async hold<T>(
		helpers: Helpers,
		isWanted: () => boolean,
		work: () => Promise<T>,
	): Promise<Holding<T>> {
		while (this.#held) {
			if (!isWanted()) return { kind: 'unwanted' };
			await Promise.race([this.#held, pause(BETWEEN_LOOKS.most)]);
		}
		const holding = this.#holdAlone(helpers, isWanted, work);
		this.#held = holding.catch(() => undefined);
		return await holding.finally(() => {
			this.#held = undefined;
		});
	}

	async #holdAlone<T>(
		helpers: Helpers,
		isWanted: () => boolean,
		work: () => Promise<T>,
	): Promise<Holding<T>> {
		const held =
			performance.now() < this.#foreignUntil ? 'foreign' : await this.#take(helpers, isWanted);
		if (held === 'unwanted') return { kind: held };
		if (held === 'foreign') return { kind: 'done', value: await work() };
		try {
			const value = await work();
			this.#assertHeld(held);
			return { kind: 'done', value };
		} finally {
			// If it cannot be deleted, it is taken over as one of a process that died.
			await this.#giveBack(helpers, held).catch(() => undefined);
		}
	}

	async #take(helpers: Helpers, isWanted: () => boolean): Promise<Held | 'foreign' | 'unwanted'> {
		const staleAfter = this.#patience.staleAfter * (1 + Math.random() / 4);
		let seen = { count: -1, since: 0, isLock: false };
		while (isWanted()) {
			const count = await countEntries(helpers);
			const attempt = count === 0 ? await retried(async () => await take(helpers)) : undefined;
			if (attempt?.kind === 'taken') return attempt;
			if (attempt?.kind === 'foreign' || count > MOST_ENTRIES) return this.#leaveForeign();
			// On a clock that nobody sets: one that is put forward must not make a lock look stale.
			const now = performance.now();
			// Who was quicker than we were is alive.
			if (count !== seen.count || attempt) seen = { count, since: now, isLock: false };

			const unchanged = now - seen.since;
			if (!seen.isLock && unchanged >= this.#patience.lookAfter) {
				if (!(await isLock(helpers))) return this.#leaveForeign();
				seen = { ...seen, isLock: true };
			}
			if (unchanged >= staleAfter) await deleteList(helpers, count);
			await pause(nextLook(unchanged));
		}
		return 'unwanted';
	}

	#leaveForeign(): 'foreign' {
		this.#foreignUntil = performance.now() + this.#patience.foreignFor;
		return 'foreign';
	}

	#assertHeld({ since }: Held): void {
		// By the clock on the wall, which also counts while a machine sleeps.
		if (Date.now() - since < this.#patience.staleAfter) return;
		throw new Error("n8n's storage took so long that others may have changed the keys meanwhile");
	}

	async #giveBack(helpers: Helpers, held: Held): Promise<void> {
		if (Date.now() - held.since >= this.#patience.staleAfter) return; // others may have it by now
		await giveBack(helpers, held);
	}
}

/** Not the same for all, or those who wait would always ask at the same time. */
function nextLook(unchanged: number): number {
	const { least, most } = BETWEEN_LOOKS;
	return Math.min(most, least + unchanged / 4) * (0.5 + Math.random());
}
