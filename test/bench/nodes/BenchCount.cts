import { writeFileSync } from 'node:fs';
import type { Session } from 'node:inspector';
import { join } from 'node:path';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** What BenchItems left behind. */
interface Clocks {
	readonly session: Session | undefined;
	readonly cpu: NodeJS.CpuUsage;
}

/** Stops the clocks, and always gives a short answer. */
export class BenchCount implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Bench Count',
		name: 'benchCount',
		group: ['output'],
		version: 1,
		description: 'Counts the items of a benchmark',
		defaults: { name: 'Bench Count' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { bench } = globalThis as unknown as { readonly bench: Clocks };
		const { user, system } = process.cpuUsage(bench.cpu);
		const profile = bench.session && saveProfile(bench.session);
		const count = this.getInputData().length;
		const executionId = this.getExecutionId();
		return [[{ json: { count, executionId, cpuMs: (user + system) / 1000, profile } }]];
	}
}

/** @returns the file with the recording */
function saveProfile(session: Session): string {
	const file = join(__dirname, `${process.hrtime.bigint()}.cpuprofile`);
	session.post('Profiler.stop', (_error, { profile }) => {
		writeFileSync(file, JSON.stringify(profile));
	});
	session.disconnect();
	return file;
}
