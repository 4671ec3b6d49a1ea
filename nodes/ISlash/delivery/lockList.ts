import type { IExecuteFunctions } from 'n8n-workflow';

import { retried } from './wait';

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

export interface Held {
	readonly kind: 'taken';
	/** Entries in the list. */
	readonly size: number;
	/** Before it was taken, in milliseconds since 1970. */
	readonly since: number;
}

/** What came of taking the lock: somebody else was quicker, or n8n refused for another reason. */
export type Attempt = Held | { readonly kind: 'lost' | 'refused' };

/** How many entries the list has. None: there is no list, or it has another mode. */
export async function countEntries(helpers: Helpers): Promise<number> {
	return await retried(async () => await helpers.getProcessedDataCount(SCOPE, OPTIONS));
}

/** Makes the list. Never throws. */
export async function take(helpers: Helpers): Promise<Attempt> {
	const size = 2 + Math.floor(Math.random() * (MOST_ENTRIES - 1));
	const since = Date.now();
	try {
		const entries = ENTRIES.slice(0, size);
		const { new: added } = await helpers.checkProcessedAndRecord(entries, SCOPE, OPTIONS);
		return added.includes(LOCK) ? { kind: 'taken', size, since } : { kind: 'lost' };
	} catch (cause) {
		const said = cause instanceof Error ? cause.message : '';
		return { kind: WAS_INSERTED.test(said) ? 'lost' : 'refused' };
	}
}

/**
 * Deletes the list that `take` made. A Remove Duplicates node may have begun to use it meanwhile:
 * then its entries are left in it.
 */
export async function giveBack(helpers: Helpers, { size }: Held): Promise<void> {
	const count = await countEntries(helpers);
	if (count === size || (await isOnlyLock(helpers))) await deleteList(helpers);
}

/** Whether a list of that many entries is a lock. If it is not, it is left as it was. */
export async function isLock(helpers: Helpers, count: number): Promise<boolean> {
	if (count === 0) return false; // one that could not be made although there is none
	const { processed } = await helpers.checkProcessedAndRecord([LOCK], SCOPE, OPTIONS);
	if (processed.length > 0) return true;
	if (!(await isOnlyLock(helpers))) return false;
	await deleteList(helpers);
	return true;
}

export async function deleteList(helpers: Helpers): Promise<void> {
	await retried(async () => await helpers.clearAllProcessedItems(SCOPE, OPTIONS));
}

/**
 * Takes out of a list what a lock consists of, and what others put in who tried to take it in the
 * same moment. As long as it may be a lock it stays one.
 */
async function isOnlyLock(helpers: Helpers): Promise<boolean> {
	await helpers.removeProcessed(ENTRIES.slice(1), SCOPE, OPTIONS);
	if ((await countEntries(helpers)) <= 1) return true;
	await helpers.removeProcessed([LOCK], SCOPE, OPTIONS);
	return false;
}
