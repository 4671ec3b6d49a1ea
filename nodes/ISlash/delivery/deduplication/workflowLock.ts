import type { IExecuteFunctions } from 'n8n-workflow';

import { pause, retried } from '../../api/pause';

type Helpers = IExecuteFunctions['helpers'];

/** The mode of the n8n list that contains the keys. */
export const OPTIONS = { mode: 'entries' } as const;

/**
 * The lock on the keys of a workflow: the row that n8n keeps for the whole workflow. n8n reads and
 * writes rows without a lock, but of two processes that insert the same row, the database lets only one
 * succeed. Remove Duplicates nodes with the scope 'Workflow' use the same row.
 */
export interface Lock {
	/** Unique to this lock: n8n does not write to a row of another mode. */
	readonly mode: string;
	/** A random number of entries: when it changes, waiting processes see that the lock is another one. */
	readonly entries: readonly string[];
	/** By the system clock, which also advances while a machine sleeps. */
	readonly since: number;
}

/** Milliseconds after which an unchanged lock belongs to a process that died. */
const STALE_AFTER = 20_000;
// Milliseconds in which the owner may begin a call to n8n. A call makes two database accesses at most.
// The lock relies on no access of a living process taking longer than 5 seconds.
const SAFE_FOR = STALE_AFTER / 2;
/** Pause after deleting a stale lock: others may delete too. A row is a list if it looks so this long. */
const MOMENT = 1000;
/** Milliseconds between two looks at the lock. */
const INTERVAL = { least: 20, most: 250 } as const;
const MOST_ENTRIES = 100;

/**
 * Invalid items: n8n first checks the mode of the row, then throws before it writes (1.123.81, 2.41.1).
 * `null` is invalid by n8n's types too, hence the cast.
 */
const PROBES = [
	{ mode: 'latestDate', items: ['no date', 'nor this'] },
	{ mode: 'latestIncrementalKey', items: ['no number', 'nor this'] },
	{ mode: 'entries', items: [null as never] },
] as const;

export const isSafe = ({ since }: Lock): boolean => Date.now() - since < SAFE_FOR;

const countEntries = async (helpers: Helpers) =>
	await retried(async () => await helpers.getProcessedDataCount('workflow', OPTIONS));

/** Waits for the lock while it is wanted. Throws what n8n's storage throws. */
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
		const now = performance.now(); // a clock that cannot be set
		// While locks change, the row may look like another node's list once, but not again and again.
		const row = `${count} ${modes.join()}`;
		if (row !== seen.row) seen = { row, since: now };
		const unchanged = now - seen.since;
		if (modes.length === 1 && unchanged >= MOMENT) return 'otherNode';
		if (modes.length === 0 && unchanged >= staleAfter) {
			await helpers.clearAllProcessedItems('workflow', OPTIONS).catch(() => undefined);
			await pause(MOMENT);
		}
		// Random, so that waiting processes do not always look at the same time.
		await pause(Math.min(INTERVAL.most, INTERVAL.least + unchanged / 4) * (0.5 + Math.random()));
	}
	return undefined;
}

/** Deletes the lock, if that is safe. False: another process may have had the lock meanwhile. */
export async function giveBack(helpers: Helpers, lock: Lock): Promise<boolean> {
	const count = await countEntries(helpers).catch(() => lock.entries.length);
	if (count !== lock.entries.length || Date.now() - lock.since >= STALE_AFTER) return false;
	const clear = async () => await helpers.clearAllProcessedItems('workflow', OPTIONS);
	// After a failure another process may have the lock, unless it can be taken anew. If not, it is soon stale.
	const clearAnew = async () => (await insert(helpers, lock)) && (await clear());
	await clear()
		.catch(clearAnew)
		.catch(() => undefined);
	return true;
}

function newLock(): Lock {
	const length = 1 + Math.floor(Math.random() * MOST_ENTRIES);
	const entries = Array.from({ length }, (_, at) => `lock ${at}`);
	return { mode: `n8n-nodes-islash ${Math.random()}`, entries, since: Date.now() };
}

/** @returns whether the lock is ours; n8n also succeeds if an earlier try inserted it and then failed */
async function insert(helpers: Helpers, lock: Lock): Promise<boolean> {
	// n8n's types allow only its own three modes; its code takes any.
	const options = { mode: lock.mode as never };
	return await retried(async () => {
		if (!isSafe(lock)) return false;
		try {
			await helpers.checkProcessedAndRecord([...lock.entries], 'workflow', options);
			return true;
		} catch (cause) {
			// Not thrown, for `require-node-api-error`: retried() tries again, or hands the cause on.
			return says(cause, /incompatible|unique|duplicate/i) ? false : await Promise.reject(cause);
		}
	});
}

/** The modes of n8n that the row may have. All three: there is no row. None: the row is a lock. */
async function possibleModes(helpers: Helpers): Promise<readonly string[]> {
	const modes: string[] = [];
	for (const { mode, items } of PROBES) {
		const isPossible = await retried(async () => {
			const probe = helpers.checkProcessedAndRecord([...items], 'workflow', { mode });
			const cause: unknown = await probe.catch((thrown: unknown) => thrown);
			if (says(cause, /incompatible/i)) return false;
			// Not thrown, as in insert().
			return says(cause, /invalid value|toString/i) || (await Promise.reject(cause));
		});
		if (isPossible) modes.push(mode);
	}
	return modes;
}

const says = (cause: unknown, what: RegExp): boolean =>
	cause instanceof Error && what.test(cause.message);
