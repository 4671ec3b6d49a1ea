import { createHash } from 'node:crypto';
import type { Gate, Row, Store } from './n8nStore.cts';
import { NODE, WORKFLOW } from './process.cts';
import type { Schedule } from './schedule.cts';

/** A message with a key, and its outcome. */
export interface Message {
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

export const N8N_MODES = ['entries', 'latestIncrementalKey', 'latestDate'];
export const hashOf = (key: string) => createHash('md5').update(key).digest('base64');

/** Looks at the stored keys and the outcomes, and reports every broken rule. */
export class Judge {
	readonly violations: string[] = [];
	readonly messages: Message[] = [];
	readonly recordedBy = new Map<string, string>();
	/** The process whose lock it is. */
	holder: string | undefined;
	readonly #table: Store['table'];
	readonly #keys: readonly string[];
	readonly #schedule: () => Schedule;

	constructor(table: Store['table'], keys: readonly string[], schedule: () => Schedule) {
		this.#table = table;
		this.#keys = keys;
		this.#schedule = schedule;
	}

	fail(what: string): void {
		this.violations.push(what);
		this.#schedule().log.push(`!!! ${what}`);
	}

	checkUsed(message: Message): void {
		if (message.isDelivered || this.recordedBy.get(message.key) !== message.by) return;
		this.fail(`${message.key} is used for ${message.by}, which recorded it itself`);
	}

	checkClaimed(message: Message): void {
		const other = this.messages.find(
			(one) => one !== message && one.key === message.key && (one.isDelivered || one.isSending),
		);
		if (other) this.fail(`${message.key} was sent by ${other.by} and again by ${message.by}`);
	}

	/** Looks at every write of our processes. */
	watch(by: string, gate: Gate): Gate {
		return async (step, where, takeEffect) =>
			await gate(step, where, async () => {
				if (step === 'find') return await takeEffect();
				const { workflowId, context } = where;
				const look = async () => await this.#table.findOne({ where: { workflowId, context } });
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
			for (const key of new Set(this.#keys)) {
				const wasThere = hashesOf(before).includes(hashOf(key));
				const isThere = hashesOf(after).includes(hashOf(key));
				if (isThere && !wasThere) this.recordedBy.set(key, by);
				if (wasThere && !isThere) this.#judgeRemoval(by, key);
			}
			return;
		}
		if (context !== '') this.fail(`${by} wrote into ${context}`);
		if (before && N8N_MODES.includes(before.value.mode) && old !== now) {
			this.fail(`${by} changed what a Remove Duplicates node keeps: ${old} to ${now}`);
		}
		if (after && N8N_MODES.includes(after.value.mode) && old !== now) {
			this.fail(`${by} made a list like that of a Remove Duplicates node: ${now}`);
		}
		this.holder = after && !before ? by : after ? this.holder : undefined;
	}

	#judgeRemoval(by: string, key: string): void {
		const own = this.messages.find((one) => one.by === by && one.key === key);
		if (this.recordedBy.get(key) !== by) this.fail(`${by} removed ${key} of another process`);
		if (own?.told !== 'claimed') this.fail(`${by} removed ${key} after it said ${own?.told}`);
		this.recordedBy.delete(key);
	}

	async checkEnd(): Promise<void> {
		const row = await this.#table.findOne({
			where: { workflowId: WORKFLOW, context: `n:${NODE}` },
		});
		const hashes = hashesOf(row);
		for (const message of this.messages) {
			const { by, key } = message;
			if (this.#schedule().dead.has(by)) continue;
			if (!message.isDone) this.fail(`${by} waits for ${key} for ever`);
			const isThere = hashes.includes(hashOf(key));
			if (message.isDelivered && !isThere) this.fail(`${key} was sent, and is not recorded`);
			const isOwn = isThere && this.recordedBy.get(key) === by;
			if (isOwn && !message.isDelivered && !message.mayBlock) {
				this.fail(`${key} is blocked by ${by}, which was told ${message.told}`);
			}
		}
		if (new Set(hashes).size < hashes.length) this.fail('A key is recorded twice');
	}
}

export function hashesOf(row: Row | null): readonly string[] {
	return Array.isArray(row?.value.data) ? (row.value.data as readonly string[]) : [];
}
