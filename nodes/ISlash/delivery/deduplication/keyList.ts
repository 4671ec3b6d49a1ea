import type { IExecuteFunctions } from 'n8n-workflow';

import type { StoreLock } from './storeLock';
import { retried } from '../../api/pause';

type Helpers = IExecuteFunctions['helpers'];

/** n8n keeps this many keys per node, the oldest make room. */
const OPTIONS = { mode: 'entries', maxEntries: 10_000 } as const;

interface Access {
	readonly kind: 'record' | 'remove';
	readonly helpers: Helpers;
	readonly key: string;
	/** Aborted when it is no longer wanted. */
	readonly over?: AbortSignal;
	/** Told whether the key was not in the list before; nothing when it was over. */
	readonly done: (isNew?: boolean) => void;
	readonly failed: (cause: unknown) => void;
}

/** What recording some keys told: which were not there, and whether the others were there before. */
interface Recorded {
	readonly added: ReadonlySet<string>;
	readonly isSure: boolean;
}

/**
 * The deduplication keys that n8n keeps for one node, as this process gets at them: what comes while
 * an access is under way goes together in the next.
 */
export class KeyList {
	readonly #lock: StoreLock;
	#waiting: readonly Access[] = [];
	#isAtWork = false;

	constructor(lock: StoreLock) {
		this.#lock = lock;
	}

	/**
	 * Records a key.
	 *
	 * @param over aborted when it is no longer wanted
	 * @returns whether it was not in the list before; nothing when it is over
	 * @throws what n8n's storage throws
	 */
	async record(helpers: Helpers, key: string, over: AbortSignal): Promise<boolean | undefined> {
		return await new Promise((done, failed) => {
			this.#enqueue({ kind: 'record', helpers, key, over, done, failed });
		});
	}

	/** Takes a key out of the list; one that is not in it is no error. */
	async remove(helpers: Helpers, key: string): Promise<void> {
		await new Promise<unknown>((done, failed) => {
			this.#enqueue({ kind: 'remove', helpers, key, done, failed });
		});
	}

	#enqueue(access: Access): void {
		this.#waiting = [...this.#waiting, access];
		if (!this.#isAtWork) void this.#work();
	}

	async #work(): Promise<void> {
		this.#isAtWork = true;
		for (let [next] = this.#waiting; next; [next] = this.#waiting) {
			await this.#doTogether(next.helpers);
		}
		this.#isAtWork = false;
	}

	async #doTogether(helpers: Helpers): Promise<void> {
		let together: readonly Access[] = [];
		const take = () => {
			together = [...together, ...this.#waiting];
			this.#waiting = [];
			return together;
		};
		try {
			const isWanted = () => this.#isWanted();
			const holding = await this.#lock.hold(helpers, isWanted, async () => await askAll(take()));
			if (holding.kind === 'done') holding.value.forEach((tell) => tell());
		} catch (cause) {
			take().forEach(({ failed }) => failed(cause));
		}
	}

	/** What is over does not wait for the lock, which another process may hold for long. */
	#isWanted(): boolean {
		const isOver = ({ over }: Access) => over?.aborted === true;
		const given = this.#waiting.filter(isOver);
		this.#waiting = this.#waiting.filter((access) => !isOver(access));
		given.forEach(({ done }) => done());
		return this.#waiting.length > 0;
	}
}

/** @returns how to tell everybody what came of it, for when the lock is given back */
async function askAll(accesses: readonly Access[]): Promise<ReadonlyArray<() => void>> {
	const removed = await ask(accesses, 'remove', removeKeys);
	const recorded = await ask(accesses, 'record', recordKeys);
	return [...removed, ...recorded];
}

async function ask(
	accesses: readonly Access[],
	kind: Access['kind'],
	work: (helpers: Helpers, keys: readonly string[]) => Promise<Recorded>,
): Promise<ReadonlyArray<() => void>> {
	const own = accesses.filter((access) => access.kind === kind);
	const [first] = own;
	if (first === undefined) return [];
	const keys = own.map(({ key }) => key);
	try {
		const { added, isSure } = await work(first.helpers, keys);
		return own.map(({ key, done, failed }) => () => {
			if (isSure || added.has(key)) done(added.has(key));
			else failed(new Error('It is not known who recorded the key'));
		});
	} catch (cause) {
		return own.map(
			({ failed }) =>
				() =>
					failed(cause),
		);
	}
}

async function removeKeys(helpers: Helpers, keys: readonly string[]): Promise<Recorded> {
	await retried(async () => await helpers.removeProcessed([...keys], 'node', OPTIONS));
	return { added: new Set(), isSure: true };
}

/** After a try that failed, a key may be there because that try recorded it after all. */
async function recordKeys(helpers: Helpers, keys: readonly string[]): Promise<Recorded> {
	return await retried(async (tries) => {
		const { new: added } = await helpers.checkProcessedAndRecord([...keys], 'node', OPTIONS);
		return { added: new Set(added.map(String)), isSure: tries === 1 };
	});
}
