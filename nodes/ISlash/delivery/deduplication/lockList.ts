import type { IExecuteFunctions } from 'n8n-workflow';

import { retried } from '../../api/pause';

type Helpers = IExecuteFunctions['helpers'];

/** The list of the whole workflow, which n8n's Remove Duplicates node alone uses, if told so. */
const SCOPE = 'workflow';
const OPTIONS = { mode: 'entries' } as const;

/**
 * A lock is a list of so many entries at most. How many is drawn by lot, so that those who wait see
 * from n8n's count, without writing, that the lock has changed hands.
 */
export const MOST_ENTRIES = 100;
const ENTRIES = Array.from(
	{ length: MOST_ENTRIES },
	(_, index) => `n8n-nodes-islash lock ${index}`,
);
const [LOCK = ''] = ENTRIES;

/** How PostgreSQL, MySQL and SQLite say that somebody else has just inserted the row. */
const WAS_INSERTED = /unique|duplicate/i;

/** How n8n says that the list has the latest value only, which is another mode of its store. */
const IS_OF_OTHER_MODE = /incompatible/i;

/** The lock in the hands of this process. */
export interface Held {
	readonly kind: 'taken';
	/** Entries in the list. */
	readonly size: number;
	/** Before it was taken, in milliseconds since 1970. */
	readonly since: number;
}

/** What came of taking the lock: somebody else was quicker, or a Remove Duplicates node has the list. */
export type Attempt = Held | { readonly kind: 'lost' | 'foreign' };

/** How many entries the list has. None: there is no list, or it has another mode. */
export async function countEntries(helpers: Helpers): Promise<number> {
	return await retried(async () => await helpers.getProcessedDataCount(SCOPE, OPTIONS));
}

/**
 * Makes the list.
 *
 * @throws what n8n's storage throws
 */
export async function take(helpers: Helpers): Promise<Attempt> {
	const size = 2 + Math.floor(Math.random() * (MOST_ENTRIES - 1));
	const since = Date.now();
	try {
		const entries = ENTRIES.slice(0, size);
		const { new: added } = await helpers.checkProcessedAndRecord(entries, SCOPE, OPTIONS);
		return added.includes(LOCK) ? { kind: 'taken', size, since } : { kind: 'lost' };
	} catch (cause) {
		if (says(cause, WAS_INSERTED)) return { kind: 'lost' };
		if (says(cause, IS_OF_OTHER_MODE)) return { kind: 'foreign' };
		return await Promise.reject(cause);
	}
}

/**
 * Deletes the list that `take` made. A Remove Duplicates node may have begun to use it meanwhile:
 * then its entries are left in it.
 */
export async function giveBack(helpers: Helpers, { size }: Held): Promise<void> {
	if ((await countEntries(helpers)) === size) return await deleteList(helpers, size);
	if (await isOnlyLock(helpers)) await deleteList(helpers, 1);
}

/** Whether a list, of `MOST_ENTRIES` at most, is a lock. If it is not, it is left as it was. */
export async function isLock(helpers: Helpers): Promise<boolean> {
	try {
		const { processed } = await helpers.checkProcessedAndRecord([LOCK], SCOPE, OPTIONS);
		if (processed.length > 0) return true;
	} catch (cause) {
		if (says(cause, WAS_INSERTED)) return true; // it was given back and taken in that moment
		return await Promise.reject(cause);
	}
	if (!(await isOnlyLock(helpers))) return false;
	await deleteList(helpers, 1);
	return true;
}

/** Deletes a list of so many entries; if that fails, only one that still has as many. */
export async function deleteList(helpers: Helpers, size: number): Promise<void> {
	await retried(async (tries) => {
		if (tries > 1 && (await countEntries(helpers)) !== size) return;
		await helpers.clearAllProcessedItems(SCOPE, OPTIONS);
	});
}

/**
 * Takes out of a list what a lock consists of, with what others put in who tried to take it in the
 * same moment. As long as it may be a lock it stays one.
 */
async function isOnlyLock(helpers: Helpers): Promise<boolean> {
	await helpers.removeProcessed(ENTRIES.slice(1), SCOPE, OPTIONS);
	if ((await countEntries(helpers)) <= 1) return true;
	await helpers.removeProcessed([LOCK], SCOPE, OPTIONS);
	return false;
}

function says(cause: unknown, what: RegExp): boolean {
	return cause instanceof Error && what.test(cause.message);
}
