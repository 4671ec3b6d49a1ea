import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../invalidInput';
import { pause } from '../wait';
import { type Access, type Answer, KeyQueue } from './keyQueue';

/** What the runs of this process share: the keys by workflow, and the end of the last message with a key. */
const queues = new Map<string, KeyQueue>();
const lastWithKey = new Map<string, Promise<void>>();

/** How long giving a key back may hold up the end of a run that was stopped, in milliseconds. */
const PATIENCE_AT_THE_END = 500;

/** What this execution knows of a key from an earlier try: it recorded the key, or may have, and did not use it. */
export type Earlier = 'own' | 'unknown';

/** Whether the key can be used again: 'kept' if it certainly is recorded still. */
export type Release = 'givenBack' | 'kept' | 'unknown';

/** A deduplication key that is this execution's until it is known what became of the message. */
export interface Claimed {
	readonly kind: 'claimed';
	/** The message certainly was not delivered. What this answers stays so. */
	release(): Promise<Release>;
	/** The message was delivered, or may have been: the key stays used. */
	keep(): void;
}

/** What came of asking for a key. */
export type Claim =
	| Claimed
	/** A message that was sent before, or may have been, has it. */
	| { readonly kind: 'used' }
	/** The message must not be sent. @see mayBeRecorded whether this try may have recorded the key */
	| { readonly kind: 'unusable'; readonly input: InvalidInput; readonly mayBeRecorded: boolean }
	/** The run was over before it was known; the key was not recorded. */
	| { readonly kind: 'givenUp' };

/** Why a key cannot be used, and what to do about it. */
const REFUSALS = {
	noWorkflow: [
		'needs a saved workflow, as n8n keeps the keys with it; here the node runs without one',
		'Remove the key, or send from a saved workflow.',
	],
	otherNode: [
		"cannot be used, because a Remove Duplicates node keeps its items for this whole workflow where this node's keys need their lock",
		"In the Remove Duplicates node, set 'Scope' to 'Node', then run its operation 'Clear Deduplication History' once with 'Scope' set to 'Workflow'. Or send from another workflow.",
	],
	failed: [
		'could not be looked up in the storage of n8n, so the message was not sent',
		'Save the workflow and run it again. If that does not help, ask whoever runs your n8n whether its database is reachable.',
	],
	unknown: [
		'may be recorded or not: the storage of n8n did not say, so the message was not sent',
		'Run it again. If it then says alreadySent, the key was recorded after all: use another one.',
	],
	present: [
		'is recorded, but the storage of n8n did not say whether by this message or by one that was sent earlier',
		'Look into the chat in iSlash. To send the message in any case, use another key.',
	],
} as const;

/** The deduplication keys of one run of the node. Never throws. */
export class Deduplication {
	readonly #helpers: IExecuteFunctions['helpers'];
	/** Empty where n8n runs the node without a saved workflow. */
	readonly #workflow: string;
	readonly #node: string;
	readonly #over: Promise<void>;

	/** @param over aborted when nothing new may be started */
	constructor(context: IExecuteFunctions, over: AbortSignal) {
		this.#helpers = context.helpers;
		this.#workflow = context.getWorkflow().id ?? '';
		this.#node = context.getNode().id;
		this.#over = new Promise((resolve) => {
			if (over.aborted) resolve();
			else over.addEventListener('abort', () => resolve(), { once: true });
		});
	}

	/** Records a key before its message is sent, unless it was used before. */
	async claim(key: string, earlier?: Earlier): Promise<Claim> {
		if (!this.#workflow) return unusable('noWorkflow');
		const leave = await this.#enter(`${this.#workflow}/${this.#node}/${key}`);
		if (leave === undefined) return { kind: 'givenUp' };
		const answer = await this.#do('record', key, this.#over);
		if (answer === 'done' || (answer === 'present' && earlier === 'own')) {
			return this.#toClaim(key, leave);
		}
		leave();
		if (answer === 'calledOff') return { kind: 'givenUp' };
		if (answer === 'present' && !earlier) return { kind: 'used' };
		return unusable(answer);
	}

	#toClaim(key: string, leave: () => void): Claimed {
		return {
			kind: 'claimed',
			keep: leave,
			release: async () => await this.#release(key).finally(leave),
		};
	}

	async #release(key: string): Promise<Release> {
		const end = this.#over.then(async () => await pause(PATIENCE_AT_THE_END));
		const answer = await this.#do('remove', key, end);
		if (answer === 'done') return 'givenBack';
		return answer === 'unknown' ? 'unknown' : 'kept';
	}

	async #do(kind: Access['kind'], key: string, end: Promise<void>): Promise<Answer> {
		const queue = queues.get(this.#workflow) ?? new KeyQueue();
		queues.set(this.#workflow, queue);
		return await queue.do({ kind, helpers: this.#helpers, key, end });
	}

	/** Waits until no other message of this process is under way with the same key. */
	async #enter(key: string): Promise<(() => void) | undefined> {
		let leave = () => {};
		const left = new Promise<void>((resolve) => {
			leave = resolve;
		});
		const before = lastWithKey.get(key);
		const last = Promise.resolve(before).then(async () => await left);
		lastWithKey.set(key, last);
		void last.then(() => {
			if (lastWithKey.get(key) === last) lastWithKey.delete(key);
		});
		const isFirst = await Promise.race([
			this.#over.then(() => false),
			Promise.resolve(before).then(() => true),
		]);
		if (isFirst) return leave;
		leave();
		return undefined;
	}
}

function unusable(why: keyof typeof REFUSALS): Claim {
	const [problem, remedy] = REFUSALS[why];
	const input = new InvalidInput('Deduplication Key', problem, remedy);
	return { kind: 'unusable', input, mayBeRecorded: why === 'unknown' };
}
