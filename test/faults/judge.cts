import type { ReceivedMessage } from '../sandbox/server.cts';
import type { Happening } from './carryOut.cts';
import type { Told } from './faultKinds.cts';
import type { Plan, PlannedMessage } from './plan.cts';
import type { Word } from './words.cts';

/** What must never happen to a message. */
export const WRONGS = [
	'lost',
	'twice',
	'out of order',
	'wrong item paired',
	'false not sent',
	'unproven end',
] as const;
export type Wrong = (typeof WRONGS)[number];

/** How a message ended; 'untold' if the execution failed because of another message. */
export type End = Told | 'untold' | 'notStarted';

/** A message, its end, and what is wrong with that end. */
export interface Verdict {
	readonly text: string;
	readonly fault: string;
	readonly end: End;
	readonly wrongs: readonly Wrong[];
}

export const NO_FAULT = 'none';

/** What is known of one message on both sides. */
interface Case {
	readonly message: PlannedMessage;
	readonly index: number;
	readonly happening: Happening;
	/** The server's own, in the order it took messages. */
	readonly taken: readonly ReceivedMessage[];
	readonly last: Word | undefined;
}

function proves({ message, happening }: Case): readonly Told[] {
	return happening.plan.brokenHost?.proves ?? message.fault?.proves ?? [];
}

function isLost({ taken, last, ...rest }: Case): boolean {
	// A template has no ID.
	if (last?.end === 'sent') {
		return !taken.some(({ id }) => last.id === undefined || id === last.id);
	}
	// A key also stays used when nobody knows how its message ended.
	const mayBeMissing = proves({ taken, last, ...rest }).includes('uncertain');
	return last?.end === 'alreadySent' && taken.length === 0 && !mayBeMissing;
}

/** Said not to have been delivered in any round, when the server had it. */
function isFalselyNotSent({ happening, index, message }: Case): boolean {
	const { rounds, taken } = happening;
	return rounds.some(({ words, takenSoFar }, round) => {
		const end = words.told.get(index)?.end;
		if (end !== 'notSent' && end !== 'rejected') return false;
		const known = round === rounds.length - 1 ? taken : taken.slice(0, takenSoFar);
		return known.some(({ text }) => text === message.text);
	});
}

/** The node reports a failure that the fault does not prove. */
function isUnproven(one: Case): boolean {
	return one.happening.rounds.some(({ words }) => {
		const end = words.told.get(one.index)?.end;
		if (end === undefined || end === 'sent' || end === 'alreadySent') return false;
		return !proves(one).includes(end);
	});
}

/**
 * Whether the node may have gone on before the server took the message: its time was short, and no
 * answer came. Its place is then not the node's doing; a process that is held up for a moment suffices.
 */
function mayBeGivenUp({ plan, rounds }: Happening, index: number): boolean {
	const isHurried = plan.messages[index]?.fault?.timeout !== undefined;
	return isHurried && !rounds.some(({ words }) => words.told.get(index)?.end === 'sent');
}

/** Texts that the server took after a later item of the same contact in the same try. */
function overtaken(happening: Happening): ReadonlySet<string> {
	const { plan, tries, taken } = happening;
	const indexes = new Map(plan.messages.map(({ text }, index) => [text, index]));
	const found = new Set<string>();
	tries.forEach((begin, place) => {
		const highest = new Map<string, number>();
		for (const { text = '', identity } of taken.slice(begin, tries[place + 1])) {
			const index = indexes.get(text) ?? -1;
			if (mayBeGivenUp(happening, index)) continue;
			const before = highest.get(identity) ?? -1;
			if (index < before) found.add(text);
			highest.set(identity, Math.max(index, before));
		}
	});
	return found;
}

function isMisPaired({ index, happening }: Case): boolean {
	return happening.rounds.some(({ words }) => words.misPaired.has(index));
}

function wrongsOf(one: Case, wasOvertaken: boolean): readonly Wrong[] {
	const wrongs: Readonly<Record<Wrong, boolean>> = {
		lost: isLost(one),
		twice: one.taken.length > 1,
		'out of order': wasOvertaken,
		'wrong item paired': isMisPaired(one),
		'false not sent': isFalselyNotSent(one),
		'unproven end': isUnproven(one),
	};
	return WRONGS.filter((wrong) => wrongs[wrong]);
}

function endOf({ last, message, happening }: Case): End {
	return last?.end ?? (happening.seen.has(message.text) ? 'untold' : 'notStarted');
}

/** The name under which a message is counted. */
function faultOf({ brokenHost }: Plan, { fault }: PlannedMessage): string {
	return brokenHost?.name ?? fault?.name ?? NO_FAULT;
}

/** Compares the node's outcome of each message with the messages of the server. */
export function judge(happening: Happening): readonly Verdict[] {
	const { plan, rounds, taken } = happening;
	const late = overtaken(happening);
	return plan.messages.map((message, index) => {
		const one: Case = {
			message,
			index,
			happening,
			taken: taken.filter(({ text }) => text === message.text),
			last: rounds.at(-1)?.words.told.get(index),
		};
		const wrongs = wrongsOf(one, late.has(message.text));
		return { text: message.text, fault: faultOf(plan, message), end: endOf(one), wrongs };
	});
}
