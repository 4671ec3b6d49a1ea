/**
 * Something the user entered that no message can be made of.
 * Carries facts only; api/errors.ts turns them into the sentence n8n shows.
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
}
