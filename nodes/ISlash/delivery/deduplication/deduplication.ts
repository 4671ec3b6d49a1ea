import type { IExecuteFunctions } from 'n8n-workflow';

import type { InvalidInput } from '../../errors/invalidInput';
import { pause, untilAborted } from '../../api/pause';
import { type KeyRefusal, refusedKey } from '../../errors/keyTexts';
import { NamedMutex } from '../namedMutex';
import { type Access, type Answer, KeyQueue } from './keyQueue';

/** What the runs of this process share: the keys by workflow, and who has each key. */
const queues = new Map<string | undefined, KeyQueue>();
const mutex = new NamedMutex();

/** How long giving a key back may hold up the end of a run that was stopped. */
const patience = async () => await pause(500).catch(() => undefined);

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
	/** @param over aborted when nothing new may be started */
	constructor(
		private readonly context: IExecuteFunctions,
		private readonly over: AbortSignal,
		private readonly end = untilAborted(over),
	) {}

	/**
	 * Records a key before its message is sent, unless it was used before.
	 *
	 * @param earlier asked when no other message of this process is under way with the key
	 */
	async claim(key: string, earlier = (): Earlier | undefined => undefined): Promise<Claim> {
		const { id: workflow } = this.context.getWorkflow();
		if (!workflow) return unusable('noWorkflow');
		const place = `${workflow}/${this.context.getNode().id}/${key}`;
		const leave = await mutex.acquire(place, this.over, this.end);
		if (leave === undefined) return { kind: 'givenUp' };
		const known = earlier();
		const answer = await this.#do('record', key, this.end);
		if (answer === 'done' || (answer === 'present' && known === 'own')) {
			const release = async () => await this.#release(key).finally(leave);
			return { kind: 'claimed', release, keep: leave };
		}
		leave();
		if (answer === 'calledOff') return { kind: 'givenUp' };
		return answer === 'present' && !known ? { kind: 'used' } : unusable(answer);
	}

	async #release(key: string): Promise<Release> {
		const end = this.end.then(patience);
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
