import { sleep } from 'n8n-workflow';

/** How quickly a wait notices that the execution was stopped, in milliseconds. */
const NOTICE = 200;

/** Waits, or until the execution is stopped. n8n's sleep cannot be cut short, so it comes in slices. */
export async function pause(milliseconds: number, stopped?: AbortSignal): Promise<void> {
	const end = Date.now() + milliseconds;
	for (let left = milliseconds; left > 0 && !stopped?.aborted; left = end - Date.now()) {
		await sleep(Math.min(left, NOTICE));
	}
}

/** Lets one message start at a time, with at least so many milliseconds between two starts. */
export function turns(minInterval: number, stopped?: AbortSignal): () => Promise<void> {
	let next = 0;
	return async () => {
		if (minInterval === 0) return;
		const now = Date.now();
		const start = Math.max(now, next);
		next = start + minInterval;
		await pause(start - now, stopped);
	};
}
