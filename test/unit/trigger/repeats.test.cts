import type { TriggerEvent } from '../../../nodes/ISlash/trigger/event.ts';
import { withoutRepeats, type Memory } from '../../../nodes/ISlash/trigger/repeats.ts';

/** A repeated message starts nothing. */

const raw = {};
const message = (
	messageId: string,
	channel: 'facebook' | 'whatsapp' = 'whatsapp',
): TriggerEvent => ({
	...{ event: 'message', channel, contactNumber: '852', messageId, type: 'text', text: '' },
	...{ sessionId: '', chatInput: '', raw },
});
const status = (messageId: string, state: string): TriggerEvent => ({
	...{ event: 'status', channel: 'whatsapp', contactNumber: '852', messageId, raw },
	status: state,
});
const many = (from: number, count: number) =>
	Array.from({ length: count }, (_, index) => message(`id-${from + index}`));

test('a message is new once, in one call and in later ones', () => {
	const memory: Memory = {};
	expect(withoutRepeats([message('1'), message('1'), message('2')], memory, 'once')).toHaveLength(
		2,
	);
	expect(withoutRepeats([message('2'), message('3')], memory, 'once')).toEqual([message('3')]);
});

test('each status of a message is new once', () => {
	const all = [status('1', 'sent'), status('1', 'read'), message('1'), message('1', 'facebook')];
	const memory: Memory = {};
	expect(withoutRepeats(all, memory, 'statuses')).toEqual(all);
	expect(withoutRepeats(all, memory, 'statuses')).toEqual([]);
});

test('an undocumented event is always new', () => {
	const other: TriggerEvent = { event: 'other', raw };
	const memory: Memory = {};
	expect(withoutRepeats([other, other], memory, 'other')).toEqual([other, other]);
	expect(memory).toEqual({});
});

test('another node of the same process has a memory of its own', () => {
	expect(withoutRepeats([message('1')], {}, 'w1 n1')).toHaveLength(1);
	expect(withoutRepeats([message('1')], {}, 'w1 n2')).toHaveLength(1);
});

test('another process knows what n8n has saved', () => {
	const memory: Memory = {};
	withoutRepeats([message('1')], memory, undefined);
	const saved = JSON.parse(JSON.stringify(memory)) as Memory;
	expect(withoutRepeats([message('1'), message('2')], saved, undefined)).toEqual([message('2')]);
});

test('this process knows a repeat also if n8n has not saved it yet, or lost it', () => {
	withoutRepeats([message('1')], {}, 'lost');
	expect(withoutRepeats([message('1')], {}, 'lost')).toEqual([]);
});

test('the last 1,000 are remembered, in a text of 15 kB', () => {
	const memory: Memory = {};
	withoutRepeats(many(0, 1001), memory, undefined);
	expect(String(memory.seen)).toHaveLength(1000 * 15 - 1);
	expect(withoutRepeats([message('id-0')], { ...memory }, undefined)).toHaveLength(1);
	expect(withoutRepeats([message('id-1'), message('id-1000')], { ...memory }, undefined)).toEqual(
		[],
	);
	withoutRepeats(many(0, 1001), {}, 'last');
	expect(withoutRepeats([message('id-0'), message('id-1')], {}, 'last')).toEqual([message('id-0')]);
});

test('the field is assigned only when something was added, so that n8n notices it', () => {
	let assigned = 0;
	const memory = new Proxy<Memory>({}, { set: (...all) => (assigned++, Reflect.set(...all)) });
	withoutRepeats([message('1')], memory, undefined);
	expect(assigned).toBe(1);
	withoutRepeats([message('1')], memory, undefined);
	expect(assigned).toBe(1);
});

test.each([[7], [null], [['a']], [{}], ['']])('a memory that holds %j is an empty one', (seen) => {
	expect(withoutRepeats([message('1')], { seen }, undefined)).toHaveLength(1);
});

test('200,000 messages have as many keys', () => {
	const memory: Memory = {};
	let fresh = 0;
	const keys = new Set<string>();
	for (let from = 0; from < 200_000; from += 1000) {
		fresh += withoutRepeats(many(from, 1000), memory, undefined).length;
		for (const key of String(memory.seen).split(' ')) keys.add(key);
	}
	expect(fresh).toBe(200_000);
	expect(keys.size).toBe(200_000);
});
