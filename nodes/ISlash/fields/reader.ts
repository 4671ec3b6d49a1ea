import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
} from 'n8n-workflow';

import { InvalidInput } from '../errors/invalidInput';
import { fieldPath, fieldValue } from './fieldReference';
import { isRecord, toText } from './values';

/** The parts of a parameter that reading it needs. Errors name it by its label. */
type Field = Pick<INodeProperties, 'displayName' | 'name'>;

/** The items that expressions such as `$json` mean in a run of the node. */
export interface ExpressionItems {
	/** The run's own items; empty where expressions mean other items, as in a tool. */
	readonly own: readonly INodeExecutionData[];
	/**
	 * Whether expressions may mean another item than the current one. With an AI Agent before version 3,
	 * `$json` in its tool is the agent's first item in every call (n8n 1.123.81 and 2.41.1).
	 */
	readonly areAmbiguous: boolean;
}

/** Called once per run, because n8n makes a whole proxy each time. */
export function expressionItemsOf(context: IExecuteFunctions): ExpressionItems {
	const items = context.getInputData();
	if (items.length === 0) return { own: [], areAmbiguous: false }; // n8n throws without an item
	const { $json, $input } = context.getWorkflowDataProxy(0);
	if ($json === items[0]?.json) return { own: items, areAmbiguous: false };
	const isTool = context.getNode().type.endsWith('Tool');
	const all: unknown = isTool ? $input.all() : [];
	return { own: [], areAmbiguous: Array.isArray(all) && all.length > 1 };
}

/** Words in expressions that mean the current item, as n8n's documentation lists them. */
const MEANS_ITEM = /\$(?:json|binary|input|itemIndex|item|data)\b|\.(?:item|itemMatching)\b/;

/** Reads the parameters of one item. Empty means not set. */
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
	 * Whether n8n runs the node inside another node, as it does with most tools: such a run cannot wait.
	 * n8n 1.123 does not say so, but only a context inside another node has getNextRunIndex() there.
	 */
	get isInline(): boolean {
		const context: Partial<Pick<IExecuteFunctions, 'isToolExecution'>> = this.#context;
		return context.isToolExecution?.() ?? 'getNextRunIndex' in this.#context;
	}

	/** Whether the node asks for the human review of another tool (n8n 2.41.1). */
	get isHumanReview(): boolean {
		return this.#context.getNode().type.endsWith('HitlTool');
	}

	/** Whether n8n would read the item as the approval of a human review. */
	get saysApproved(): boolean {
		const json = this.#context.getInputData()[this.itemIndex]?.json;
		const { data } = json ?? {};
		return json?.approved === true || (isRecord(data) && data.approved === true);
	}

	/**
	 * The address that resumes a waiting execution. It contains the index of this run of the node, and is
	 * signed; n8n 1.123 checks the signature only if the node asks for it.
	 *
	 * @returns `undefined` if the execution has no ID, as in n8n's own agents
	 */
	resumeUrl(): string | undefined {
		if (typeof this.#context.getExecutionId() !== 'string') return undefined;
		const run = Number(this.#context.getWorkflowDataProxy(0).$runIndex);
		this.#context.getContext('node').question = run;
		const context: IExecuteFunctions & { setSignatureValidationRequired?(): void } = this.#context;
		context.setSignatureValidationRequired?.();
		return this.#context.getSignedResumeUrl({ question: String(run) });
	}

	/** The IANA name of the workflow's time zone. */
	get timeZone(): string {
		return this.#context.getTimezone();
	}

	/** The parameter as it is saved, an expression with its `=`; an empty text when it is missing. */
	saved({ name }: Pick<Field, 'name'>): unknown {
		return this.#context.getNodeParameter(name, this.itemIndex, '', { rawExpressions: true });
	}

	/** The same; an empty text when the saved value is not a text. */
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

	/** @throws InvalidInput when an expression fails, or gives a value that has no clear text form */
	text(field: Field): string | undefined {
		return toText(field.displayName, this.value(field));
	}

	/** @throws InvalidInput when an expression fails, or gives a value that has no clear text form */
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
	 * n8n evaluates expressions in an isolate, which costs half as much as the request (n8n 2.41.1,
	 * measured by `npm run bench`). Fixed values and plain fields of the item are read without it.
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
	const reason = error instanceof Error ? error.message.slice(0, 300) : 'n8n does not say why';
	return new InvalidInput(
		label,
		`could not be read: ${reason}`,
		'Check the expression of this parameter, and that the nodes it names have run.',
	);
}

function ofOtherItem(label: string): InvalidInput {
	return new InvalidInput(
		label,
		'would be taken from the first item for every item of the agent, so nothing was sent',
		"Update the AI Agent node to version 3 or later, let the agent give the value with $fromAI(), or put the agent into a 'Loop Over Items' node with a batch size of 1.",
	);
}
