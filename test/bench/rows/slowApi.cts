import { atLeast, type Finding } from '../row.cts';
import { median, spread } from '../statistics.cts';
import type { Measurement, Stage } from '../stage.cts';

const LATENCY_MS = 100;
const AT_ONCE = 10;

/** How well the waiting for a slow API is hidden by sending to several contacts at once. */
export const slowApi: Measurement = {
	name: 'slow API',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const count = scale.slowContacts;
		const times: number[] = [];
		await n8n.run('iSlash, 10 at a time', { count });
		await n8n.sandbox.setLatency(LATENCY_MS);
		try {
			for (let round = 0; round < scale.rounds; round++) {
				times.push((await n8n.run('iSlash, 10 at a time', { count })).nodeMs);
			}
		} finally {
			await n8n.sandbox.setLatency(0);
		}
		const ideal = (count * LATENCY_MS) / AT_ONCE;
		return {
			rows: [
				{
					what: `${count} contacts, the API takes ${LATENCY_MS} ms, ${AT_ONCE} at a time`,
					against: `ideal: ${count} × ${LATENCY_MS} ms / ${AT_ONCE} = ${ideal} ms`,
					measured: ideal / median(times),
					unit: 'ratio',
					goal: atLeast(0.95),
					details: `${median(times)} ms (${spread(times)})`,
				},
			],
		};
	},
};
