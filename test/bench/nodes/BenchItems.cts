import { createReadStream, writeFileSync } from 'node:fs';
import { Session } from 'node:inspector';
import { basename } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import type { IExecuteFunctions, INodeExecutionData, INodeType } from 'n8n-workflow';

/** What the benchmark posts to the workflow. */
interface Order {
	readonly count: number;
	/** A file of this machine that every item gets a copy of in n8n's binary store. */
	readonly file?: string;
	/** Whether to record where the sending node's time goes. */
	readonly profile?: boolean;
}

/** Makes as many items as were asked for, each for another contact, and starts the clocks. */
export class BenchItems implements INodeType {
	description: INodeType['description'] = {
		displayName: 'Bench Items',
		name: 'benchItems',
		group: ['input'],
		version: 1,
		description: 'Makes the items of a benchmark',
		defaults: { name: 'Bench Items' },
		inputs: ['main'],
		outputs: ['main'],
		properties: [],
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const { count, file, profile } = this.getInputData()[0]?.json.body as unknown as Order;
		const items: INodeExecutionData[] = [];
		for (let index = 0; index < count; index++) {
			const number = String(85_200_000_000 + index);
			const json = { number, text: `Your order ${index} is on its way` };
			items.push(
				file === undefined ? { json } : { json, binary: { data: await store(this, file) } },
			);
		}
		if (file !== undefined) forgetMaking();
		const session = profile ? startProfile() : undefined;
		Object.assign(globalThis, { bench: { session, cpu: process.cpuUsage() } });
		return [items];
	}
}

async function store(context: IExecuteFunctions, file: string) {
	const bytes = createReadStream(file);
	return await context.helpers.prepareBinaryData(bytes, basename(file), 'application/octet-stream');
}

/** Memory for putting the files into n8n's store is not memory for sending them. */
function forgetMaking(): void {
	setFlagsFromString('--expose-gc');
	(runInNewContext('gc') as () => void)();
	// Resets the kernel's count of this process's peak memory.
	writeFileSync('/proc/self/clear_refs', '5');
}

function startProfile(): Session {
	const session = new Session();
	session.connect();
	session.post('Profiler.enable');
	session.post('Profiler.start');
	return session;
}
