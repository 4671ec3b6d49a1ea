import { isRecord } from './values';

/** A field of the item and nothing else: `={{ $json.order.phone }}`, `={{ $json['Phone No.'] }}`. */
const REFERENCE =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\['[^'\\\n]*'\]|\["[^"\\\n]*"\])+)\s*\}\}$/;

const STEP = /\.([\w$]+)|\['([^']*)'\]|\["([^"]*)"\]/g;

/**
 * The way to the field that a parameter names, as the editor writes it when a field is dragged onto
 * it; `undefined` when the parameter says more than that.
 */
export function fieldPath(parameter: string): readonly string[] | undefined {
	const [, steps] = REFERENCE.exec(parameter) ?? [];
	if (steps === undefined) return undefined;
	return [...steps.matchAll(STEP)].map(([, plain, single, double]) => plain ?? single ?? double);
}

/** What a field holds, if it is one that the item has itself and that holds a text, number or truth value. */
export function fieldValue(
	json: unknown,
	path: readonly string[],
): string | number | boolean | undefined {
	const value = path.reduce<unknown>(
		(place, name) => (isRecord(place) && Object.hasOwn(place, name) ? place[name] : undefined),
		json,
	);
	const plain =
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return plain ? value : undefined;
}
