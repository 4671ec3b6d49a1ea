import { runCommand } from '../../n8n/runCommand.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN } from '../../sandbox/server.cts';
import { atLeast, type Finding, type Row } from '../row.cts';
import type { Measurement, Stage } from '../stage.cts';
import { inRounds, median, medianRatio } from '../statistics.cts';

const COMPARED = ['iSlash with a file', 'HTTP Request with a file', 'curl'] as const;

/** How fast a large file is uploaded. */
export const throughput: Measurement = {
	name: 'throughput',
	measure: async (stage: Stage): Promise<Finding> => {
		const { n8n, scale } = stage;
		const file = await stage.file(scale.file);
		const measure = async (side: (typeof COMPARED)[number]): Promise<number> => {
			const ms =
				side === 'curl'
					? await uploadWithCurl(n8n.sandbox.url, file)
					: (await n8n.run(side, { count: 1, file })).nodeMs;
			return scale.file / (ms / 1000);
		};
		await inRounds(COMPARED, 1, measure);
		const speeds = await inRounds(COMPARED, scale.rounds, measure);
		const row = (side: 'HTTP Request with a file' | 'curl', against: string): Row => ({
			what: `upload throughput of a file of ${scale.file} MB`,
			against,
			measured: medianRatio(speeds['iSlash with a file'], speeds[side]),
			unit: 'ratio',
			goal: side === 'curl' ? undefined : atLeast(1.1),
			details: `${Math.round(median(speeds['iSlash with a file']))} MB/s against ${Math.round(median(speeds[side]))} MB/s`,
		});
		return {
			rows: [
				row('HTTP Request with a file', 'HTTP Request node'),
				row('curl', 'curl to the same sandbox, the limit'),
			],
		};
	},
};

/** @returns milliseconds */
async function uploadWithCurl(url: string, file: string): Promise<number> {
	const seconds = await runCommand('curl', [
		...['--silent', '--show-error', '--fail', '--output', '/dev/null'],
		...['--write-out', '%{time_total}'],
		...['--header', `X-USER-TOKEN: ${SANDBOX_TOKEN}`],
		...['--form', `session=${SANDBOX_SESSION_KEY}`, '--form', 'identity=85256872847'],
		...['--form', `file=@"${file}"`],
		`${url}/api/public/send-session-message`,
	]);
	return Number(seconds) * 1000;
}
