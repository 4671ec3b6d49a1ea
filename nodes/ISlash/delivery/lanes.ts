/** A job and the lane it waits in. */
export interface Job {
	readonly lane: string;
}

/** How quickly jobs may be done, and whether at all. */
export interface Pace {
	/** How many jobs may be under way at a time. */
	readonly atOnce: number;
	/** Asked before every job; once it says no, nothing new is started. */
	readonly goOn: () => boolean;
}

/**
 * Does all jobs: those of one lane one after another in their order, those of different lanes side
 * by side. Whenever there is a choice, the job that comes first in the list goes first.
 *
 * @returns once everything that was started has ended
 */
export async function doInLanes<T extends Job>(
	jobs: readonly T[],
	pace: Pace,
	perform: (job: T) => Promise<void>,
): Promise<void> {
	const { first, next } = link(jobs);
	// Positions of jobs whose lane is free, the lowest at the end, where it is cheap to take.
	const ready = first.reverse();

	// A worker with nothing to take can go home: each job that ends frees at most one other, which
	// the worker that did it takes itself.
	const worker = async () => {
		while (pace.goOn()) {
			const position = ready.pop();
			if (position === undefined) return;
			await perform(jobs[position]);
			const follower = next.get(position);
			if (follower !== undefined) insert(ready, follower);
		}
	};
	await Promise.all(Array.from({ length: Math.min(pace.atOnce, jobs.length) }, worker));
}

/** The positions of the first jobs of all lanes, and for every other job the one it follows. */
function link(jobs: readonly Job[]): { first: number[]; next: Map<number, number> } {
	const last = new Map<string, number>();
	const next = new Map<number, number>();
	const first: number[] = [];
	jobs.forEach(({ lane }, position) => {
		const before = last.get(lane);
		if (before === undefined) first.push(position);
		else next.set(before, position);
		last.set(lane, position);
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
