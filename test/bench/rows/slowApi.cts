import { atLeast, type Finding, type Row } from '../row.cts';
import type { Side } from '../sides.cts';
import { inRounds, median, spread } from '../statistics.cts';
import type { Measurement, Stage } from '../stage.cts';

const LATENCY_MS = 100;
const AT_ONCE = 10;
const COMPARED = ['iSlash, 10 at a time', 'bare loop, 10 at a time'] as const;

/** How well the waiting for a slow API is hidden by sending to several contacts at once. */
export const slowApi: Measurement = {
	name: 'slow API',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const count = scale.slowContacts;
		const measure = async (side: Side) => (await n8n.run(side, { count })).nodeMs;
		await inRounds(COMPARED, 1, measure);
		await n8n.sandbox.setLatency(LATENCY_MS);
		const times = await inRounds(COMPARED, scale.rounds, measure).finally(
			async () => await n8n.sandbox.setLatency(0),
		);
		const ideal = (count * LATENCY_MS) / AT_ONCE;
		const row = (side: (typeof COMPARED)[number]): Row => ({
			what: `${count} contacts, the API takes ${LATENCY_MS} ms, ${side}`,
			against: `ideal: ${count} × ${LATENCY_MS} ms / ${AT_ONCE} = ${ideal} ms`,
			measured: ideal / median(times[side]),
			unit: 'ratio',
			goal: side === 'iSlash, 10 at a time' ? atLeast(0.95) : undefined,
			details: `${median(times[side])} ms (${spread(times[side])})`,
		});
		return { rows: COMPARED.map(row) };
	},
};
