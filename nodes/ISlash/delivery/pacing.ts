import { pause } from '../api/pause';

/** By execution: the key is the context of the node, which all its runs share. */
const pacings = new WeakMap<object, Pacing>();

/** Keeps 'Min Interval' between the starts of two messages. */
export class Pacing {
	#earliest = 0;
	#previous = Promise.resolve();

	/** @param execution the node's context, which all runs of the node share, rounds of a loop included */
	static of(execution: object): Pacing {
		const pacing = pacings.get(execution) ?? new Pacing();
		pacings.set(execution, pacing);
		return pacing;
	}

	/**
	 * Waits until the next message may start.
	 *
	 * @param minInterval milliseconds since the previous start
	 * @param over ends the waiting
	 */
	async next(minInterval: number, over: AbortSignal): Promise<void> {
		if (minInterval === 0) return;
		const start = this.#previous.then(async () => {
			await pause(this.#earliest - performance.now(), over);
			// Counted from the real start: a timer may be late by more than an interval.
			this.#earliest = performance.now() + minInterval;
		});
		this.#previous = start.catch(() => {});
		await start;
	}
}
