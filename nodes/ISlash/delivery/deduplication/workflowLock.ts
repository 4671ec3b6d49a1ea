import type { IExecuteFunctions } from 'n8n-workflow';

import { pause, retried } from '../wait';

type Helpers = IExecuteFunctions['helpers'];

/**
 * The lock on the keys of a workflow: the row that n8n keeps for the whole workflow. n8n has no lock
 * on its rows, every access reads one and writes it back; but of two processes that insert the same
 * row the database lets one. A Remove Duplicates node with the scope 'Workflow' uses the same row.
 */
export interface Lock {
	/** How n8n names the use of a row: it refuses a row of another mode before it writes. */
	readonly mode: string;
	/** How many there are is drawn by lot, so that waiting processes see the lock change hands. */
	readonly entries: readonly string[];
	/** Before it was taken, by the clock on the wall, which also counts while a machine sleeps. */
	readonly since: number;
}

/** Milliseconds after which an unchanged lock is that of a process that died. */
const STALE_AFTER = 20_000;
/**
 * Milliseconds in which its process may begin a call of n8n, which is two accesses to the database at
 * most. So what is relied on is that no access of a living process takes longer than 5 seconds.
 */
const SAFE_FOR = STALE_AFTER / 2;
const MOST_ENTRIES = 100;
/** A row that stays the same for so long is looked at: is it a lock at all? */
const LOOK_AFTER = 1000;
/** Whoever found the lock stale as well has deleted it by then, before anybody takes it anew. */
const AFTER_CLEANING = 1000;
const LOOKS = { least: 20, most: 250 } as const;

/** With these n8n checks the mode of a row and then throws, before it writes (1.123.81, 2.41.1). */
const PROBES = [
	{ mode: 'latestDate', items: ['no date', 'nor this'] },
	{ mode: 'latestIncrementalKey', items: ['no number', 'nor this'] },
	{ mode: 'entries', items: [null as never] },
] as const;

export const isSafe = ({ since }: Lock): boolean => Date.now() - since < SAFE_FOR;

const countEntries = async (helpers: Helpers): Promise<number> =>
	await retried(async () => await helpers.getProcessedDataCount('workflow', { mode: 'entries' }));

/**
 * Waits for the lock.
 *
 * @returns nothing when it is no longer wanted
 * @throws what n8n's storage throws
 */
export async function takeLock(
	helpers: Helpers,
	isWanted: () => boolean,
): Promise<Lock | 'otherNode' | undefined> {
	const staleAfter = STALE_AFTER * (1 + Math.random() / 4);
	let seen = { row: '', since: 0 };
	while (isWanted()) {
		const lock = newLock();
		if (await insert(helpers, lock)) return lock;
		const count = await countEntries(helpers);
		if (count > MOST_ENTRIES) return 'otherNode';
		const modes = await possibleModes(helpers);
		// On a clock that nobody sets: one that is put forward must not make a lock look stale.
		const now = performance.now();
		const row = `${count} ${modes}`;
		if (row !== seen.row) seen = { row, since: now };
		const unchanged = now - seen.since;
		if (modes !== '' && unchanged >= LOOK_AFTER) return 'otherNode';
		if (modes === '' && unchanged >= staleAfter) {
			await helpers.clearAllProcessedItems('workflow', { mode: 'entries' }).catch(() => undefined);
			await pause(AFTER_CLEANING);
		}
		const wait = Math.min(LOOKS.most, LOOKS.least + unchanged / 4);
		// Not the same for all, or those who wait would always ask at the same time.
		await pause(wait * (0.5 + Math.random()));
	}
	return undefined;
}

/**
 * Deletes the row, if it is this lock. Later than is safe it stays, as one of a process that died.
 *
 * @returns whether nobody else can have had the lock meanwhile
 */
export async function giveBack(helpers: Helpers, lock: Lock): Promise<boolean> {
	const size = lock.entries.length;
	const count = await countEntries(helpers).catch(() => size);
	if (count !== size || Date.now() - lock.since >= STALE_AFTER) return false;
	for (let isOurs = true; isOurs && isSafe(lock);) {
		try {
			await helpers.clearAllProcessedItems('workflow', { mode: 'entries' });
			return true;
		} catch {
			// It may be deleted, and be another's by now: only a lock that is taken anew is ours.
			isOurs = await insert(helpers, lock).catch(() => false);
		}
	}
	return true;
}

function newLock(): Lock {
	const mode = `n8n-nodes-islash ${Math.random()}`;
	const size = 1 + Math.floor(Math.random() * MOST_ENTRIES);
	const entries = Array.from({ length: size }, (_, index) => `lock ${index}`);
	return { mode, entries, since: Date.now() };
}

/** @returns whether it is ours: n8n answers also when an earlier try inserted it and then failed */
async function insert(helpers: Helpers, lock: Lock): Promise<boolean> {
	// n8n's types know its own three modes only; its code takes any.
	const options = { mode: lock.mode } as unknown as Parameters<
		Helpers['checkProcessedAndRecord']
	>[2];
	return await retried(async () => {
		if (!isSafe(lock)) return false;
		try {
			await helpers.checkProcessedAndRecord([...lock.entries], 'workflow', options);
			return true;
		} catch (cause) {
			if (says(cause, /incompatible|unique|duplicate/i)) return false;
			return await Promise.reject(cause);
		}
	});
}

/** The modes of n8n that the row may have. All: there is no row. None: it is a lock. */
async function possibleModes(helpers: Helpers): Promise<string> {
	const modes: string[] = [];
	for (const { mode, items } of PROBES) {
		if (await retried(async () => await mayHaveMode(helpers, mode, [...items]))) modes.push(mode);
	}
	return modes.join();
}

async function mayHaveMode(
	helpers: Helpers,
	mode: (typeof PROBES)[number]['mode'],
	items: string[],
): Promise<boolean> {
	try {
		await helpers.checkProcessedAndRecord(items, 'workflow', { mode });
		return true;
	} catch (cause) {
		if (says(cause, /incompatible/i)) return false;
		if (says(cause, /invalid value|toString/i)) return true;
		return await Promise.reject(cause);
	}
}

function says(cause: unknown, what: RegExp): boolean {
	return cause instanceof Error && what.test(cause.message);
}
