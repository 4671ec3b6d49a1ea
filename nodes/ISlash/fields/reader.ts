import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { fieldPath, fieldValue } from './fieldReference';
import { toText } from './values';

/** A parameter, as far as reading it needs: errors name it by its label. */
type Field = Pick<INodeProperties, 'displayName' | 'name'>;

/**
 * The items that `$json` stands for in this run's expressions; none when n8n looks elsewhere, as it
 * does for a tool, whose `$json` is its agent's. Asked once: n8n makes a whole proxy for each answer.
 */
export function itemsOfExpressions(context: IExecuteFunctions): readonly INodeExecutionData[] {
	const items = context.getInputData();
	if (items.length === 0) return []; // n8n throws when it is asked for an item that is not there
	return context.getWorkflowDataProxy(0).$json === items[0]?.json ? items : [];
}

/** What one item's parameters say. The only reader of parameters; empty means not set. */
export class ItemReader {
	readonly #context: IExecuteFunctions;
	readonly #fields: IDataObject | undefined;

	/** @param fields what `$json` means for this item, when that is known */
	constructor(
		context: IExecuteFunctions,
		readonly itemIndex: number,
		fields?: IDataObject,
	) {
		this.#context = context;
		this.#fields = fields;
	}

	/** n8n's access to the item's files. */
	get helpers(): IExecuteFunctions['helpers'] {
		return this.#context.helpers;
	}

	/** @throws InvalidInput when an expression fails */
	value(field: Field): unknown {
		return this.#read(field, field.name);
	}

	/**
	 * The value of an option of 'Options'; an empty text when it was not added.
	 *
	 * @throws InvalidInput when an expression fails
	 */
	option(field: Field): unknown {
		return this.#read(field, `options.${field.name}`, '');
	}

	/** @throws InvalidInput when an expression fails, or gives something no text can be made of */
	text(field: Field): string | undefined {
		return toText(field.displayName, this.value(field));
	}

	/** @throws InvalidInput when an expression fails, or gives something no text can be made of */
	textOption(field: Field): string | undefined {
		return toText(field.displayName, this.option(field));
	}

	#read({ displayName }: Field, path: string, ifMissing?: string): unknown {
		try {
			return this.#evaluate(path, ifMissing);
		} catch (error) {
			throw unreadable(displayName, error);
		}
	}

	/**
	 * n8n evaluates an expression in an isolate, which costs half as much as the request (n8n 2.41.1;
	 * `npm run bench` tells). What needs no evaluation is taken as it stands: a fixed value, and a
	 * plain field of the item.
	 */
	#evaluate(path: string, ifMissing?: string): unknown {
		const raw: unknown = this.#context.getNodeParameter(path, this.itemIndex, ifMissing, {
			rawExpressions: true,
		});
		if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
		if (typeof raw === 'string' && !raw.startsWith('=')) return raw;

		const reference = typeof raw === 'string' ? fieldPath(raw) : undefined;
		const value = reference && fieldValue(this.#fields, reference);
		return value ?? this.#context.getNodeParameter(path, this.itemIndex, ifMissing);
	}
}

function unreadable(label: string, error: unknown): InvalidInput {
	const said = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
	return new InvalidInput(
		label,
		`could not be read: ${said}`,
		'Check the expression of this parameter, and that the nodes it names have run.',
	);
}
