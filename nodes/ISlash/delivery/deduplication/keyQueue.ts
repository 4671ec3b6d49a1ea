import type { IExecuteFunctions } from 'n8n-workflow';

import { retried } from '../../api/pause';
import { giveBack, isSafe, type Lock, OPTIONS, takeLock } from './workflowLock';

/**
 * The result of an access to n8n's list of a node's keys. 'done': the key is now recorded, or removed.
 * 'present': it was recorded before. 'unknown': it may be done. The others are certainly not done:
 * n8n's storage failed, the access was called off, or another node keeps its list where the lock goes.
 */
export type Answer = 'done' | 'present' | 'unknown' | 'failed' | 'calledOff' | 'otherNode';

export interface Access {
	readonly kind: 'record' | 'remove';
	readonly helpers: IExecuteFunctions['helpers'];
	readonly key: string;
	/** Once it resolves, an access that has not begun is called off. */
	readonly end: Promise<void>;
}

type Waiting = Access & { readonly tell: (answer: Answer) => void };

/** How many of the newest keys of a node are kept, and at how many keys the older ones are deleted. */
const [KEPT, TRIM_AT] = [10_000, 11_000];

/** The accesses of this process to the keys of one workflow. All that are waiting share the next lock. */
export class KeyQueue {
	readonly #waiting: Waiting[] = [];
	#isAtWork = false;

	/** Never throws. */
	async do(access: Access): Promise<Answer> {
		return await new Promise((tell) => {
			const waiting = { ...access, tell };
			this.#waiting.push(waiting);
			void access.end.then(() => {
				const index = this.#waiting.indexOf(waiting);
				if (index !== -1) this.#waiting.splice(index, 1).forEach(() => tell('calledOff'));
			});
			if (!this.#isAtWork) void this.#work();
		});
	}

	async #work(): Promise<void> {
		this.#isAtWork = true;
		for (let [next] = this.#waiting; next; [next] = this.#waiting) {
			const taken = takeLock(next.helpers, () => this.#waiting.length > 0);
			const lock = await taken.catch(() => 'failed' as const);
			if (typeof lock === 'object') await this.#workUnder(lock, next.helpers);
			else if (lock) this.#waiting.splice(0).forEach(({ tell }) => tell(lock));
		}
		this.#isAtWork = false;
	}

	async #workUnder(lock: Lock, helpers: Access['helpers']): Promise<void> {
		const replies: Array<(isSure: boolean) => void> = [];
		for (let next; isSafe(lock) && (next = this.#waiting.shift());) {
			const { tell } = next;
			const answer = await carryOut(next, lock);
			replies.push((isSure) => tell(isSure ? answer : 'unknown'));
		}
		const isSure = await giveBack(helpers, lock);
		replies.forEach((reply) => reply(isSure));
	}
}

/** No other process can write, so the count of the list shows whether a failed write took effect. */
async function carryOut(access: Access, lock: Lock): Promise<Answer> {
	const count = async () => await access.helpers.getProcessedDataCount('node', OPTIONS);
	const before = await retried(count).catch(() => undefined);
	if (before === undefined || !isSafe(lock)) return 'failed';
	return await write(access, before).catch(async () => {
		const after = await retried(count).catch(() => undefined);
		if (after === undefined || !isSafe(lock)) return 'unknown';
		return after === before ? 'failed' : 'done';
	});
}

async function write({ kind, helpers, key }: Access, count: number): Promise<Answer> {
	if (kind === 'remove') {
		await helpers.removeProcessed([key], 'node', OPTIONS);
		return 'done';
	}
	const { new: added } = await helpers.checkProcessedAndRecord([key], 'node', OPTIONS);
	if (count >= TRIM_AT) {
		const trim = helpers.checkProcessedAndRecord([], 'node', { ...OPTIONS, maxEntries: KEPT });
		await trim.catch(() => undefined); // the next access trims
	}
	return added.length > 0 ? 'done' : 'present';
}
