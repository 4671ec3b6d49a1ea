import { join } from 'node:path';
import { communityFolder } from '../../n8n/packedPackage.cts';
import { runCommand } from '../../n8n/runCommand.cts';
import { atMost, type Finding, type Row } from '../row.cts';
import type { Measurement, Stage } from '../stage.cts';
import { inRounds, median, medianRatio } from '../statistics.cts';

const PROBE = join(__dirname, '..', 'loadProbe.cts');

/** Processes for one round: starting one is quick and its time varies. */
const PER_ROUND = 3;

/** How long n8n takes to load the node and its credential, in a fresh process. */
export const loading: Measurement = {
	name: 'loading',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const { host, home } = n8n;
		const modules = join(host.folder, 'node_modules');
		const ours = join(communityFolder(home), 'node_modules', 'n8n-nodes-islash', 'dist');
		const theirs = join(modules, 'n8n-nodes-base', 'dist');
		const files = {
			ours: [
				join(ours, 'nodes', 'ISlash', 'ISlash.node.js'),
				join(ours, 'credentials', 'ISlashApi.credentials.js'),
			],
			theirs: [
				join(theirs, 'nodes', 'HttpRequest', 'HttpRequest.node.js'),
				join(theirs, 'credentials', 'HttpHeaderAuth.credentials.js'),
			],
		};
		const compare = async (before: readonly string[], against: string): Promise<Row> => {
			const times = await inRounds(['ours', 'theirs'], scale.rounds * PER_ROUND, async (which) =>
				Number(
					await runCommand(host.node, [PROBE, before.join(), ...files[which]], {
						// n8n sets it, so that packages find n8n-workflow, which they do not bring along.
						env: { ...process.env, NODE_PATH: modules, NODE_NO_WARNINGS: '1' },
					}),
				),
			);
			return {
				what: 'loading the node and its credential',
				against,
				measured: medianRatio(times.ours, times.theirs),
				unit: 'ratio',
				goal: before.length > 0 ? atMost(0.05) : undefined,
				details: `${median(times.ours).toFixed(1)} ms against ${median(times.theirs).toFixed(1)} ms`,
			};
		};
		return {
			rows: [
				await compare(
					[join(modules, 'n8n-workflow')],
					'HTTP Request node and header credential, n8n-workflow loaded before, as in n8n',
				),
				await compare([], 'the same, with loading n8n-workflow on both sides'),
			],
		};
	},
};
