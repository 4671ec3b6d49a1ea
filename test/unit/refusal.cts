import { InvalidInput } from '../../nodes/ISlash/errors/invalidInput';

/** The parameter and problem a call refuses its input with; a call that accepts it fails the test. */
export function refusalOf(call: () => unknown): { parameter: string; problem: string } {
	try {
		call();
	} catch (error: unknown) {
		if (!(error instanceof InvalidInput)) throw error;
		// Whoever refuses also says what to do, in a whole sentence.
		expect(error.remedy).toMatch(/^[A-Z].*[.]$/s);
		return { parameter: error.parameter, problem: error.problem };
	}
	throw new Error('The input was accepted.');
}
