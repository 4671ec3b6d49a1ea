import { isRecord } from './values';

/** A field of the item and nothing else: `={{ $json.order.phone }}`, `={{ $json['Phone No.'] }}`. */
const REFERENCE =
	/^=\{\{\s*\$json((?:\.[A-Za-z_$][\w$]*|\['[^'\\\n]*'\]|\["[^"\\\n]*"\])+)\s*\}\}$/;

const STEP = /\.([\w$]+)|\['([^']*)'\]|\["([^"]*)"\]/g;

/**
 * The path of the field that a parameter names, as the editor writes it when a field is dragged onto
 * the parameter; `undefined` for any other value.
 */
export function fieldPath(parameter: string): readonly string[] | undefined {
	const [, steps] = REFERENCE.exec(parameter) ?? [];
	if (steps === undefined) return undefined;
	return [...steps.matchAll(STEP)].map(([, plain, single, double]) => plain ?? single ?? double);
}

/** The value of a field, if it is an own field of the item and contains a text, number or boolean. */
export function fieldValue(
	json: unknown,
	path: readonly string[],
): string | number | boolean | undefined {
	const value = path.reduce<unknown>(
		(outer, name) => (isRecord(outer) && Object.hasOwn(outer, name) ? outer[name] : undefined),
		json,
	);
	const plain =
		typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
	return plain ? value : undefined;
}
