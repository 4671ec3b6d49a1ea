import { atMost, type Finding, type Point } from '../row.cts';
import type { Side } from '../sides.cts';
import type { Measurement, Stage } from '../stage.cts';
import { median } from '../statistics.cts';

/** The others are drawn beside it, for as many items as they are good for. */
const DRAWN = ['iSlash', 'HTTP Request', 'bare loop'] as const;
const MOST_OF_OTHERS = 1000;

/** Whether a message costs the same, however many there are. */
export const flatness: Measurement = {
	name: 'flatness',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const times = new Map<string, number[]>();
		const key = (side: Side, items: number) => `${side} ${items}`;
		const wanted = scale.sizes.flatMap(({ items, rounds }) =>
			DRAWN.filter((side) => side === 'iSlash' || items <= MOST_OF_OTHERS).map((side) => ({
				side,
				items,
				rounds,
			})),
		);
		for (const side of DRAWN) await n8n.run(side, { count: 1000 });
		const most = Math.max(...scale.sizes.map(({ rounds }) => rounds));
		for (let round = 0; round < most; round++) {
			for (const { side, items, rounds } of wanted) {
				if (!isDue(round, rounds, most)) continue;
				const { nodeMs } = await n8n.run(side, { count: items });
				const known = times.get(key(side, items)) ?? [];
				times.set(key(side, items), [...known, nodeMs / items]);
			}
		}
		const perMessage = (side: Side, items: number) => median(times.get(key(side, items)) ?? []);
		const points = wanted.map(({ side, items }): Point => ({
			side,
			items,
			value: perMessage(side, items),
		}));
		const sizes = scale.sizes.map(({ items }) => items);
		return {
			rows: [
				{
					what: 'time per message at 10,000 items',
					against: 'at 100 items',
					measured: perMessage('iSlash', 10_000) / perMessage('iSlash', 100),
					unit: 'ratio',
					goal: atMost(1.2),
					details: sizes
						.map((items) => `${items}: ${perMessage('iSlash', items).toFixed(2)} ms`)
						.join(', '),
				},
			],
			points: { timePerMessage: points },
		};
	},
};

/** Spreads the few rounds of a large number evenly over the many of a small one. */
function isDue(round: number, rounds: number, most: number): boolean {
	return Math.floor(((round + 1) * rounds) / most) > Math.floor((round * rounds) / most);
}
