import { pause } from '../api/pause';

/** Executions under way in this process, by what they share: their node's context. */
const pacings = new WeakMap<object, Pacing>();

/** Keeps 'Min Interval' between the starts of two messages. */
export class Pacing {
	#earliest = 0;
	#before = Promise.resolve();

	/** @param execution what all runs of the node in an execution share, rounds of a loop included */
	static of(execution: object): Pacing {
		const pacing = pacings.get(execution) ?? new Pacing();
		pacings.set(execution, pacing);
		return pacing;
	}

	/**
	 * Waits until the next message may start.
	 *
	 * @param minInterval milliseconds since the start before
	 * @param over ends the waiting
	 */
	async next(minInterval: number, over: AbortSignal): Promise<void> {
		if (minInterval === 0) return;
		const turn = this.#before.then(async () => {
			await pause(this.#earliest - performance.now(), over);
			// Reckoned from the real start: a timer may be late by more than an interval.
			this.#earliest = performance.now() + minInterval;
		});
		this.#before = turn.catch(() => {});
		await turn;
	}
}
