import fc from 'fast-check';
import type { TriggerEvent } from '../../../nodes/ISlash/trigger/event.ts';
import { readEvents } from '../../../nodes/ISlash/trigger/events.ts';

/** Whatever a call holds, it is read, and nothing is made up. */

/** Values at any depth, which everything in an event has to come from. */
function leavesOf(value: unknown): unknown[] {
	if (typeof value !== 'object' || value === null) return [value];
	return Object.values(value).flatMap(leavesOf);
}

const words = fc.constantFrom(
	...['id', 'from', 'wa_id', 'type', 'text', 'body', 'image', 'caption', 'voice', 'sequence'],
	...['messages', 'statuses', 'contacts', 'status', 'recipient_id', 'errors', 'profile', 'name'],
	...['interactive', 'button_reply', 'title', 'object', 'page', 'entry', 'messaging', 'sender'],
	...['message', 'mid', 'timestamp', '__proto__', 'constructor', 'toString', '1649756854', ''],
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
	tree: fc.oneof(
		{ maxDepth: 3 },
		fc.oneof(words, fc.integer(), fc.constant(null), fc.boolean(), fc.double(), fc.string()),
		fc.array(tie('tree'), { maxLength: 2 }),
		fc.dictionary(words, tie('tree'), { maxKeys: 3 }),
	),
}));
/** The value that belongs there, or any other. */
const or = (likely: fc.Arbitrary<unknown>) =>
	fc.oneof({ arbitrary: likely, weight: 5 }, { arbitrary: tree, weight: 1 });
const id = or(fc.oneof(fc.constantFrom('85256872847', 'ABG1'), fc.integer(), fc.string()));
const entry = fc.record(
	{
		...{ id, from: id, wa_id: id, recipient_id: id, status: id, sequence: id, timestamp: id },
		...{ type: or(words), text: or(fc.record({ body: or(fc.string()) })), image: tree },
		...{ interactive: or(fc.record({ button_reply: or(fc.record({ title: id })) })) },
		...{ profile: or(fc.record({ name: id })), errors: tree },
		...{ sender: or(fc.record({ id })), message: or(fc.record({ mid: id, text: id })) },
	},
	{ requiredKeys: [] },
);
const body = fc.oneof(
	fc.dictionary(words, tree, { maxKeys: 6 }),
	fc.record({
		messages: fc.array(entry, { maxLength: 3 }),
		statuses: fc.array(entry, { maxLength: 3 }),
		contacts: tree,
	}),
	fc.record({
		object: fc.constant('page'),
		entry: fc.array(fc.record({ messaging: fc.array(entry, { maxLength: 3 }) })),
	}),
);

/** What is in an event and not in the call, or not where it should be. */
function inventedIn(event: TriggerEvent, any: unknown): readonly unknown[] {
	if (event.event === 'other') return [];
	const inRaw = new Set(leavesOf(event.raw).map(String));
	const anywhere = new Set(leavesOf(any).map(String));
	const { channel, contactNumber, messageId } = event;
	const ids = [contactNumber, messageId].filter((id) => !inRaw.has(id));
	if (event.event === 'status') return [...ids, event.status].filter((one) => !inRaw.has(one));
	const { chatInput, name, sessionId, text } = event;
	return [
		...ids,
		...[text].filter((one) => one !== '' && !inRaw.has(one)),
		...[name].filter((one) => one !== undefined && !anywhere.has(one)),
		...[sessionId].filter((one) => one !== `${channel}:${contactNumber}`),
		...[chatInput].filter((one) => one !== text),
	];
}

test('10,000 bodies of any kind give events of which nothing is invented', () => {
	let known = 0;
	fc.assert(
		fc.property(body, (any) => {
			const given = JSON.stringify(any);
			const events = readEvents(any as never);
			known += events.filter(({ event }) => event !== 'other').length;
			const foreign = events.filter(({ raw }) => !given.includes(JSON.stringify(raw)));
			const invented = events.flatMap((event) => inventedIn(event, any));
			const isSame = JSON.stringify(any) === given;
			return events.length > 0 && foreign.length === 0 && invented.length === 0 && isSame;
		}),
		{ numRuns: 10_000 },
	);
	expect(known).toBeGreaterThan(1000);
}, 120_000);
