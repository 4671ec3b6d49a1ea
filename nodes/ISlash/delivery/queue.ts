import { NamedMutex } from './namedMutex';

/** A job must not overtake earlier jobs for the same contact. */
export interface Job {
	readonly contact: string;
}

/** How many jobs to do at a time, and whether to go on. */
export interface Flow {
	/** How many jobs may be under way at a time. */
	readonly atOnce: number;
	/** Asked before every job; once it returns false, nothing new is started. */
	readonly goOn: () => boolean;
}

/**
 * Does all jobs: for one contact one after another in their order, for different contacts at the same
 * time. If several jobs may start, the first of them in the list starts.
 *
 * @returns once all started jobs have ended
 * @throws the error of a job, also once all started jobs have ended
 */
export async function doInQueues<T extends Job>(
	jobs: readonly T[],
	flow: Flow,
	perform: (job: T) => Promise<void>,
): Promise<void> {
	const { first, next } = link(jobs);
	// Positions of jobs whose contact is free. The lowest is at the end, where pop() is cheap.
	const ready = first.reverse();

	// A worker without a ready job can end: a job that ends makes at most one other job ready, and its
	// own worker goes on with the ready jobs.
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

/** The position of the first job of each contact, and for every job the position of the contact's next. */
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

/** Inserts a position into a list in descending order. */
function insert(descending: number[], position: number): void {
	let low = 0;
	let high = descending.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (descending[middle] > position) low = middle + 1;
		else high = middle;
	}
	descending.splice(low, 0, position);
}

/** By execution: the calls of a tool, by contact. */
const calls = new WeakMap<object, NamedMutex>();

/**
 * Does the work of a tool call once earlier calls for the same contact have ended. When an agent asks
 * for several messages at once, n8n runs the node several times at the same time, each time with one
 * item, so no run knows the messages of the others.
 *
 * @param execution the node's context, which all calls of an execution share
 * @param over ends the waiting
 * @returns the result of the work; `undefined` when `over` was aborted first
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
