import type { DeduplicationMode, DeduplicationScope } from 'n8n-workflow';
import type * as built from '../../nodes/ISlash/delivery/deduplication/deduplication';
import { hashesOf, hashOf, Judge, type Message, N8N_MODES } from './judge.cts';
import type { Store } from './n8nStore.cts';
import { type Mutation, NODE, startProcess, WORKFLOW } from './process.cts';
import { type Choose, type Rules, Schedule } from './schedule.cts';

/** Processes that send messages with keys beside Remove Duplicates nodes, and the rules they must keep. */

export interface Neighbour {
	readonly scope: DeduplicationScope;
	readonly mode: DeduplicationMode;
	/** Milliseconds after which it first runs. */
	readonly start: number;
	readonly rounds: number;
}

export interface Story {
	/** The keys of the messages of each process. */
	readonly processes: ReadonlyArray<readonly string[]>;
	/** How often a message is tried that was not sent. */
	readonly tries: number;
	readonly neighbours: readonly Neighbour[];
	/** Milliseconds after which the run of a process is stopped, if it is. */
	readonly stops: ReadonlyArray<number | undefined>;
	readonly isDelivered: (process: number, key: string, tries: number) => boolean;
	readonly rules: Pick<Rules, 'faults' | 'onlyDistinct'> & {
		readonly mayDie: boolean;
		readonly mayBeSlow: boolean;
	};
	readonly random: () => number;
	readonly mutation?: Mutation;
}

const SENDING = 50;

export async function tell(store: Store, story: Story, choose: Choose) {
	const world = new World(store, story, choose);
	try {
		await world.play();
	} catch (cause) {
		if (cause instanceof Error && world.judge.violations.length > 0)
			cause.message = world.judge.violations.join('; ');
		(cause as { log?: unknown }).log = world.schedule.log;
		throw cause;
	}
	return { ...world.schedule.counts, told: world.told };
}

class World {
	readonly schedule: Schedule;
	readonly told: string[] = [];
	readonly #store: Store;
	readonly #story: Story;
	readonly judge: Judge;

	constructor(store: Store, story: Story, choose: Choose) {
		this.#store = store;
		this.#story = story;
		this.judge = new Judge(store.table, story.processes.flat(), () => this.schedule);
		const { rules } = story;
		this.schedule = new Schedule(choose, {
			...rules,
			mayDie: (by) => rules.mayDie && by.startsWith('process'),
			mayBeSlow: (by, step) =>
				rules.mayBeSlow &&
				(!by.startsWith('process') || by === this.judge.holder || step === 'insert'),
		});
	}

