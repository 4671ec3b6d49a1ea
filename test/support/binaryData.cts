import { BinaryDataConfig, BinaryDataService } from 'n8n-core';
import { Container } from './n8nServices.cts';

/** Where n8n keeps files: in memory within the item, or in a folder. */
export type BinaryMode = 'default' | 'filesystem';

let current: BinaryMode | undefined;

/**
 * Sets n8n's binary data mode for everything that is stored from now on in this process.
 * Files that were stored in another mode before stay readable.
 */
export async function useBinaryMode(mode: BinaryMode): Promise<void> {
	if (mode === current) return;
	current = mode;
	Container.get(BinaryDataConfig).mode = mode;
	await Container.get(BinaryDataService).init();
}
