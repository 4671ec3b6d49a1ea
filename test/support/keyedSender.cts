import { DataDeduplicationService } from 'n8n-core';
import { Deduplicator } from './deduplicator.cts';
import { CONTINUE, message, outcomesOf, send } from './send.cts';
import { SharedKeys } from './sharedKeys.cts';

/** The order for a separate process: a message per key, whose text is the key. */
export interface KeyedOrder {
	readonly host: string;
	readonly workflowId: string;
	readonly keys: readonly string[];
}

const OPTIONS = { deduplicationKey: '={{ $json.text }}', maxConcurrency: 50 };

async function carryOut({ host, workflowId, keys }: KeyedOrder): Promise<void> {
	const items = keys.map((key, index) => message(String(20_000 + index), key));
	const run = await send({ host, options: OPTIONS, node: CONTINUE }, items, { workflowId });
	process.send?.(outcomesOf(run));
}

/** @param folder where the processes keep their keys */
async function main(folder: string): Promise<void> {
	// n8n lets it be made once only, and the harness has made one for a single process.
	const service = DataDeduplicationService.getInstance();
	Object.assign(service, { deduplicator: new Deduplicator(new SharedKeys(folder)) });
	process.on('message', (order) => void carryOut(order as KeyedOrder));
	// So that the engine is there when the first order comes.
	await send({ host: 'nobody.invalid', node: CONTINUE }, [message('20000', '')]);
	process.send?.('ready');
}

void main(process.argv[2] ?? '');
