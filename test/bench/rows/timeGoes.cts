import { readFile } from 'node:fs/promises';
import { sharesOf, type Profile } from '../profile.cts';
import type { Finding, TimeShare } from '../row.cts';
import type { Side } from '../sides.cts';
import type { Measurement, Stage } from '../stage.cts';

/** Where the time of a text message goes, from a recording of n8n's process. */
export const timeGoes: Measurement = {
	name: 'where the time goes',
	measure: async ({ n8n, scale }: Stage): Promise<Finding> => {
		const count = scale.textMessages;
		const record = async (side: Side): Promise<ReadonlyMap<string, number>> => {
			await n8n.run(side, { count });
			const { profile } = await n8n.run(side, { count, profile: true });
			if (profile === undefined) throw new Error('n8n made no recording');
			return sharesOf(JSON.parse(await readFile(profile, 'utf8')) as Profile);
		};
		const [ours, bare] = [await record('iSlash'), await record('bare loop')];
		const perMessage = (shares: ReadonlyMap<string, number>, where: string) =>
			(shares.get(where) ?? 0) / count;
		const timeGoes = [...ours.keys()].map((where): TimeShare => ({
			where,
			iSlash: perMessage(ours, where),
			bareLoop: perMessage(bare, where),
		}));
		return { rows: [], timeGoes };
	},
};
