import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from '../wait';
import { giveBack, isSafe, type Lock, takeLock } from './workflowLock';

/** What came of an access to n8n's list of the keys of a node. */
export type Answer =
	/** The key is recorded and was not before, or is removed. */
	| 'done'
	/** Recorded before. */
	| 'present'
	/** Certainly not done, as n8n's storage did not work, or as it was called off. */
	| 'failed'
	| 'calledOff'
	/** Certainly not done: another node keeps its own list where the lock would be. */
	| 'otherNode'
	/** It may be done or not. */
	| 'unknown';

export interface Access {
	readonly kind: 'record' | 'remove';
	readonly helpers: IExecuteFunctions['helpers'];
	readonly key: string;
	/** Once it has ended, an access that has not begun never begins. */
	readonly end: Promise<void>;
}

type Waiting = Access & { readonly tell: (answer: Answer) => void };

/** The newest keys that n8n keeps for a node at least, and when it is told to forget older ones. */
const KEPT = 10_000;
const TRIM_AT = 11_000;

/** How often something is tried, and with how many milliseconds in between. */
const TRIES = 4;
const BETWEEN_TRIES = 100;

/**
 * The accesses of this process to the keys of one workflow. Those that arrive while others are under
 * way share the next lock.
 */
export class KeyQueue {
	readonly #waiting: Waiting[] = [];
	#isAtWork = false;

	/** Never throws. */
	async do(access: Access): Promise<Answer> {
		return await new Promise((tell) => {
			const waiting = { ...access, tell };
			this.#waiting.push(waiting);
			void access.end.then(() => this.#callOff(waiting));
			if (!this.#isAtWork) void this.#work();
		});
	}

	#callOff(access: Waiting): void {
		const index = this.#waiting.indexOf(access);
		if (index === -1) return;
		this.#waiting.splice(index, 1);
		access.tell('calledOff');
	}

	async #work(): Promise<void> {
		this.#isAtWork = true;
		for (let [next] = this.#waiting; next; [next] = this.#waiting) {
			const lock = await takeLock(next.helpers, () => this.#waiting.length > 0).catch(
				() => 'failed' as const,
			);
			if (typeof lock === 'object') await this.#workUnder(lock, next.helpers);
			else if (lock) this.#waiting.splice(0).forEach(({ tell }) => tell(lock));
		}
		this.#isAtWork = false;
	}

	async #workUnder(lock: Lock, helpers: Access['helpers']): Promise<void> {
		const tellings: Array<(isSure: boolean) => void> = [];
		while (isSafe(lock)) {
			const next = this.#waiting.shift();
			if (!next) break;
			const answer = await carryOut(next, lock);
			tellings.push((isSure) => next.tell(isSure ? answer : 'unknown'));
		}
		const isSure = await giveBack(helpers, lock);
		tellings.forEach((tell) => tell(isSure));
	}
}

/** n8n counts its list exactly, so that the count says whether a try that failed took effect. */
async function carryOut(access: Access, lock: Lock): Promise<Answer> {
	let before: number | undefined;
	for (let tries = 0; tries <= TRIES && isSafe(lock); tries++) {
		try {
			const count = await access.helpers.getProcessedDataCount('node', { mode: 'entries' });
			if (!isSafe(lock)) break; // others may have written meanwhile
			if (before !== undefined && count !== before) return 'done';
			if (tries === TRIES) return 'failed';
			before = count;
			return await write(access, count);
		} catch {
			await pause(BETWEEN_TRIES);
		}
	}
	return before === undefined ? 'failed' : 'unknown';
}

async function write({ kind, helpers, key }: Access, count: number): Promise<Answer> {
	const options = { mode: 'entries' } as const;
	if (kind === 'remove') {
		await helpers.removeProcessed([key], 'node', options);
		return 'done';
	}
	const { new: added } = await helpers.checkProcessedAndRecord([key], 'node', options);
	if (count >= TRIM_AT) {
		const trimmed = { ...options, maxEntries: KEPT };
		// Done some other time, if it fails now.
		await helpers.checkProcessedAndRecord([], 'node', trimmed).catch(() => undefined);
	}
	return added.length > 0 ? 'done' : 'present';
}
