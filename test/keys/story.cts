import { createHash } from 'node:crypto';
import type { DeduplicationMode, DeduplicationScope } from 'n8n-workflow';
import type * as built from '../../nodes/ISlash/delivery/deduplication/deduplication';
import type { Gate, Row, Store } from './n8nStore.cts';
import { type Mutation, NODE, startProcess, WORKFLOW } from './process.cts';
import { type Choose, type Rules, Schedule } from './schedule.cts';

/** Processes that send messages with keys, beside Remove Duplicates nodes, and what must never be. */

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

interface Message {
	readonly by: string;
	readonly key: string;
	/** What it was told last of its key, where it was not sent. */
	told?: string;
	/** The key may be recorded still, and the message was told so. */
	mayBlock: boolean;
	isDelivered: boolean;
	isSending: boolean;
	isDone: boolean;
}

const N8N_MODES = ['entries', 'latestIncrementalKey', 'latestDate'];
const SENDING = 50;
const hashOf = (key: string) => createHash('md5').update(key).digest('base64');

export async function tell(store: Store, story: Story, choose: Choose) {
	const world = new World(store, story, choose);
	try {
		await world.play();
	} catch (cause) {
		if (cause instanceof Error && world.violations.length > 0)
			cause.message = world.violations.join('; ');
		(cause as { log?: unknown }).log = world.schedule.log;
		throw cause;
	}
	return { ...world.schedule.counts, told: world.told };
}

class World {
	readonly schedule: Schedule;
	readonly violations: string[] = [];
	readonly told: string[] = [];
	readonly #store: Store;
	readonly #story: Story;
	readonly #messages: Message[] = [];
	readonly #recordedBy = new Map<string, string>();
	#holder: string | undefined;

	constructor(store: Store, story: Story, choose: Choose) {
		this.#store = store;
		this.#story = story;
		const { rules } = story;
		this.schedule = new Schedule(choose, {
			...rules,
			mayDie: (by) => rules.mayDie && by.startsWith('process'),
			mayBeSlow: (by, step) =>
				rules.mayBeSlow && (!by.startsWith('process') || by === this.#holder || step === 'insert'),
		});
	}

	async play(): Promise<void> {
		const { processes, neighbours } = this.#story;
		await this.#store.table.delete({ workflowId: WORKFLOW });
		processes.forEach((keys, index) => this.#startMessages(index, keys));
		neighbours.forEach((neighbour, index) => void this.#startNeighbour(neighbour, index));
		await this.schedule.play();
		await this.#checkEnd();
		await this.#checkNobodyIsBlocked();
		if (this.violations.length > 0) throw new Error(this.violations.join('; '));
	}

	#fail(what: string): void {
		this.violations.push(what);
		this.schedule.log.push(`!!! ${what}`);
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
			this.#messages.push(message);
			void this.#send(runs, message, index)
				.catch((cause: unknown) => this.#fail(`threw ${String(cause)}`))
				.finally(() => (message.isDone = true));
		}
	}

	#startProcess(name: string) {
		const { random, mutation } = this.#story;
		const watched: Schedule['gateOf'] = (by) => this.#watch(by, this.schedule.gateOf(by));
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
			const claim = await run.claim(message.key, earlier);
			this.#note(message, claim.kind);
			if (claim.kind === 'used') this.#checkUsed(message);
			if (claim.kind === 'unusable' && claim.mayBeRecorded) {
				earlier ??= 'unknown';
				message.mayBlock = true;
			}
			if (claim.kind === 'used') return;
			if (claim.kind !== 'claimed') continue;
			this.#checkClaimed(message);
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
			if (release === 'kept' && this.#recordedBy.get(message.key) !== message.by) {
				this.#fail(`${message.key} was kept for ${message.by}, but is gone`);
			}
		}
	}

	#note(message: Message, told: string): void {
		message.told = told;
		this.told.push(told);
		this.schedule.log.push(`${this.schedule.now} ${message.by} ${message.key} is ${told}`);
	}

	#checkUsed(message: Message): void {
		if (message.isDelivered || this.#recordedBy.get(message.key) !== message.by) return;
		this.#fail(`${message.key} is used for ${message.by}, which recorded it itself`);
	}

	#checkClaimed(message: Message): void {
		const other = this.#messages.find(
			(one) => one !== message && one.key === message.key && (one.isDelivered || one.isSending),
		);
		if (other) this.#fail(`${message.key} was sent by ${other.by} and again by ${message.by}`);
	}

	/** Looks at every write of our processes. */
	#watch(by: string, gate: Gate): Gate {
		return async (step, where, takeEffect) =>
			await gate(step, where, async () => {
				if (step === 'find') return await takeEffect();
				const { workflowId, context } = where;
				const look = async () =>
					await this.#store.table.findOne({ where: { workflowId, context } });
				const before = await look();
				try {
					return await takeEffect();
				} finally {
					this.#judgeWrite(by, context, before, await look());
				}
			});
	}

	#judgeWrite(by: string, context: string, before: Row | null, after: Row | null): void {
		const [old, now] = [before, after].map((row) => JSON.stringify(row?.value) ?? 'nothing');
		if (context === `n:${NODE}`) {
			for (const key of new Set(this.#story.processes.flat())) {
				const wasThere = hashesOf(before).includes(hashOf(key));
				const isThere = hashesOf(after).includes(hashOf(key));
				if (isThere && !wasThere) this.#recordedBy.set(key, by);
				if (wasThere && !isThere) this.#judgeRemoval(by, key);
			}
			return;
		}
		if (context !== '') this.#fail(`${by} wrote into ${context}`);
		if (before && N8N_MODES.includes(before.value.mode) && old !== now) {
			this.#fail(`${by} changed what a Remove Duplicates node keeps: ${old} to ${now}`);
		}
		if (after && N8N_MODES.includes(after.value.mode) && old !== now) {
			this.#fail(`${by} made a list like that of a Remove Duplicates node: ${now}`);
		}
		this.#holder = after && !before ? by : after ? this.#holder : undefined;
	}

	#judgeRemoval(by: string, key: string): void {
		const own = this.#messages.find((one) => one.by === by && one.key === key);
		if (this.#recordedBy.get(key) !== by) this.#fail(`${by} removed ${key} of another process`);
		if (own?.told !== 'claimed') this.#fail(`${by} removed ${key} after it said ${own?.told}`);
		this.#recordedBy.delete(key);
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

	async #checkEnd(): Promise<void> {
		const row = await this.#store.table.findOne({
			where: { workflowId: WORKFLOW, context: `n:${NODE}` },
		});
		const hashes = hashesOf(row);
		for (const message of this.#messages) {
			const { by, key } = message;
			if (this.schedule.dead.has(by)) continue;
			if (!message.isDone) this.#fail(`${by} waits for ${key} for ever`);
			const isThere = hashes.includes(hashOf(key));
			if (message.isDelivered && !isThere) this.#fail(`${key} was sent, and is not recorded`);
			const isOwn = isThere && this.#recordedBy.get(key) === by;
			if (isOwn && !message.isDelivered && !message.mayBlock) {
				this.#fail(`${key} is blocked by ${by}, which was told ${message.told}`);
			}
		}
		if (new Set(hashes).size < hashes.length) this.#fail('A key is recorded twice');
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
			if (claim?.kind !== right) this.#fail(`later ${key} is ${claim?.kind} instead of ${right}`);
		}
		if (this.schedule.now - before > 60_000) this.#fail('A lock blocked others for too long');
	}
}

function hashesOf(row: Row | null): readonly string[] {
	return Array.isArray(row?.value.data) ? (row.value.data as readonly string[]) : [];
}
