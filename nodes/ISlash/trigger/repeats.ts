import type { TriggerEvent } from './event';

/** How many messages and statuses a node remembers. */
const REMEMBERED = 1000;

/** Where a node keeps what it remembers: n8n's static data, which other processes see once it is saved. */
export interface Memory {
	seen?: unknown;
}

/**
 * What the nodes of this process have seen. n8n saves its static data after the call, too late for
 * a repeat that arrives at the same moment.
 */
const seenHere = new Map<string, readonly string[]>();

/**
 * Removes the events that were seen before, and remembers the others.
 *
 * @param node identifies the node in this process; without it, only `memory` counts
 */
export function withoutRepeats(
	events: readonly TriggerEvent[],
	memory: Memory,
	node: string | undefined,
): readonly TriggerEvent[] {
	const here = node === undefined ? [] : (seenHere.get(node) ?? []);
	const seen = new Set([...readSeen(memory.seen), ...here]);
	const added: string[] = [];
	const fresh = events.filter((event) => {
		const key = keyOf(event);
		if (key === undefined) return true;
		if (seen.has(key)) return false;
		seen.add(key);
		added.push(key);
		return true;
	});
	if (added.length === 0) return fresh;
	if (node !== undefined) seenHere.set(node, [...here, ...added].slice(-REMEMBERED));
	memory.seen = [...readSeen(memory.seen), ...added].slice(-REMEMBERED).join(' ');
	return fresh;
}

/** n8n notices assignments, but not changes inside a value, so the keys are kept in one text. */
function readSeen(seen: unknown): readonly string[] {
	return typeof seen === 'string' && seen !== '' ? seen.split(' ') : [];
}

function keyOf(event: TriggerEvent): string | undefined {
	if (event.event === 'other') return undefined;
	const status = event.event === 'status' ? event.status : '';
	return hash(JSON.stringify([event.event, event.channel, event.messageId, status]));
}

/** 64 bits in 14 characters, from two 32-bit sums (FNV-1a with different starts and a final mix). */
function hash(text: string): string {
	return sum(text, 0x811c9dc5) + sum(text, 0x3ad6f1c7);
}

function sum(text: string, start: number): string {
	let state = start;
	for (let index = 0; index < text.length; index++) {
		state = Math.imul(state ^ text.charCodeAt(index), 0x01000193);
		state ^= state >>> 15;
	}
	state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
	state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
	return ((state ^ (state >>> 16)) >>> 0).toString(36).padStart(7, '0');
}
