import { pause } from './wait';

/** The furthest that starts are spread apart without being asked to, in milliseconds. */
const WIDEST_SPREAD = 3;

/**
 * Decides when the next message may start: 'Min Interval' after the one before, and when the API
 * takes its time, a few milliseconds after it.
 *
 * Messages that start together are answered together, and then each waits for the work on all of
 * them, again and again. Spread out once they stay so. (1,000 messages, each answered after 100 ms,
 * 10 at a time: 11.4 s together, 10.7 s spread out; `npm run bench -- --only slow`.)
 */
export class Turns {
	private earliest = 0;
	private before = Promise.resolve();
	private spread = 0;

	/**
	 * @param minInterval milliseconds between two starts
	 * @param atOnce how many messages may be under way at a time
	 * @param over ends all waiting
	 */
	constructor(
		private readonly minInterval: number,
		private readonly atOnce: number,
		private readonly over: AbortSignal,
	) {}

	/** Waits for a message's turn. */
	async take(): Promise<void> {
		if (this.interval() === 0) return;
		this.before = this.before.then(async () => {
			await pause(this.earliest - performance.now(), this.over);
			// Reckoned from the real start: a timer may be late by more than an interval.
			this.earliest = performance.now() + this.interval();
		});
		await this.before;
	}

	/**
	 * Learns how long the API takes at the moment. Evenly spread, messages start a share of that time
	 * apart; half of it leaves room for one that is late.
	 */
	answeredIn(milliseconds: number): void {
		this.spread = Math.min(WIDEST_SPREAD, Math.floor(milliseconds / this.atOnce / 2));
	}

	private interval(): number {
		return Math.max(this.minInterval, this.spread);
	}
}
