import { InvalidInput } from '../../nodes/ISlash/errors/invalidInput';

interface Refused {
	readonly parameter: string;
	readonly problem: string;
}

/** The parameter and problem a call refuses its input with; a call that accepts it fails the test. */
export function refusalOf(call: () => unknown): Refused {
	try {
		call();
	} catch (error: unknown) {
		return refused(error);
	}
	throw new Error('The input was accepted.');
}

/** The same for a call that takes its time. */
export async function laterRefusalOf(call: Promise<unknown>): Promise<Refused> {
	const error = await call.then(
		() => new Error('The input was accepted.'),
		(cause: unknown) => cause,
	);
	return refused(error);
}

function refused(error: unknown): Refused {
	if (!(error instanceof InvalidInput)) throw error;
	// Every refusal also says what to do, in a whole sentence.
	expect(error.remedy).toMatch(/^[A-Z].*[.]$/s);
	return { parameter: error.parameter, problem: error.problem };
}
