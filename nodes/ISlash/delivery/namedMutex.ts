import { untilAborted } from '../api/pause';

/** Lets those with the same name go one after another, in the order in which they came. */
export class NamedMutex {
	readonly #last = new Map<string, Promise<unknown>>();

	/**
	 * Waits until all that came before with the name have released it.
	 *
	 * @param over ends the waiting
	 * @param end of the same, for many that wait: each listener that is added stays until then
	 * @returns releases the name; nothing when the waiting was over before
	 */
	async acquire(
		name: string,
		over: AbortSignal,
		end = untilAborted(over),
	): Promise<(() => void) | undefined> {
		let release = () => {};
		const released = new Promise<void>((resolve) => (release = resolve));
		const before = this.#last.get(name);
		const last = Promise.all([before, released]);
		this.#last.set(name, last);
		void last.then(() => this.#last.get(name) === last && this.#last.delete(name));
		await Promise.race([end, before]);
		if (!over.aborted) return release;
		release();
		return undefined;
	}
}
