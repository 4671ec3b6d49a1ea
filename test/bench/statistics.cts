/** The middle of a list of numbers; of two in the middle their mean. */
export function median(values: readonly number[]): number {
	const sorted = [...values].sort((a, b) => a - b);
	const middle = sorted.length / 2;
	const [low, high] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
	if (low === undefined || high === undefined) throw new RangeError('no values, so no median');
	return (low + high) / 2;
}

/** The median of the ratios of two lists, pair by pair: a slow round slows both. */
export function medianRatio(ours: readonly number[], theirs: readonly number[]): number {
	return median(ours.map((value, round) => value / (theirs[round] ?? NaN)));
}

/** How far apart the values lie, for a reader who wants to know how much to trust a median. */
export function spread(values: readonly number[]): string {
	return `${Math.round(Math.min(...values))} to ${Math.round(Math.max(...values))}`;
}

/**
 * Measures all sides in turn, round by round (A B C, B C A, …), so that whatever else happens on
 * the machine meets all of them, and none is always the first.
 *
 * @returns the measurements of every side, by round
 */
export async function inRounds<Side extends string, Result>(
	sides: readonly Side[],
	rounds: number,
	measure: (side: Side) => Promise<Result>,
): Promise<Readonly<Record<Side, readonly Result[]>>> {
	const results = Object.fromEntries(sides.map((side) => [side, [] as Result[]])) as Record<
		Side,
		Result[]
	>;
	for (let round = 0; round < rounds; round++) {
		const first = round % sides.length;
		for (const side of [...sides.slice(first), ...sides.slice(0, first)]) {
			results[side].push(await measure(side));
		}
	}
	return results;
}
