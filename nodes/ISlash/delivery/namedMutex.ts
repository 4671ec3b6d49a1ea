import { untilAborted } from '../api/pause';

/** Lets callers with the same name go on one after another, in the order of their calls. */
export class NamedMutex {
	readonly #last = new Map<string, Promise<unknown>>();

	/**
	 * Waits until all earlier callers with the name have released it.
	 *
	 * @param over ends the waiting
	 * @param end resolves when `over` is aborted; many calls share one, as each `end` adds a listener
	 * @returns releases the name; `undefined` when `over` was aborted first
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
