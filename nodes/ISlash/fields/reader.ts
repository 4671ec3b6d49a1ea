import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { fieldPath, fieldValue } from './fieldReference';
import { isRecord, toText } from './values';

/** A parameter, as far as reading it needs: errors name it by its label. */
type Field = Pick<INodeProperties, 'displayName' | 'name'>;

/** What expressions such as `$json` speak of in a run of the node. */
export interface ExpressionItems {
	/** The run's own items; empty where n8n takes them from elsewhere, as it does for a tool. */
	readonly own: readonly INodeExecutionData[];
	/**
	 * Whether they may mean another item than the one that is worked on. With an AI Agent before
	 * version 3, `$json` in its tool is the agent's first item in every call (n8n 1.123.81 and 2.41.1).
	 */
	readonly areAmbiguous: boolean;
}

/** Asked once per run: n8n makes a whole proxy for each answer. */
export function expressionItemsOf(context: IExecuteFunctions): ExpressionItems {
	const items = context.getInputData();
	if (items.length === 0) return { own: [], areAmbiguous: false }; // n8n throws without an item
	const { $json, $input } = context.getWorkflowDataProxy(0);
	if ($json === items[0]?.json) return { own: items, areAmbiguous: false };
	const isTool = context.getNode().type.endsWith('Tool');
	const all: unknown = isTool ? $input.all() : [];
	return { own: [], areAmbiguous: Array.isArray(all) && all.length > 1 };
}

/** Words of expressions that mean "the item at hand", as n8n's documentation lists them. */
const MEANS_ITEM = /\$(?:json|binary|input|itemIndex|item|data)\b|\.(?:item|itemMatching)\b/;

/** What one item's parameters say. The only reader of parameters; empty means not set. */
export class ItemReader {
	readonly #context: IExecuteFunctions;
	readonly #fields: IDataObject | undefined;
	readonly #isAmbiguous: boolean;

	constructor(
		context: IExecuteFunctions,
		readonly itemIndex: number,
		{ own, areAmbiguous }: ExpressionItems,
	) {
		this.#context = context;
		this.#fields = own[itemIndex]?.json;
		this.#isAmbiguous = areAmbiguous;
	}

	/** n8n's access to the item's files. */
	get helpers(): IExecuteFunctions['helpers'] {
		return this.#context.helpers;
	}

	/** How many items the node has in this run. */
	get itemCount(): number {
		return this.#context.getInputData().length;
	}

	/**
	 * Whether n8n runs the node inside of another one, as it does with most tools: then nothing can wait.
	 * n8n 1.123 has no word for it, and there only a context inside of another node counts runs.
	 */
	get isInline(): boolean {
		const context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>> = this.#context;
		return context.isToolExecution?.() ?? 'getNextRunIndex' in this.#context;
	}

	/** Whether n8n asks for a review of what a tool is about to do (n8n 2.41.1). */
	get isHumanReview(): boolean {
		return this.#context.getNode().type.endsWith('HitlTool');
	}

	/** Whether the item has what n8n reads as the approval of a human review. */
	get saysApproved(): boolean {
		const json = this.#context.getInputData()[this.itemIndex]?.json;
		const { data } = json ?? {};
		return json?.approved === true || (isRecord(data) && data.approved === true);
	}

	/**
	 * The address that an execution which waits comes back at. It is signed, with the number of this run
	 * of the node in it; n8n 1.123 checks the signature only where it is asked to.
	 *
	 * @returns nothing where the execution has no ID, as in n8n's own agents
	 */
	resumeUrl(): string | undefined {
		if (typeof this.#context.getExecutionId() !== 'string') return undefined;
		const run = Number(this.#context.getWorkflowDataProxy(0).$runIndex);
		this.#context.getContext('node').question = run;
		const context: IExecuteFunctions & { setSignatureValidationRequired?(): void } = this.#context;
		context.setSignatureValidationRequired?.();
		return this.#context.getSignedResumeUrl({ question: String(run) });
	}

	/** The zone of the workflow, as the IANA names it. */
	get timeZone(): string {
		return this.#context.getTimezone();
	}

	/** The parameter as it is saved, its expressions with their `=`; an empty text when there is none. */
	saved({ name }: Pick<Field, 'name'>): unknown {
		return this.#context.getNodeParameter(name, this.itemIndex, '', { rawExpressions: true });
	}

	/** The same; empty when it is no text. */
	raw(field: Pick<Field, 'name'>): string {
		const saved = this.saved(field);
		return typeof saved === 'string' ? saved : '';
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
			return this.#evaluate(displayName, path, ifMissing);
		} catch (error) {
			// The lint rule `require-node-api-error` wants an error of n8n. InvalidInput becomes one for each
			// item, in errors/nodeErrors.ts, where the node and its secrets are known.
			throw error instanceof InvalidInput ? error : unreadable(displayName, error);
		}
	}

	/**
	 * n8n evaluates an expression in an isolate, which costs half as much as the request (n8n 2.41.1;
	 * `npm run bench` tells). What needs no evaluation is taken as it stands: a fixed value, and a
	 * plain field of the item.
	 */
	#evaluate(label: string, path: string, ifMissing?: string): unknown {
		const raw: unknown = this.#context.getNodeParameter(path, this.itemIndex, ifMissing, {
			rawExpressions: true,
		});
		if (typeof raw === 'number' || typeof raw === 'boolean') return raw;
		if (typeof raw === 'string' && !raw.startsWith('=')) return raw;
		if (this.#isAmbiguous && MEANS_ITEM.test(JSON.stringify(raw) ?? '')) throw ofOtherItem(label);

		const reference = typeof raw === 'string' ? fieldPath(raw) : undefined;
		const value = reference && fieldValue(this.#fields, reference);
		return value ?? this.#context.getNodeParameter(path, this.itemIndex, ifMissing);
	}
}

function unreadable(label: string, error: unknown): InvalidInput {
	const told = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
	return new InvalidInput(
		label,
		`could not be read: ${told}`,
		'Check the expression of this parameter, and that the nodes it names have run.',
	);
}

function ofOtherItem(label: string): InvalidInput {
	return new InvalidInput(
		label,
		'would be taken from the first item for every item of the agent, so nothing was sent',
		"Update the AI Agent node to version 3 or later, or let the agent give the value with $fromAI(), or put the agent into a 'Loop Over Items' with a batch size of 1.",
	);
}
