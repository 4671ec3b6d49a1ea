import { setTimeout as wait } from 'node:timers/promises';

/** Waits until it holds. False if it does not within this time. */
export async function until(
	holds: () => boolean | Promise<boolean>,
	withinMs = 30_000,
): Promise<boolean> {
	const deadline = Date.now() + withinMs;
	while (!(await holds())) {
		if (Date.now() > deadline) return false;
		await wait(200);
	}
	return true;
}
