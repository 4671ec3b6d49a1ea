import type { IContextObject } from 'n8n-workflow';

import { pause } from './wait';

/** How long a call sleeps at most before it looks whether the run is over, in milliseconds. */
const LOOK_AGAIN = 1000;

/** Per execution, and in it per contact: the end of the last call that was made. */
const lastCalls = new WeakMap<IContextObject, Map<string, Promise<unknown>>>();

/** The place of a tool's call among those of its execution. */
export interface Ticket {
	/** Resolves when the calls made before have got into their lanes, or ended without. */
	readonly before: Promise<void>;
	/** Lets the calls made afterwards go on. */
	readonly pass: () => void;
}

const lastTickets = new WeakMap<IContextObject, Promise<void>>();

/**
 * Keeps calls in the order in which they were made, however long each takes to be read and checked.
 * To be called before anything is waited for.
 */
export function takeTicket(execution: IContextObject): Ticket {
	const before = lastTickets.get(execution) ?? Promise.resolve();
	let pass = () => {};
	const passed = new Promise<void>((resolve) => {
		pass = resolve;
	});
	lastTickets.set(
		execution,
		before.then(async () => await passed),
	);
	return { before, pass };
}

/**
 * Does the work of a tool's call once the calls made before it for the same contact have ended. An
 * agent may ask for several at once; n8n then runs the node several times side by side, each time
 * with one item, so that no run knows of another's message.
 *
 * @param execution the node's context, which all calls of an execution share
 * @param over ends the waiting
 * @returns what the work returns; nothing when the run was over before its turn came
 */
export async function afterEarlierCalls<T>(
	execution: IContextObject,
	lane: string,
	over: AbortSignal,
	work: () => Promise<T>,
): Promise<T | undefined> {
	const calls = lastCalls.get(execution) ?? new Map<string, Promise<unknown>>();
	lastCalls.set(execution, calls);
	const call = waitFor(calls.get(lane), over).then(async () =>
		over.aborted ? undefined : await work(),
	);
	calls.set(
		lane,
		call.catch(() => {}),
	);
	return await call;
}

async function waitFor(earlier: Promise<unknown> | undefined, over: AbortSignal): Promise<void> {
	let isOver = earlier === undefined;
	const end = earlier?.then(() => {
		isOver = true;
	});
	while (!isOver && !over.aborted) await Promise.race([end, pause(LOOK_AGAIN, over)]);
}
