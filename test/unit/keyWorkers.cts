import type * as deduplication from '../../nodes/ISlash/delivery/deduplication/deduplication';
import { contextOn, type SlowKeys } from '../support/slowKeys.cts';

export type Worker = (
	key: string,
	over?: AbortSignal,
	earlier?: deduplication.Earlier,
) => Promise<deduplication.Claim>;

/** Every worker is a process of its own: it has its own copy of the modules. */
export function startWorkers(stored: SlowKeys): readonly [Worker, Worker] {
	const start = (): Worker => {
		let loaded: typeof deduplication | undefined;
		jest.isolateModules(() => {
			loaded = jest.requireActual<typeof deduplication>(
				'../../nodes/ISlash/delivery/deduplication/deduplication.ts',
			);
		});
		if (!loaded) throw new Error('The module was not loaded');
		const { Deduplication } = loaded;
		const goesOn = new AbortController().signal;
		const run = new Deduplication(contextOn(stored), goesOn);
		return async (key, over, earlier) =>
			await (over ? new Deduplication(contextOn(stored), over) : run).claim(key, () => earlier);
	};
	return [start(), start()];
}

export function keep(claim: deduplication.Claim): void {
	if (claim.kind !== 'claimed') throw new Error(`Nothing to keep: ${claim.kind}`);
	claim.keep();
}

export async function release(claim: deduplication.Claim): Promise<void> {
	if (claim.kind !== 'claimed') throw new Error(`Nothing to release: ${claim.kind}`);
	await claim.release();
}
