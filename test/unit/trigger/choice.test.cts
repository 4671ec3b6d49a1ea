import { choose } from '../../../nodes/ISlash/trigger/choice.ts';
import { readEvents } from '../../../nodes/ISlash/trigger/events.ts';

/** Which events a workflow starts on. */

const events = readEvents({
	messages: [{ id: '1', from: '85256872847' }, { strange: true }],
	statuses: [{ id: '2', recipient_id: '85261234567', status: 'read' }],
});
const chosen = (kinds: unknown, contacts?: unknown) =>
	choose(events, kinds, contacts).map(({ event }) => event);

test.each<[unknown, readonly string[]]>([
	[['message'], ['message']],
	[
		['status', 'message'],
		['message', 'status'],
	],
	['message', ['message']],
	['message, other', ['message', 'other']],
	[[], []],
	[undefined, []],
	['toString', []],
])('of the chosen kind %j are %j', (kinds, kept) => {
	expect(chosen(kinds)).toEqual(kept);
});

test.each<[unknown, readonly string[]]>([
	['', ['message', 'other', 'status']],
	[' , ', ['message', 'other', 'status']],
	[undefined, ['message', 'other', 'status']],
	['85256872847', ['message', 'other']],
	[85256872847, ['message', 'other']],
	['+852 5687-2847', ['message', 'other']],
	['0085256872847; 85261234567', ['message', 'other', 'status']],
	[['85261234567'], ['other', 'status']],
	['5687', ['other']],
	['nobody', ['other']],
])('of the contacts %j are %j, and what is not documented is of all', (contacts, kept) => {
	expect(chosen(['message', 'status', 'other'], contacts)).toEqual(kept);
});
