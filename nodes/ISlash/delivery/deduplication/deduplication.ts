import type { IExecuteFunctions } from 'n8n-workflow';

import { InvalidInput } from '../../errors/invalidInput';
import { pause, untilAborted } from '../../api/pause';
import { KEY_REFUSALS } from '../../errors/keyTexts';
import { type Access, type Answer, KeyQueue } from './keyQueue';

/** What the runs of this process share: the keys by workflow, and the last message with each key. */
const queues = new Map<string, KeyQueue>();
const lastWithKey = new Map<string, Promise<unknown>>();

/** How long giving a key back may hold up the end of a run that was stopped, in milliseconds. */
const PATIENCE_AT_THE_END = 500;

/** From an earlier try, this execution recorded the key, or may have, and did not use it. */
export type Earlier = 'own' | 'unknown';
/** 'kept': the key certainly is recorded still. */
export type Release = 'givenBack' | 'kept' | 'unknown';

/** A deduplication key that is this execution's until it is known what became of the message. */
export interface Claimed {
	readonly kind: 'claimed';
	/** The message certainly was not delivered. What this answers stays so. */
	release(): Promise<Release>;
	/** The message was delivered, or may have been: the key stays used. */
	keep(): void;
}

/** 'used': by an earlier message, sent or uncertain. 'givenUp': the run was over, nothing recorded. */
export type Claim =
	| Claimed
	| { readonly kind: 'used' }
	| { readonly kind: 'givenUp' }
	/** The message must not be sent. This try may have recorded the key. */
	| { readonly kind: 'unusable'; readonly input: InvalidInput; readonly mayBeRecorded: boolean };

/** The deduplication keys of one run of the node. Never throws. */
export class Deduplication {
	readonly #helpers: IExecuteFunctions['helpers'];
	readonly #workflow: string;
	readonly #node: string;
	readonly #over: AbortSignal;
	readonly #end: Promise<void>;

	/** @param over aborted when nothing new may be started */
	constructor(context: IExecuteFunctions, over: AbortSignal) {
		this.#helpers = context.helpers;
		this.#workflow = context.getWorkflow().id ?? '';
		this.#node = context.getNode().id;
		this.#over = over;
		this.#end = untilAborted(over);
	}

	/**
	 * Records a key before its message is sent, unless it was used before.
	 *
	 * @param earlier asked when no other message of this process is under way with the key
	 */
	async claim(key: string, earlier = (): Earlier | undefined => undefined): Promise<Claim> {
		if (!this.#workflow) return unusable('noWorkflow');
		const leave = await this.#enter(`${this.#workflow}/${this.#node}/${key}`);
		if (leave === undefined) return { kind: 'givenUp' };
		const known = earlier();
		const answer = await this.#do('record', key, this.#end);
		if (answer === 'done' || (answer === 'present' && known === 'own')) {
			const release = async () => await this.#release(key).finally(leave);
			return { kind: 'claimed', release, keep: leave };
		}
		leave();
		if (answer === 'calledOff') return { kind: 'givenUp' };
		return answer === 'present' && !known ? { kind: 'used' } : unusable(answer);
	}

	async #release(key: string): Promise<Release> {
		const end = this.#end.then(async () => await pause(PATIENCE_AT_THE_END));
		const answer = await this.#do('remove', key, end);
		return answer === 'done' ? 'givenBack' : answer === 'unknown' ? answer : 'kept';
	}

	async #do(kind: Access['kind'], key: string, end: Promise<void>): Promise<Answer> {
		const queue = queues.get(this.#workflow) ?? new KeyQueue();
		queues.set(this.#workflow, queue);
		return await queue.do({ kind, helpers: this.#helpers, key, end });
	}

	/** Waits until no other message of this process is under way with the same key. */
	async #enter(key: string): Promise<(() => void) | undefined> {
		let leave = () => {};
		const left = new Promise<void>((resolve) => (leave = resolve));
		const before = lastWithKey.get(key);
		const last = Promise.all([before, left]);
		lastWithKey.set(key, last);
		void last.then(() => lastWithKey.get(key) === last && lastWithKey.delete(key));
		await Promise.race([this.#end, before]);
		if (!this.#over.aborted) return leave;
		leave();
		return undefined;
	}
}

function unusable(why: keyof typeof KEY_REFUSALS): Claim {
	const [problem, remedy] = KEY_REFUSALS[why];
	const input = new InvalidInput('Deduplication Key', problem, remedy);
	return { kind: 'unusable', input, mayBeRecorded: why === 'unknown' };
}
