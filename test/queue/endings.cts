/** What has to be undone at the end, however the end comes. */
export class Endings {
	readonly #endings: Array<() => Promise<void>> = [];
	#running: Promise<void> | undefined;

	add(end: () => Promise<void>): void {
		this.#endings.push(end);
	}

	/** Undoes everything, the last first; once, however often it is called. */
	async run(): Promise<void> {
		this.#running ??= this.#undoAll();
		await this.#running;
	}

	get haveBegun(): boolean {
		return this.#running !== undefined;
	}

	async #undoAll(): Promise<void> {
		for (let end = this.#endings.pop(); end; end = this.#endings.pop()) {
			await end().catch((error: unknown) => console.error(error));
		}
	}
}

/** Ctrl-C or a polite kill: everything is undone, then the script ends. */
export function endOnSignals(endings: Endings): void {
	for (const [signal, exitCode] of [
		['SIGINT', 130],
		['SIGTERM', 143],
		['SIGHUP', 129],
	] as const) {
		process.on(signal, () => {
			// npm passes a Ctrl-C on that the terminal has sent here already.
			if (endings.haveBegun) return;
			console.log('\nStopping …');
			void endings.run().then(() => process.exit(exitCode));
		});
	}
}
