/** The rules that were looked at, and whether they hold. */
export class Checks {
	#passed = 0;
	#failed = 0;

	/** @param exceptions what breaks the rule; none when it holds */
	add(rule: string, exceptions: readonly string[]): void {
		const holds = exceptions.length === 0;
		if (holds) this.#passed++;
		else this.#failed++;
		console.log(`  ${holds ? '✓' : '✗'} ${rule}`);
		exceptions.slice(0, MOST_SHOWN).forEach((exception) => console.log(`      ${exception}`));
		const more = exceptions.length - MOST_SHOWN;
		if (more > 0) console.log(`      and ${more} more`);
	}

	get haveFailed(): boolean {
		return this.#failed > 0;
	}

	get summary(): string {
		return `${this.#passed} passed, ${this.#failed} failed`;
	}
}

const MOST_SHOWN = 20;
