import { atMost, type Finding } from '../row.cts';
import { MEGABYTE, type Measurement, type Stage } from '../stage.cts';
import { inRounds, median, medianRatio, spread } from '../statistics.cts';

const FEW = 2;

/** Whether memory grows with the number of files. */
export const manyFiles: Measurement = {
	name: 'many files',
	measure: async (stage: Stage): Promise<Finding> => {
		const { n8n, scale } = stage;
		const { count, size } = scale.manyFiles;
		const file = await stage.file(size);
		const peaks = await inRounds(['many', 'few'], scale.freshProcesses, async (which) => {
			await n8n.restart();
			const order = { count: which === 'many' ? count : FEW, file };
			return (await n8n.run('iSlash with a file', order)).peak / MEGABYTE;
		});
		return {
			rows: [
				{
					what: `peak memory for ${count} files of ${size} MB, 10 at a time`,
					against: `the same run with ${FEW} files`,
					measured: medianRatio(peaks.many, peaks.few),
					unit: 'ratio',
					goal: atMost(1.2),
					details: `${Math.round(median(peaks.many))} MB (${spread(peaks.many)}) against ${Math.round(median(peaks.few))} MB (${spread(peaks.few)}), the whole n8n process`,
				},
			],
		};
	},
};
