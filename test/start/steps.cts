/** Where lines go, and whether a line can be replaced by the next one. */
export interface Output {
	write(text: string): unknown;
	readonly isTTY?: boolean;
}

/** Shows a person what is going on, a line per step, and never one of the secrets. */
export class Steps {
	private startedAt = 0;

	constructor(
		private readonly secrets: readonly string[],
		private readonly output: Output = process.stdout,
	) {}

	/** On a terminal the step shows while it goes on. */
	begins(what: string): void {
		this.startedAt = performance.now();
		if (this.output.isTTY) this.output.write(this.clean(`… ${what}`));
	}

	done(what: string): void {
		this.line(`✔ ${what} (${Math.round(performance.now() - this.startedAt)} ms)`);
	}

	failed(what: string): void {
		this.line(`✖ ${what}`);
	}

	/** Any further text, such as the JSON of a message. */
	line(text: string): void {
		const backToStart = this.output.isTTY ? '\r\u001b[K' : '';
		this.output.write(`${backToStart}${this.clean(text)}\n`);
	}

	private clean(text: string): string {
		return this.secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
	}
}
