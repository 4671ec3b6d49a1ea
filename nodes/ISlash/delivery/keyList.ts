import type { IExecuteFunctions } from 'n8n-workflow';

import { pause } from './wait';

type Helpers = IExecuteFunctions['helpers'];

/** n8n keeps this many entries per node, the oldest make room: 10,000 keys and some marks. */
const OPTIONS = { mode: 'entries', maxEntries: 10_500 } as const;

/** So many marks that have done their work are taken out of the list together. */
const MARKS_AT_ONCE = 20;

/** How often an access is tried: of two workers that make a node's list at once, one fails. */
const TRIES = 4;
const BETWEEN_TRIES = 100;

/** Between two accesses a process leaves the list to others, in times of what its own one took. */
const LEAVE = 2;

/** How long others may take to write what they have read, in milliseconds and in times of ours. */
const SETTLING = { least: 100, perAccess: 4, most: 5000 } as const;

interface Access {
	readonly kind: 'record' | 'remove';
	readonly helpers: Helpers;
	readonly entries: readonly string[];
	readonly done: (added: ReadonlySet<string>) => void;
	readonly failed: (cause: unknown) => void;
}

/**
 * The entries that n8n keeps for one node, as this process gets at them.
 *
 * n8n has no lock on them: every access reads the list and writes it back, so that of two processes
 * that do so at once one is forgotten. The fewer accesses the better: what comes while one is under
 * way goes together in the next.
 */
export class KeyList {
	#waiting: readonly Access[] = [];
	#used: readonly string[] = [];
	#isAtWork = false;
	#took = 0;

	/** @returns those of the entries that were not in the list */
	async record(helpers: Helpers, entries: readonly string[]): Promise<ReadonlySet<string>> {
		return await this.#access('record', helpers, entries);
	}

	/** Takes entries out of the list; those that are not in it are no error. */
	async remove(helpers: Helpers, entries: readonly string[]): Promise<void> {
		await this.#access('remove', helpers, entries);
	}

	/** Removes a mark that has done its work, at some time. */
	discard(mark: string): void {
		this.#used = [...this.#used, mark];
	}

	/** Waits until every process has written what it read before now. */
	async settle(): Promise<void> {
		const { least, perAccess, most } = SETTLING;
		await pause(Math.min(most, Math.max(least, perAccess * this.#took)));
	}

	async #access(
		kind: Access['kind'],
		helpers: Helpers,
		entries: readonly string[],
	): Promise<ReadonlySet<string>> {
		return await new Promise((done, failed) => {
			this.#waiting = [...this.#waiting, { kind, helpers, entries, done, failed }];
			if (!this.#isAtWork) void this.#work();
		});
	}

	async #work(): Promise<void> {
		this.#isAtWork = true;
		while (this.#waiting.length > 0) {
			const together = this.#waiting;
			this.#waiting = [];
			await this.#do(together.filter(({ kind }) => kind === 'remove'));
			await this.#do(together.filter(({ kind }) => kind === 'record'));
			await this.#removeUsedMarks(together);
			if (this.#waiting.length > 0) await pause(LEAVE * this.#took);
		}
		this.#isAtWork = false;
	}

	async #do(accesses: readonly Access[]): Promise<void> {
		const [first] = accesses;
		if (first === undefined) return;
		const entries = accesses.flatMap((access) => access.entries);
		const startedAt = Date.now();
		try {
			const added = await retried(async () => await ask(first, entries));
			accesses.forEach(({ done }) => done(added));
		} catch (cause) {
			accesses.forEach(({ failed }) => failed(cause));
		}
		this.#took = Math.max(Date.now() - startedAt, this.#took / 2);
	}

	async #removeUsedMarks([access]: readonly Access[]): Promise<void> {
		if (access === undefined || this.#used.length < MARKS_AT_ONCE) return;
		const entries = this.#used;
		this.#used = [];
		// Marks that stay do no harm: as the oldest entries they make room one day.
		await ask({ ...access, kind: 'remove' }, entries).catch(() => undefined);
	}
}

async function ask(
	{ kind, helpers }: Access,
	entries: readonly string[],
): Promise<ReadonlySet<string>> {
	if (kind === 'record') {
		const { new: added } = await helpers.checkProcessedAndRecord([...entries], 'node', OPTIONS);
		return new Set(added.map(String));
	}
	await helpers.removeProcessed([...entries], 'node', OPTIONS);
	return new Set();
}

async function retried<T>(work: () => Promise<T>, tries = TRIES): Promise<T> {
	return await work().catch(async (cause: unknown) => {
		if (tries === 1) return await Promise.reject(cause);
		await pause(BETWEEN_TRIES);
		return await retried(work, tries - 1);
	});
}
