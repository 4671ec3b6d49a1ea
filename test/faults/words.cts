import type { ExecutionError, INodeExecutionData } from 'n8n-workflow';
import { NODE_NAME, type WorkflowRun } from '../support/runWorkflow.cts';
import type { Told } from './faultKinds.cts';
import type { PlannedMessage } from './plan.cts';

/** The node's report on one message. */
export interface Word {
	readonly end: Told;
	/** The message's, when it was sent. */
	readonly id?: unknown;
}

/** The reports of one execution, by item index; it has none on the other items. */
export interface Words {
	readonly told: ReadonlyMap<number, Word>;
	/** Items whose output is missing, double or that of another item. */
	readonly misPaired: ReadonlySet<number>;
}

function pairOf({ pairedItem }: INodeExecutionData): number {
	const first = Array.isArray(pairedItem) ? pairedItem[0] : pairedItem;
	return typeof first === 'object' ? first.item : (first ?? -1);
}

function wordOf({ json }: INodeExecutionData): Word {
	return json.outcome === undefined
		? { end: 'sent', id: json.id }
		: { end: json.outcome as Told, id: undefined };
}

/** Whether an output item speaks of the message it is paired with. */
function isOf(
	{ json }: INodeExecutionData,
	index: number,
	{ text, contact }: PlannedMessage,
): boolean {
	if (json.success === true) return json.identity === contact;
	if (json.outcome === undefined) return json.body === text;
	if (json.outcome === 'alreadySent') return json.deduplicationKey === text;
	return String(json.error).includes(`[item ${index}]`);
}

function rises(numbers: readonly number[]): boolean {
	return numbers.every((one, place) => place === 0 || one > (numbers[place - 1] ?? -1));
}

function fromOutputs(
	outputs: ReadonlyArray<readonly INodeExecutionData[]>,
	messages: readonly PlannedMessage[],
	{ inPlace }: { readonly inPlace: boolean },
): Words {
	const told = new Map<number, Word>();
	const misPaired = new Set<number>();
	const isOfMessage = (item: INodeExecutionData, index: number) => {
		const message = messages[index];
		return message !== undefined && isOf(item, index, message);
	};
	for (const items of outputs) {
		const pairs = items.map(pairOf);
		if (!rises(pairs)) pairs.forEach((index) => misPaired.add(index));
		items.forEach((item, place) => {
			const index = inPlace ? place : pairOf(item);
			const isRight = pairOf(item) === index && isOfMessage(item, index);
			if (!isRight || told.has(index)) misPaired.add(index);
			told.set(index, wordOf(item));
		});
	}
	messages.forEach((_, index) => {
		if (!told.has(index)) misPaired.add(index);
	});
	return { told, misPaired };
}

interface FailedNode {
	readonly context?: { readonly itemIndex?: number };
	readonly description?: string | null;
	readonly httpCode?: string | null;
}

function endOfError({ description, httpCode }: FailedNode): Told {
	if (description?.startsWith('The message may have arrived')) return 'uncertain';
	const isAnswer = httpCode && httpCode !== '429' && httpCode !== '503';
	return isAnswer ? 'rejected' : 'notSent';
}

function fromError(error: ExecutionError): Words {
	const failed = error as FailedNode;
	const index = failed.context?.itemIndex;
	if (index === undefined) throw error;
	return { told: new Map([[index, { end: endOfError(failed) }]]), misPaired: new Set() };
}

/** The reports of a run of the node: in its output, or for one item in its error. */
export function readWords(run: WorkflowRun, messages: readonly PlannedMessage[]): Words {
	const error = run.error(NODE_NAME) ?? run.error();
	if (error) return fromError(error);
	const outputs = run.outputs(NODE_NAME);
	return fromOutputs(outputs, messages, { inPlace: outputs.length === 1 });
}
