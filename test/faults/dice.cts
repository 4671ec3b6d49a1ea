/** A source of chance that gives the same for the same seed. */
export interface Dice {
	/** From 0 to below 1. */
	roll(): number;
	/** A whole number, both ends included. */
	between(least: number, most: number): number;
	/** One of these; those with more weight more often. */
	pick<T>(choices: readonly T[], weight?: (choice: T) => number): T;
}

/** Mulberry32: 32 bits of state, enough for plans. */
function generator(seed: number): () => number {
	let state = seed >>> 0;
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

export function diceFor(seed: number): Dice {
	const roll = generator(seed);
	return {
		roll,
		between: (least, most) => least + Math.floor(roll() * (most - least + 1)),
		pick: (choices, weight = () => 1) => {
			let left = roll() * choices.reduce((sum, choice) => sum + weight(choice), 0);
			const chosen = choices.find((choice) => (left -= weight(choice)) < 0) ?? choices.at(-1);
			if (chosen === undefined) throw new Error('There is nothing to pick from.');
			return chosen;
		},
	};
}
