import type { IExecuteFunctions } from 'n8n-workflow';

import { pause, retried } from '../../api/pause';

type Helpers = IExecuteFunctions['helpers'];

/** The mode of n8n's lists that the keys are kept in. */
export const OPTIONS = { mode: 'entries' } as const;

/**
 * The lock on the keys of a workflow: the row that n8n keeps for the whole workflow. n8n reads a row
 * and writes it back without a lock; but of two processes that insert a row the database lets one.
 * Remove Duplicates nodes with the scope 'Workflow' use the same row.
 */
export interface Lock {
	/** Of this lock only: n8n refuses a row of another mode before it writes. */
	readonly mode: string;
	/** So many, drawn by lot, that waiting processes see the lock change hands. */
	readonly entries: readonly string[];
	/** By the clock on the wall, which also counts while a machine sleeps. */
	readonly since: number;
}

/** Milliseconds after which an unchanged lock is that of a process that died. */
const STALE_AFTER = 20_000;
// In these its process may begin a call of n8n, which is two accesses to the database at most. The lock
// relies on it that no access of a living process takes longer than 5 seconds.
const SAFE_FOR = STALE_AFTER / 2;
/** Pause after a stale lock was deleted, for others that found it stale; a list must last as long. */
const MOMENT = 1000;
const LOOKS = { least: 20, most: 250 } as const;
const MOST_ENTRIES = 100;

/**
 * n8n checks the mode of a row, then throws at these before it writes (1.123.81 and 2.41.1). Its types
 * know no `null` among items, which is what makes it throw.
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
		const now = performance.now(); // a clock that nobody puts forward
		// A lock that changes hands may look like another node's list once, and not again and again.
		const row = `${count} ${modes.join()}`;
		if (row !== seen.row) seen = { row, since: now };
		const unchanged = now - seen.since;
		if (modes.length === 1 && unchanged >= MOMENT) return 'otherNode';
		if (modes.length === 0 && unchanged >= staleAfter) {
			await helpers.clearAllProcessedItems('workflow', OPTIONS).catch(() => undefined);
			await pause(MOMENT);
		}
		// Not the same for all, or those who wait would always ask at the same time.
		await pause(Math.min(LOOKS.most, LOOKS.least + unchanged / 4) * (0.5 + Math.random()));
	}
	return undefined;
}

/** Deletes the lock, if that is safe. False: others may have had it before. */
export async function giveBack(helpers: Helpers, lock: Lock): Promise<boolean> {
	const count = await countEntries(helpers).catch(() => lock.entries.length);
	if (count !== lock.entries.length || Date.now() - lock.since >= STALE_AFTER) return false;
	const clear = async () => await helpers.clearAllProcessedItems('workflow', OPTIONS);
	// After a failure it may be another's by now, unless it can be taken anew. One that stays is stale soon.
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

/** @returns whether it is ours: n8n answers also when an earlier try inserted it and then failed */
async function insert(helpers: Helpers, lock: Lock): Promise<boolean> {
	// n8n's types know its own three modes only; its code takes any.
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

/** The modes of n8n that the row may have. All: there is no row. None: it is a lock. */
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
