/** What a measured number has to be. */
export interface Goal {
	readonly kind: 'atMost' | 'atLeast';
	readonly value: number;
}

export type Unit = 'ratio' | 'MB' | 'kB';

/** One line of the table. */
export interface Row {
	readonly what: string;
	readonly against: string;
	readonly measured: number;
	readonly unit: Unit;
	/** A row without a goal is only a measure for judging the others. */
	readonly goal?: Goal;
	/** The medians the number is made of. */
	readonly details: string;
}

/** Points of the plots. */
export interface Point {
	readonly side: string;
	readonly value: number;
	/** Number of items, where the plot goes along it. */
	readonly items?: number;
}

export type PlotName = 'timePerMessage' | 'fileMemory';

/** What one measurement contributes to the table and to the plots. */
export interface Finding {
	readonly rows: readonly Row[];
	readonly points?: Readonly<Partial<Record<PlotName, readonly Point[]>>>;
	/** Where the node's time goes, in words and numbers, to stand below the table. */
	readonly timeGoes?: readonly TimeShare[];
}

/** A part of the time of a run. */
export interface TimeShare {
	readonly where: string;
	readonly iSlash: number;
	readonly bareLoop: number;
}

export const atMost = (value: number): Goal => ({ kind: 'atMost', value });
export const atLeast = (value: number): Goal => ({ kind: 'atLeast', value });

/**
 * Whether a row is as good as its goal.
 *
 * @param tolerance how many times worse it may be
 */
export function reaches({ measured, goal }: Row, tolerance: number): boolean {
	if (goal === undefined) return true;
	return goal.kind === 'atMost'
		? measured <= goal.value * tolerance
		: measured >= goal.value / tolerance;
}

/** A number with its unit, as people write it. */
export function inUnit(value: number, unit: Unit): string {
	switch (unit) {
		case 'ratio':
			// Three digits: 0.948 must not read as the 0.95 it missed.
			return String(Number(value.toFixed(3)));
		case 'MB':
		case 'kB':
			return `${value.toFixed(value < 10 ? 1 : 0)} ${unit}`;
	}
}

/** `at most 0.4`, or nothing for a row without a goal. */
export function goalInWords({ goal, unit }: Row): string {
	if (goal === undefined) return '';
	return `${goal.kind === 'atMost' ? 'at most' : 'at least'} ${inUnit(goal.value, unit)}`;
}
