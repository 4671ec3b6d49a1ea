import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { ItemReader } from '../../nodes/ISlash/fields/reader';

/** What n8n keeps of a file in memory: its bytes as base64. */
interface File {
	readonly data: string;
	readonly mimeType?: string;
	readonly fileName?: string;
}

interface Item {
	/** Its files, by 'Input Data Field Name'. */
	readonly files?: Readonly<Record<string, File>>;
	/** What `$json` means for it, where that is known. */
	readonly fields?: IDataObject;
	/** Whether `$json` may mean another item. */
	readonly areAmbiguous?: boolean;
}

/** An expression such as `={{ $json.field }}`, with the value that n8n gives it. */
export type Expression = () => unknown;

/** An object of n8n with only these members: a test that needs another member fails. */
function only<T extends object>(members: object): T {
	return new Proxy(members, {
		get: (_, name) => {
			if (name in members) return Reflect.get(members, name) as unknown;
			throw new Error(`The test gives no '${String(name)}'.`);
		},
	}) as T;
}

const at = (place: unknown, name: string): unknown => Object(place)[name];

/**
 * An item as its operation reads it. Of its parameters it has those that are given, and no other;
 * an option that is not given was not added.
 */
export function anItem(
	parameters: Readonly<Record<string, unknown>>,
	{ files = {}, fields, areAmbiguous = false }: Item = {},
): ItemReader {
	const getNodeParameter = (
		name: string,
		itemIndex: number,
		fallback?: unknown,
		options?: { rawExpressions?: boolean },
	): unknown => {
		expect(itemIndex).toBe(0);
		const value = name.split('.').reduce<unknown>(at, parameters) ?? fallback;
		if (value === undefined) throw new Error(`The test gives no parameter '${name}'.`);
		if (typeof value !== 'function') return value;
		return options?.rawExpressions === true ? '={{ $json.field }}' : (value as Expression)();
	};
	const assertBinaryData = (itemIndex: number, name: string) => {
		expect(itemIndex).toBe(0);
		if (Object.hasOwn(files, name)) return files[name];
		throw new Error(`The test gives no file '${name}'.`);
	};
	const helpers = only({ assertBinaryData });
	const context = only<IExecuteFunctions>({ getNodeParameter, helpers });
	const own = fields ? [{ json: fields }] : [];
	return new ItemReader(context, 0, { own, areAmbiguous });
}
