import type { TriggerEvent } from './event';

/** The events of the chosen kinds and the chosen contacts. */
export function choose(
	events: readonly TriggerEvent[],
	kinds: unknown,
	contactNumbers: unknown,
): readonly TriggerEvent[] {
	const chosen = entriesOf(kinds);
	const contacts = entriesOf(contactNumbers).map(digitsOf);
	return events.filter(
		(one) =>
			chosen.includes(one.event) &&
			(one.event === 'other' ||
				contacts.length === 0 ||
				contacts.includes(digitsOf(one.contactNumber))),
	);
}

/** The entries of a list. Instead of a list, an expression may give a text with commas, or a number. */
function entriesOf(value: unknown): readonly string[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	return list
		.flatMap((one) =>
			typeof one === 'string' || typeof one === 'number' ? String(one).split(/[,;\n]/) : [],
		)
		.map((entry) => entry.trim())
		.filter((entry) => entry !== '');
}

function digitsOf(contactNumber: string): string {
	return contactNumber.replace(/\D/g, '').replace(/^00/, '');
}
