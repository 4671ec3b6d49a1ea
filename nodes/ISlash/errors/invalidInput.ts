import { redact } from './redact';

/**
 * A parameter whose value cannot be used.
 * Carries facts only; errors/nodeErrors.ts turns them into the sentence n8n shows.
 */
export class InvalidInput extends Error {
	override readonly name = 'InvalidInput';

	constructor(
		/** The label of the parameter, as the editor shows it. */
		readonly parameter: string,
		/** What is wrong, continuing the label: `is empty`. */
		readonly problem: string,
		/** What to do about it, as a whole sentence. */
		readonly remedy: string,
	) {
		super(`'${parameter}' ${problem}`);
	}

	/** The same without secrets, which the value may contain. */
	without(secrets: readonly string[]): InvalidInput {
		return new InvalidInput(this.parameter, redact(this.problem, secrets), this.remedy);
	}
}
