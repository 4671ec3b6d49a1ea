/** How much is measured. */
export interface Scale {
	/** How often everything is measured; medians are taken. */
	readonly rounds: number;
	readonly textMessages: number;
	readonly slowContacts: number;
	readonly file: Megabytes;
	/** Fresh n8n processes for each side whose memory is measured. */
	readonly freshProcesses: number;
	readonly manyFiles: { readonly count: number; readonly size: Megabytes };
	/** Numbers of items, and how often each is measured. */
	readonly sizes: ReadonlyArray<{ readonly items: number; readonly rounds: number }>;
	/** Up to which number of items the others are measured too, for the plot. */
	readonly mostOfOthers: number;
	/** How many times worse than its goal a row may be. */
	readonly tolerance: number;
}

export type Megabytes = number;

export const FULL: Scale = {
	rounds: 7,
	textMessages: 1000,
	slowContacts: 1000,
	file: 200,
	freshProcesses: 5,
	manyFiles: { count: 100, size: 20 },
	sizes: [
		{ items: 10, rounds: 15 },
		{ items: 100, rounds: 15 },
		{ items: 1000, rounds: 7 },
		{ items: 10_000, rounds: 5 },
	],
	mostOfOthers: 1000,
	tolerance: 1,
};

/** A few minutes, to notice when something has become much worse. */
export const SMALL: Scale = {
	rounds: 3,
	textMessages: 300,
	slowContacts: 200,
	file: 200,
	freshProcesses: 1,
	manyFiles: { count: 20, size: 20 },
	sizes: [
		{ items: 10, rounds: 5 },
		{ items: 100, rounds: 5 },
		{ items: 1000, rounds: 2 },
		{ items: 10_000, rounds: 1 },
	],
	mostOfOthers: 0,
	tolerance: 2,
};
