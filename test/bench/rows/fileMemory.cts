import type { Measured } from '../benchN8n.cts';
import { atMost, type Finding, type Row } from '../row.cts';
import type { Side } from '../sides.cts';
import { MEGABYTE, type Measurement, type Stage } from '../stage.cts';
import { inRounds, median, spread } from '../statistics.cts';

const WITH_FILE = ['iSlash with a file', 'HTTP Request with a file', 'Blob with a file'] as const;
const COMPARED = ['iSlash', ...WITH_FILE] as const;

/**
 * How much memory n8n needs to send a file, over what it needs to send a text from the same
 * workflow, in which the file is made but left where it is.
 */
export const fileMemory: Measurement = {
	name: 'file memory',
	measure: async (stage: Stage): Promise<Finding> => {
		const { n8n, scale } = stage;
		const file = await stage.file(scale.file);
		const measure = async (side: Side): Promise<Measured> => {
			await n8n.restart();
			return await n8n.run(side, { count: 1, file });
		};
		const results = await inRounds(COMPARED, scale.freshProcesses, measure);
		const text = median(results.iSlash.map(peakMegabytes));
		const rows = WITH_FILE.map((side): Row => {
			const peaks = results[side].map(peakMegabytes);
			return {
				what: `peak memory for a file of ${scale.file} MB, ${side}`,
				against: 'the same workflow, which sends a text in its place',
				measured: median(peaks) - text,
				unit: 'MB',
				goal: side === 'iSlash with a file' ? atMost(40) : undefined,
				details: `${Math.round(median(peaks))} MB (${spread(peaks)}) against ${Math.round(text)} MB (${spread(results.iSlash.map(peakMegabytes))})`,
			};
		});
		const points = WITH_FILE.map((side, index) => ({ side, value: rows[index]?.measured ?? 0 }));
		return { rows, points: { fileMemory: points } };
	},
};

const peakMegabytes = ({ peak }: Measured) => peak / MEGABYTE;
