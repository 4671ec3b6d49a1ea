import { stat } from 'node:fs/promises';
import { atMost, type Finding } from '../row.cts';
import type { Measurement, Stage } from '../stage.cts';

/** What a user downloads. */
export const tarball: Measurement = {
	name: 'tarball',
	measure: async ({ packed }: Stage): Promise<Finding> => {
		const { size } = await stat(packed.tarball);
		return {
			rows: [
				{
					what: 'size of the tarball',
					against: '',
					measured: size / 1000,
					unit: 'kB',
					goal: atMost(100),
					details: `${size} bytes`,
				},
			],
		};
	},
};
