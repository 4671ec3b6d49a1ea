import { atLeast, type Finding, type Goal, type Row } from '../row.cts';
import type { Side } from '../sides.cts';
import { inRounds, median, spread } from '../statistics.cts';
import type { Measurement, Stage } from '../stage.cts';

const LATENCY_MS = 100;

/** Who sends, how many messages at the same time, and how well it has to do. */
const COMPARED: readonly { readonly side: Side; readonly atOnce: number; readonly goal?: Goal }[] =
	[
		{ side: 'iSlash, 10 at a time', atOnce: 10, goal: atLeast(0.9) },
		{ side: 'bare loop, 10 at a time', atOnce: 10 },
		// What a message costs that nothing else keeps waiting: no number at the same time does better.
		{ side: 'bare loop, one at a time', atOnce: 1 },
	];

/** How well the waiting for a slow API is hidden by sending to several contacts at once. */
export const slowApi: Measurement = {
	name: 'slow API',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const sides = COMPARED.map(({ side }) => side);
		const countOf = (atOnce: number) => (scale.slowContacts * atOnce) / 10;
		const measure = async (side: Side) => {
			const { atOnce = 1 } = COMPARED.find((one) => one.side === side) ?? {};
			return (await n8n.run(side, { count: countOf(atOnce) })).nodeMs;
		};
		await inRounds(sides, 1, measure);
		await n8n.sandbox.setLatency(LATENCY_MS);
		const times = await inRounds(sides, scale.rounds, measure).finally(
			async () => await n8n.sandbox.setLatency(0),
		);
		const rows = COMPARED.map(({ side, atOnce, goal }): Row => {
			const count = countOf(atOnce);
			const ideal = (count * LATENCY_MS) / atOnce;
			return {
				what: `${count} contacts, the API takes ${LATENCY_MS} ms, ${side}`,
				against: `ideal: ${count} × ${LATENCY_MS} ms / ${atOnce} = ${ideal} ms`,
				measured: ideal / median(times[side]),
				unit: 'ratio',
				goal,
				details: `${median(times[side])} ms (${spread(times[side])})`,
			};
		});
		return { rows };
	},
};
