import type { IExecuteFunctions } from 'n8n-workflow';

import type { InvalidInput } from '../../errors/invalidInput';
import { pause, untilAborted } from '../../api/pause';
import { type KeyRefusal, refusedKey } from '../../errors/keyTexts';
import { NamedMutex } from '../namedMutex';
import { type Access, type Answer, KeyQueue } from './keyQueue';

/** Shared by all runs of this process: the accesses to keys by workflow, and a lock for each key. */
const queues = new Map<string | undefined, KeyQueue>();
const mutex = new NamedMutex();

/** How long giving a key back may delay the end of a stopped run. */
const longestDelay = async () => await pause(500).catch(() => undefined);

/** In an earlier try, this execution recorded the key without using it ('own'), or may have done so. */
export type Earlier = 'own' | 'unknown';
/** 'kept': the key is certainly still recorded. */
export type Release = 'givenBack' | 'kept' | 'unknown';

/** A deduplication key that this execution has until it knows the outcome of the message. */
export interface Claimed {
	readonly kind: 'claimed';
	/** The message certainly was not delivered. The answer is final. */
	release(): Promise<Release>;
	/** The message was delivered, or may have been: the key stays used. */
	keep(): void;
}

/** 'used': by an earlier message, sent or uncertain. 'givenUp': the run was over; nothing is recorded. */
export type Claim =
	| Claimed
	| { readonly kind: 'used' }
	| { readonly kind: 'givenUp' }
	/** The message must not be sent. This try may have recorded the key. */
	| { readonly kind: 'unusable'; readonly input: InvalidInput; readonly mayBeRecorded: boolean };

/** The deduplication keys of one run of the node. Never throws. */
export class Deduplication {
	/** @param over aborted when nothing new may be started */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly over: AbortSignal,
		private readonly end = untilAborted(over),
	) {}

	/**
	 * Records a key before its message is sent, unless it was used before.
	 *
	 * @param earlier called once no other message of this process is under way with the key
	 */
	async claim(key: string, earlier = (): Earlier | undefined => undefined): Promise<Claim> {
		const { id: workflow } = this.context.getWorkflow();
		if (!workflow) return unusable('noWorkflow');
		const name = `${workflow}/${this.context.getNode().id}/${key}`;
		const unlock = await mutex.acquire(name, this.over, this.end);
		if (unlock === undefined) return { kind: 'givenUp' };
		const known = earlier();
		const answer = await this.#do('record', key, this.end);
		if (answer === 'done' || (answer === 'present' && known === 'own')) {
			const release = async () => await this.#release(key).finally(unlock);
			return { kind: 'claimed', release, keep: unlock };
		}
		unlock();
		if (answer === 'calledOff') return { kind: 'givenUp' };
		return answer === 'present' && !known ? { kind: 'used' } : unusable(answer);
	}

	async #release(key: string): Promise<Release> {
		const end = this.end.then(longestDelay);
		const answer = await this.#do('remove', key, end);
		return answer === 'done' ? 'givenBack' : answer === 'unknown' ? answer : 'kept';
	}

	async #do(kind: Access['kind'], key: string, end: Promise<void>): Promise<Answer> {
		const workflow = this.context.getWorkflow().id;
		const queue = queues.get(workflow) ?? new KeyQueue();
		queues.set(workflow, queue);
		return await queue.do({ kind, helpers: this.context.helpers, key, end });
	}
}

function unusable(why: KeyRefusal): Claim {
	return { kind: 'unusable', input: refusedKey(why), mayBeRecorded: why === 'unknown' };
}
