import { setImmediate } from 'node:timers/promises';
import type { Gate, Step, Where } from './n8nStore.cts';

/** Decides the order of all steps of all processes, which of them fail, and when a process dies. */

/** Answers a number below `count`: which of so many ways to go on. */
export type Choose = (count: number) => number;

interface Pending {
	readonly by: string;
	readonly step: Step;
	readonly row: string;
	/** When it was begun, on the clock of the schedule. */
	readonly since: number;
	/** Number of the move after which it was begun. */
	readonly move: number;
	/** It takes until then at least. */
	readonly notBefore: number;
	readonly takeEffect: () => Promise<void>;
	readonly fail: (cause: Error) => void;
	readonly answer: () => void;
}

type Fault = 'none' | 'is slow' | 'fails before' | 'fails after' | 'dies before' | 'dies after';

interface Move {
	readonly access: Pending;
	readonly fault: Fault;
}

export interface Rules {
	/** How many faults may happen, and how likely each is where the order is drawn by lot. */
	readonly faults: number;
	readonly mayDie: (by: string) => boolean;
	/** Leave out an order that differs from another only in steps that do not touch each other. */
	readonly onlyDistinct: boolean;
	/** Whether time may pass while this step is under way. */
	readonly mayBeSlow: (by: string, step: Step) => boolean;
}

/** No step of a living process takes longer: the lock relies on this. */
const LONGEST_STEP = 4_500;
const MOST_MOVES = 20_000;

/** An order that only repeats another. */
export class Repeated extends Error {}

export class Schedule {
	readonly #choose: Choose;
	readonly #rules: Rules;
	readonly dead = new Set<string>();
	readonly log: string[] = [];
	#pending: Pending[] = [];
	#sleeping: Array<{ readonly by: string; readonly at: number; readonly wake: () => void }> = [];
	#last: Move | undefined;
	#moves = 0;
	#faults = 0;
	/** No more faults. */
	isCalm = false;
	now = 1_000_000;

	constructor(choose: Choose, rules: Rules) {
		this.#choose = choose;
		this.#rules = rules;
	}

	get counts(): { readonly moves: number; readonly faults: number } {
		return { moves: this.#moves, faults: this.#faults };
	}

	async sleep(by: string, milliseconds: number): Promise<void> {
		await new Promise<void>((wake) => {
			this.#sleeping.push({ by, at: this.now + Math.max(1, milliseconds), wake });
		});
	}

	gateOf(by: string): Gate {
		return async (step, where, takeEffect) =>
			await new Promise((resolve, fail) => {
				let result: Awaited<ReturnType<typeof takeEffect>>;
				let failure: Error | undefined;
				this.#pending.push({
					...{
						by,
						step,
						row: rowOf(where),
						since: this.now,
						notBefore: 0,
						move: this.#moves,
						fail,
					},
					takeEffect: async () => {
						try {
							result = await takeEffect();
						} catch (cause) {
							failure = cause as Error;
						}
					},
					answer: () => (failure ? fail(failure) : resolve(result)),
				});
			});
	}

	/** Goes on until nobody does anything any more. */
	async play(): Promise<void> {
		for (;;) {
			await setImmediate();
			const moves = this.#possible();
			const maySleepOn = this.#sleeping.length > 0 && this.#mayTimePass();
			const count = moves.length + Number(maySleepOn);
			if (count === 0 && this.#pending.length === 0 && this.#sleeping.length === 0) return;
			if (count === 0) throw new Repeated();
			const chosen = count === 1 ? 0 : this.#choose(count);
			const move = moves[chosen];
			if (move) await this.#make(move);
			else this.#wakeNext();
			if (this.#moves > MOST_MOVES) throw new Error('It does not come to an end');
		}
	}

	#possible(): Move[] {
		const distinct = this.#pending.filter(
			(access) => access.notBefore <= this.now && !this.#isRepeat(access),
		);
		const orderly = distinct.map((access): Move => ({ access, fault: 'none' }));
		if (this.isCalm || this.#faults >= this.#rules.faults) return orderly;
		const faulty = distinct.flatMap((access) => {
			const faults: Fault[] = ['fails before'];
			if (access.step !== 'find') faults.push('fails after');
			const { by, step, notBefore } = access;
			if (notBefore === 0 && this.#rules.mayBeSlow(by, step)) faults.push('is slow');
			if (this.#rules.mayDie(access.by)) faults.push('dies before', 'dies after');
			return faults.map((fault): Move => ({ access, fault }));
		});
		return [...orderly, ...faulty];
	}

	#isRepeat(access: Pending): boolean {
		if (!this.#rules.onlyDistinct || !this.#last) return false;
		const { access: last } = this.#last;
		if (access.by >= last.by || access.move >= this.#moves) return false;
		return access.row !== last.row || (access.step === 'find' && last.step === 'find');
	}

	#mayTimePass(): boolean {
		const next = Math.min(...this.#sleeping.map(({ at }) => at));
		return this.#pending.every(
			({ by, step, since, notBefore }) =>
				(notBefore > this.now || this.#rules.mayBeSlow(by, step)) && next - since <= LONGEST_STEP,
		);
	}

	#wakeNext(): void {
		const [next] = [...this.#sleeping].sort((one, other) => one.at - other.at);
		if (!next) return;
		this.now = Math.max(this.now, next.at);
		this.#sleeping = this.#sleeping.filter((one) => one !== next);
		this.#last = undefined;
		next.wake();
	}

	async #make(move: Move): Promise<void> {
		const { access, fault } = move;
		this.#moves++;
		if (fault !== 'none') this.#faults++;
		this.log.push(`${this.now} ${access.by} ${access.step} ${access.row} ${fault}`);
		this.#pending = this.#pending.filter((one) => one !== access);
		this.#last = move;
		if (fault === 'is slow') {
			const notBefore = access.since + LONGEST_STEP;
			this.#pending.push({ ...access, notBefore });
			this.#sleeping.push({ by: access.by, at: notBefore, wake: () => {} });
			return;
		}
		if (fault !== 'fails before' && fault !== 'dies before') await access.takeEffect();
		if (fault.startsWith('dies')) return this.#bury(access.by);
		if (fault === 'none') access.answer();
		else access.fail(new Error('Connection lost'));
	}

	#bury(by: string): void {
		this.dead.add(by);
		this.#pending = this.#pending.filter((one) => one.by !== by);
		this.#sleeping = this.#sleeping.filter((one) => one.by !== by);
	}
}

const rowOf = ({ workflowId, context }: Where) => `${workflowId}/${context}`;
