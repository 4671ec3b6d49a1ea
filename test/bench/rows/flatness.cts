import { atMost, type Finding, type Row } from '../row.cts';
import type { Scale } from '../scale.cts';
import type { Side } from '../sides.cts';
import type { Measurement, Stage } from '../stage.cts';
import { median } from '../statistics.cts';

/** Milliseconds per message of one side at one number of items, as often as it was measured. */
interface Series {
	readonly side: Side;
	readonly items: number;
	readonly rounds: number;
	readonly times: number[];
}

/** Whether a message costs the same, however many there are. */
export const flatness: Measurement = {
	name: 'flatness',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const all = scale.sizes.flatMap(({ items, rounds }) =>
			sidesFor(items, scale).map((side): Series => ({ side, items, rounds, times: [] })),
		);
		await n8n.run('iSlash', { count: 1000 });
		const most = Math.max(...scale.sizes.map(({ rounds }) => rounds));
		for (let round = 0; round < most; round++) {
			for (const { side, items, times } of all.filter(isDue(round, most))) {
				times.push((await n8n.run(side, { count: items })).nodeMs / items);
			}
		}
		const points = all.map(({ side, items, times }) => ({ side, items, value: median(times) }));
		return { rows: [row(all)], points: { timePerMessage: points } };
	},
};

/** Beside iSlash the others are drawn; the HTTP Request node connects for all items at once. */
function sidesFor(items: number, { mostOfOthers }: Scale): readonly Side[] {
	return items <= mostOfOthers ? ['iSlash', 'HTTP Request', 'bare loop'] : ['iSlash'];
}

/** Spreads the few rounds of a large number evenly over the many of a small one. */
const isDue =
	(round: number, most: number) =>
	({ rounds }: Series): boolean =>
		Math.floor(((round + 1) * rounds) / most) > Math.floor((round * rounds) / most);

function row(all: readonly Series[]): Row {
	const own = all.filter(({ side }) => side === 'iSlash');
	const at = (count: number) => median(own.find(({ items }) => items === count)?.times ?? []);
	return {
		what: 'time per message at 10,000 items',
		against: 'at 100 items',
		measured: at(10_000) / at(100),
		unit: 'ratio',
		goal: atMost(1.2),
		details: own.map(({ items }) => `${items}: ${at(items).toFixed(2)} ms`).join(', '),
	};
}
