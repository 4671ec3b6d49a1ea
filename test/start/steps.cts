/** Shows a person what is going on, one line per step, and never one of the secrets. */
export class Steps {
	private startedAt = 0;

	constructor(
		private readonly secrets: readonly string[],
		private readonly write: (line: string) => void = console.log,
	) {}

	begins(): void {
		this.startedAt = performance.now();
	}

	done(what: string): void {
		this.line(`✔ ${what} (${Math.round(performance.now() - this.startedAt)} ms)`);
	}

	failed(what: string): void {
		this.line(`✖ ${what}`);
	}

	/** Any further text, such as the JSON of a message. */
	line(text: string): void {
		const shown = this.secrets.reduce((left, secret) => left.replaceAll(secret, '***'), text);
		this.write(shown);
	}
}
