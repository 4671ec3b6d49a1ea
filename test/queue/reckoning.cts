import type { ReceivedMessage } from '../sandbox/types.cts';
import type { Deal } from './crm.cts';
import type { SavedOutcome } from './savedOutcomes.cts';

/** The outcomes of the deals, from two sources: n8n's saved executions and the messages that arrived. */
export interface Reckoning {
	readonly sent: number;
	readonly alreadySent: number;
	/** Deals of which more than one message arrived. */
	readonly twice: readonly string[];
	/** Called sent by a saved execution, and not there. */
	readonly lost: readonly string[];
	/** There, and neither called sent nor under way when its execution broke off. */
	readonly unexplained: readonly string[];
	/** Executions in which the node failed. */
	readonly failed: readonly string[];
	/** No execution calls them sent; every one says why. */
	readonly uncertain: readonly UncertainDeal[];
}

export interface UncertainDeal {
	readonly key: string;
	readonly arrived: boolean;
	/** What the executions of this deal say: `execution 12 crashed`. */
	readonly executions: readonly string[];
	/** One of them broke off; otherwise nothing explains the uncertainty. */
	readonly brokenOff: boolean;
}

/** Compares the deals, n8n's outcomes and the messages that arrived. */
export function reckon(
	deals: readonly Deal[],
	saved: readonly SavedOutcome[],
	messages: readonly ReceivedMessage[],
): Reckoning {
	const saidSent = saved.filter(({ says }) => says === 'sent');
	const arrivedIds = new Set(messages.map(({ id }) => id));
	const sentKeys = new Set(saidSent.map(({ key }) => key));
	const uncertain = deals
		.filter(({ key }) => !sentKeys.has(key))
		.map((deal) => uncertainDeal(deal, saved, messages));
	const explained = new Set([
		...deals.filter(({ key }) => sentKeys.has(key)).map(({ text }) => text),
		...uncertain.filter(({ brokenOff }) => brokenOff).map(({ text }) => text),
	]);
	return {
		sent: saidSent.length,
		alreadySent: saved.filter(({ says }) => says === 'alreadySent').length,
		twice: repeated(messages.map(({ text = '' }) => text)),
		lost: saved.flatMap((outcome) =>
			outcome.says === 'sent' && !arrivedIds.has(outcome.messageId)
				? [`${outcome.key}: execution ${outcome.executionId} calls it sent`]
				: [],
		),
		unexplained: messages.flatMap(({ text = '' }) => (explained.has(text) ? [] : [text])),
		failed: saved.flatMap((outcome) =>
			outcome.says === 'failed'
				? [`${outcome.key}: execution ${outcome.executionId}: ${outcome.error}`]
				: [],
		),
		uncertain,
	};
}

function uncertainDeal(
	{ key, text }: Deal,
	saved: readonly SavedOutcome[],
	messages: readonly ReceivedMessage[],
): UncertainDeal & { readonly text: string } {
	const own = saved.filter((outcome) => outcome.key === key);
	return {
		key,
		text,
		arrived: messages.some((message) => message.text === text),
		executions: own.map(
			(outcome) =>
				`execution ${outcome.executionId} ${outcome.says === 'nothing' ? `broke off, saved as ${outcome.status}` : outcome.says}`,
		),
		brokenOff: own.some(({ says }) => says === 'nothing'),
	};
}

function repeated(texts: readonly string[]): readonly string[] {
	return [...new Set(texts.filter((text, index) => texts.indexOf(text) !== index))];
}

/** One line for a person who has to look after an uncertain deal. */
export function describeUncertain({ key, arrived, executions }: UncertainDeal): string {
	return `${key} (${executions.join(', ') || 'no execution'}): ${arrived ? 'arrived' : 'did not arrive'}`;
}