	async play(): Promise<void> {
		const { processes, neighbours } = this.#story;
		await this.#store.table.delete({ workflowId: WORKFLOW });
		processes.forEach((keys, index) => this.#startMessages(index, keys));
		neighbours.forEach((neighbour, index) => void this.#startNeighbour(neighbour, index));
		await this.schedule.play();
		await this.judge.checkEnd();
		await this.#checkNobodyIsBlocked();
		if (this.judge.violations.length > 0) throw new Error(this.judge.violations.join('; '));
	}

	#startMessages(index: number, keys: readonly string[]): void {
		const name = `process ${index + 1}`;
		const over = new AbortController();
		const stop = this.#story.stops[index];
		if (stop !== undefined) void this.schedule.sleep(name, stop).then(() => over.abort());
		const process = this.#startProcess(name);
		const runs = [process.startRun(over.signal), process.startRun()];
		for (const key of keys) {
			const message = {
				by: name,
				key,
				mayBlock: false,
				isDelivered: false,
				isSending: false,
				isDone: false,
			};
			this.judge.messages.push(message);
			void this.#send(runs, message, index)
				.catch((cause: unknown) => this.judge.fail(`threw ${String(cause)}`))
				.finally(() => (message.isDone = true));
		}
	}

	#startProcess(name: string) {
		const { random, mutation } = this.#story;
		const watched: Schedule['gateOf'] = (by) => this.judge.watch(by, this.schedule.gateOf(by));
		const schedule = Object.assign(Object.create(this.schedule) as Schedule, { gateOf: watched });
		Object.defineProperty(schedule, 'now', { get: () => this.schedule.now });
		schedule.sleep = async (by, ms) => await this.schedule.sleep(by, ms);
		return startProcess(name, this.#store, schedule, random, mutation);
	}

	/** A later try is another run of the same execution, which is not stopped. */
	async #send(
		runs: readonly built.Deduplication[],
		message: Message,
		index: number,
	): Promise<void> {
		let earlier: built.Earlier | undefined;
		for (let tries = 1; tries <= this.#story.tries; tries++) {
			const run = tries === 1 ? runs[0] : runs[1];
			if (!run) return;
			const claim = await run.claim(message.key, () => earlier);
			this.#note(message, claim.kind);
			if (claim.kind === 'used') this.judge.checkUsed(message);
			if (claim.kind === 'unusable' && claim.mayBeRecorded) {
				earlier ??= 'unknown';
				message.mayBlock = true;
			}
			if (claim.kind === 'used') return;
			if (claim.kind !== 'claimed') continue;
			this.judge.checkClaimed(message);
			message.isSending = true;
			await this.schedule.sleep(message.by, SENDING);
			if (this.#story.isDelivered(index, message.key, tries)) {
				message.isDelivered = true;
				claim.keep();
				return;
			}
			message.isSending = false;
			const release = await claim.release();
			this.#note(message, release);
			message.mayBlock = release !== 'givenBack';
			earlier = release === 'unknown' ? 'unknown' : release === 'kept' ? 'own' : undefined;
			if (release === 'kept' && this.judge.recordedBy.get(message.key) !== message.by) {
				this.judge.fail(`${message.key} was kept for ${message.by}, but is gone`);
			}
		}
	}

	#note(message: Message, told: string): void {
		message.told = told;
		this.told.push(told);
		this.schedule.log.push(`${this.schedule.now} ${message.by} ${message.key} is ${told}`);
	}

	async #startNeighbour({ scope, mode, start, rounds }: Neighbour, index: number): Promise<void> {
		const name = `neighbour ${index + 1}`;
		const node = { id: `remove-duplicates-${index}` };
		const where = { workflow: { id: WORKFLOW, active: true }, node } as never;
		await this.schedule.sleep(name, start);
		for (let round = 1; round <= rounds; round++) {
			const item = mode === 'latestDate' ? `2026-01-${10 + round}` : String(round);
			const work = async () =>
				await this.#store.helper.checkProcessedAndRecord([item], scope, where, { mode });
			// While the lock is there its first run fails, once.
			await this.#store.through(this.schedule.gateOf(name), work).catch(() => undefined);
			await this.schedule.sleep(name, 40);
		}
	}

	/** A process that starts later gets every key that is not recorded, as soon as a dead one's lock is stale. */
	async #checkNobodyIsBlocked(): Promise<void> {
		this.schedule.isCalm = true;
		const find = async (context: string) =>
			await this.#store.table.findOne({ where: { workflowId: WORKFLOW, context } });
		const hashes = hashesOf(await find(`n:${NODE}`));
		const shared = await find('');
		const isRefused = shared !== null && N8N_MODES.includes(shared.value.mode);
		const run = this.#startProcess('process later').startRun();
		const before = this.schedule.now;
		for (const key of new Set(this.#story.processes.flat())) {
			let claim: built.Claim | undefined;
			void run.claim(key).then((answer) => (claim = answer));
			await this.schedule.play();
			const right = isRefused ? 'unusable' : hashes.includes(hashOf(key)) ? 'used' : 'claimed';
			if (claim?.kind !== right)
				this.judge.fail(`later ${key} is ${claim?.kind} instead of ${right}`);
		}
		if (this.schedule.now - before > 60_000) this.judge.fail('A lock blocked others for too long');
	}
}
