import { NamedMutex } from './namedMutex';

/** A job that must not overtake the jobs before it for the same contact. */
export interface Job {
	readonly contact: string;
}

/** How quickly jobs may be done, and whether at all. */
export interface Flow {
	/** How many jobs may be under way at a time. */
	readonly atOnce: number;
	/** Asked before every job; once it says no, nothing new is started. */
	readonly goOn: () => boolean;
}

/**
 * Does all jobs: those of one contact one after another in their order, those of different contacts
 * side by side. Whenever there is a choice, the job that comes first in the list goes first.
 *
 * @returns once everything that was started has ended
 * @throws what the first job threw that threw, then too
 */
export async function doInQueues<T extends Job>(
	jobs: readonly T[],
	flow: Flow,
	perform: (job: T) => Promise<void>,
): Promise<void> {
	const { first, next } = link(jobs);
	// Positions of jobs whose contact is free, the lowest at the end, where it is cheap to take.
	const ready = first.reverse();

	// A worker with nothing to take can go home: each job that ends frees at most one other, which
	// the worker that did it takes itself.
	const worker = async () => {
		while (flow.goOn()) {
			const position = ready.pop();
			if (position === undefined) return;
			await perform(jobs[position]);
			const follower = next.get(position);
			if (follower !== undefined) insert(ready, follower);
		}
	};
	const workers = Array.from({ length: Math.min(flow.atOnce, jobs.length) }, worker);
	await Promise.allSettled(workers);
	await Promise.all(workers);
}

/** The positions of the first jobs of all contacts, and for every other job the one it follows. */
function link(jobs: readonly Job[]): { first: number[]; next: Map<number, number> } {
	const last = new Map<string, number>();
	const next = new Map<number, number>();
	const first: number[] = [];
	jobs.forEach(({ contact }, position) => {
		const before = last.get(contact);
		if (before === undefined) first.push(position);
		else next.set(before, position);
		last.set(contact, position);
	});
	return { first, next };
}

/** Puts a position into a list that falls from left to right. */
function insert(falling: number[], position: number): void {
	let low = 0;
	let high = falling.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (falling[middle] > position) low = middle + 1;
		else high = middle;
	}
	falling.splice(low, 0, position);
}

/** Per execution: the calls of a tool, by contact. */
const calls = new WeakMap<object, NamedMutex>();

/**
 * Does the work of a tool's call once the calls before it for the same contact have ended. An agent
 * may ask for several at once; n8n then runs the node several times side by side, each time with one
 * item, so that no run knows of another's message.
 *
 * @param execution the node's context, which all calls of an execution share
 * @param over ends the waiting
 * @returns what the work returns; nothing when it was over before
 */
export async function afterEarlierCalls<T>(
	execution: object,
	contact: string,
	over: AbortSignal,
	work: () => Promise<T>,
): Promise<T | undefined> {
	const mutex = calls.get(execution) ?? new NamedMutex();
	calls.set(execution, mutex);
	const release = await mutex.acquire(contact, over);
	return release && (await work().finally(release));
}
