import type { Measured } from '../benchN8n.cts';
import { atMost, type Finding } from '../row.cts';
import type { Side } from '../sides.cts';
import { inRounds, median, medianRatio, spread } from '../statistics.cts';
import type { Measurement, Stage } from '../stage.cts';

const COMPARED = ['iSlash', 'HTTP Request', 'bare loop', 'bare loop with credential'] as const;

type Results = Readonly<Record<(typeof COMPARED)[number], readonly Measured[]>>;

/** What a text message costs when the API answers at once. */
export const textMessages: Measurement = {
	name: 'text messages',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const order = { count: scale.textMessages };
		const measure = async (side: Side) => await n8n.run(side, order);
		await inRounds(COMPARED, 1, measure);
		const results = await inRounds(COMPARED, scale.rounds, measure);
		return {
			rows: [
				compare(results, 'HTTP Request', 'HTTP Request node, header-auth credential', 0.5),
				compare(results, 'bare loop', "bare loop of n8n's httpRequest, ready header"),
				compare(
					results,
					'bare loop with credential',
					'the same loop with n8n adding the token from a credential, as it asks of nodes',
					1.1,
				),
				sandboxShare(results.iSlash),
			],
		};
	},
};

function compare(
	results: Results,
	side: Exclude<keyof Results, 'iSlash'>,
	against: string,
	goal?: number,
) {
	const [ours, theirs] = [results.iSlash.map(nodeMs), results[side].map(nodeMs)];
	return {
		what: 'node time per text message',
		against,
		measured: medianRatio(ours, theirs),
		unit: 'ratio' as const,
		goal: goal === undefined ? undefined : atMost(goal),
		details:
			`${median(ours)} ms (${spread(ours)}) against ${median(theirs)} ms (${spread(theirs)}), ` +
			`processor time ${medianRatio(results.iSlash.map(cpuMs), results[side].map(cpuMs)).toFixed(2)}`,
	};
}

/** The sandbox runs beside n8n; as long as it is not busy all the time, n8n does not wait for it. */
function sandboxShare(runs: readonly Measured[]) {
	const shares = runs.map(({ sandboxMs, nodeMs: time }) => sandboxMs / time);
	return {
		what: 'share of the time in which the sandbox was busy with these messages',
		against: 'one core',
		measured: median(shares),
		unit: 'ratio' as const,
		details: 'processor time of its process while the node ran',
	};
}

const nodeMs = (run: Measured) => run.nodeMs;
const cpuMs = (run: Measured) => run.cpuMs;
