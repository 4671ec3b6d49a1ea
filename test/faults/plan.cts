import type { OnError } from 'n8n-workflow';
import type { BrokenHost } from './brokenHosts.cts';
import { diceFor, type Dice } from './dice.cts';
import type { FaultKind } from './faultKinds.cts';

/** A message, and the faults that will hit it. */
export interface PlannedMessage {
	/** Different for every message. */
	readonly text: string;
	readonly contact: string;
	readonly fault: FaultKind | undefined;
	/** How many requests the fault hits. */
	readonly times: number;
	readonly maxRetries: number;
}

/** One execution. */
export interface Plan {
	readonly workflowId: string;
	/** Template messages in place of session messages. */
	readonly hasTemplates: boolean;
	readonly messages: readonly PlannedMessage[];
	/** Where the credential leads at first; to the sandbox unless told. */
	readonly brokenHost: BrokenHost | undefined;
	readonly onError: OnError;
	/** 1: without Retry On Fail. */
	readonly maxTries: number;
	readonly waitBetweenTries: number;
	readonly maxConcurrency: number;
	/** How often the failed execution is retried. */
	readonly retries: number;
	/** At the end it is retried with a node that continues, so that every item has an outcome. */
	readonly isMadeToGoOn: boolean;
	/** With deduplication keys, and executed again at the end. */
	readonly hasKeys: boolean;
}

/** What can break. */
export interface Breaks {
	readonly kinds: readonly FaultKind[];
	readonly hosts: readonly BrokenHost[];
}

const MESSAGES = 50;
/** Where every message meets the same end; some of these cost the whole timeout each. */
const MESSAGES_TO_BROKEN_HOST = 20;
const CONTACTS = 15;
const ON_ERROR: readonly OnError[] = [
	'stopWorkflow',
	'continueRegularOutput',
	'continueErrorOutput',
];

function planMessage(dice: Dice, text: string, kinds: readonly FaultKind[], share: number) {
	const contact = String(200_000 + dice.between(1, CONTACTS));
	const isHit = dice.roll() < share;
	return {
		text,
		contact,
		fault: isHit ? dice.pick(kinds, ({ weight = 1 }) => weight) : undefined,
		times: dice.pick([1, 1, 2, Infinity]),
		// Each costs a second or more.
		maxRetries: dice.pick([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 2]),
	};
}

/** Every eighth execution starts at a broken host, each of them in turn. */
function hostOf(number: number, hosts: readonly BrokenHost[]): BrokenHost | undefined {
	return number % 8 === 7 ? hosts[((number - 7) / 8) % hosts.length] : undefined;
}

/** The execution of this number in the run of this seed. */
export function planExecution(seed: number, number: number, { kinds, hosts }: Breaks): Plan {
	const dice = diceFor(Math.imul(seed, 0x9e3779b1) + Math.imul(number + 1, 0x85ebca6b));
	// Not drawn by the dice, so that the faults of session messages stay the same.
	const hasTemplates = number % 3 === 1;
	const fitting = hasTemplates ? kinds.filter(({ needsId }) => !needsId) : kinds;
	const brokenHost = hostOf(number, hosts);
	const onError = dice.pick(ON_ERROR);
	// Where one failure ends everything, fewer of them leave more to see.
	const share = brokenHost ? 0 : dice.pick(onError === 'stopWorkflow' ? [0.05, 0.2] : [0.3, 0.7]);
	const count = brokenHost ? MESSAGES_TO_BROKEN_HOST : MESSAGES;
	return {
		workflowId: `faults-${number}`,
		hasTemplates,
		messages: Array.from({ length: count }, (_, index) =>
			planMessage(dice, `m${number}-${index}`, fitting, share),
		),
		brokenHost,
		onError,
		maxTries: dice.between(1, 4),
		waitBetweenTries: dice.between(3, 20),
		maxConcurrency: dice.pick([1, 2, 5, 10, 50]),
		retries: dice.between(0, 3),
		isMadeToGoOn: dice.roll() < 0.5,
		hasKeys: dice.roll() < 0.12,
	};
}
