import type { TriggerEvent } from './event';

/** Whether an event is of a chosen kind, and of a chosen contact. */
export function choose(
	events: readonly TriggerEvent[],
	kinds: unknown,
	contactNumbers: unknown,
): readonly TriggerEvent[] {
	const chosen = partsOf(kinds);
	const contacts = partsOf(contactNumbers).map(digitsOf);
	return events.filter(
		(one) =>
			chosen.includes(one.event) &&
			(one.event === 'other' ||
				contacts.length === 0 ||
				contacts.includes(digitsOf(one.contactNumber))),
	);
}

/** A list, or what an expression makes of it: a text with commas, or a number. */
function partsOf(value: unknown): readonly string[] {
	const list: readonly unknown[] = Array.isArray(value) ? value : [value];
	return list
		.flatMap((part) =>
			typeof part === 'string' || typeof part === 'number' ? String(part).split(/[,;\n]/) : [],
		)
		.map((part) => part.trim())
		.filter((part) => part !== '');
}

function digitsOf(contactNumber: string): string {
	return contactNumber.replace(/\D/g, '').replace(/^00/, '');
}
