import { NO_FAULT, WRONGS, type End, type Verdict, type Wrong } from './judge.cts';

const ENDS: ReadonlyArray<readonly [End, string]> = [
	['sent', 'sent'],
	['alreadySent', 'already sent'],
	['rejected', 'rejected'],
	['notSent', 'not sent'],
	['uncertain', 'uncertain'],
	['untold', 'not told'],
	['notStarted', 'not started'],
];
const NAME_WIDTH = 30;
const EXAMPLES = 20;

/** Counts the outcomes of messages. */
export class Tally {
	private readonly counts = new Map<string, Map<End, number>>();
	private readonly wrongs = new Map<Wrong, number>();
	private readonly examples: string[] = [];
	private right = 0;
	private wrong = 0;

	constructor(faults: readonly string[]) {
		for (const name of [NO_FAULT, ...faults]) this.counts.set(name, new Map());
	}

	/** Messages that were started. */
	get tried(): number {
		return this.right + this.wrong;
	}

	get passed(): number {
		return this.right;
	}

	get failed(): number {
		return this.wrong;
	}

	/** Faults that hit no message that was started. */
	get missing(): readonly string[] {
		const names = [...this.counts.keys()];
		return names.filter((name) => this.count(name) === this.count(name, 'notStarted'));
	}

	add(verdicts: readonly Verdict[]): void {
		for (const { text, fault, end, wrongs } of verdicts) {
			const counts = this.counts.get(fault) ?? new Map<End, number>();
			this.counts.set(fault, counts.set(end, (counts.get(end) ?? 0) + 1));
			for (const wrong of wrongs) this.wrongs.set(wrong, (this.wrongs.get(wrong) ?? 0) + 1);
			if (wrongs.length > 0) {
				this.wrong += 1;
				this.examples.push(`${text} (${fault}), ${end}: ${wrongs.join(', ')}`);
			} else if (end !== 'notStarted') this.right += 1;
		}
	}

	/** Per fault how many messages ended how. */
	table(): string {
		const head = row('fault', ['messages', ...ENDS.map(([, label]) => label)]);
		const rows = [...this.counts.keys()].map((name) => this.row(name));
		const sum = (end?: End) =>
			[...this.counts.keys()].reduce((total, name) => total + this.count(name, end), 0);
		const last = row('all', [sum(), ...ENDS.map(([end]) => sum(end))]);
		return [head, '-'.repeat(head.length), ...rows, '-'.repeat(head.length), last].join('\n');
	}

	/** How often something happened that must never happen. */
	summary(): string {
		const counts = WRONGS.map((wrong) => `${wrong} ${this.wrongs.get(wrong) ?? 0}`);
		return [counts.join(', '), ...this.examples.slice(0, EXAMPLES)].join('\n');
	}

	private row(name: string): string {
		return row(name, [this.count(name), ...ENDS.map(([end]) => this.count(name, end))]);
	}

	private count(name: string, end?: End): number {
		const counts = this.counts.get(name) ?? new Map<End, number>();
		if (end !== undefined) return counts.get(end) ?? 0;
		return [...counts.values()].reduce((sum, one) => sum + one, 0);
	}
}

function row(name: string, cells: ReadonlyArray<string | number>): string {
	const widths = cells.map((cell, place) => {
		const label = place === 0 ? 'messages' : (ENDS[place - 1]?.[1] ?? '');
		return String(cell).padStart(Math.max(label.length, 5) + 2);
	});
	return name.padEnd(NAME_WIDTH) + widths.join('');
}
