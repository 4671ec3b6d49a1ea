import fc from 'fast-check';
import { readEvents } from '../../../nodes/ISlash/trigger/events.ts';
import { webhooks } from '../samples/webhooks/index.cts';

/** What iSlash tells in a call becomes events, and nothing else does. */

/** A WhatsApp message with these fields, as iSlash calls with it. */
const message = (fields: object) => ({
	messages: [{ from: '85256872847', id: 'ABG1', timestamp: '1649756854', ...fields }],
});
const only = (body: object) => {
	const [event, ...others] = readEvents(body as never);
	expect(others).toEqual([]);
	return event;
};

describe('a sample of the vendor is read to the letter', () => {
	test('a text on WhatsApp', () => {
		expect(readEvents(webhooks.whatsappText)).toEqual([
			{
				event: 'message',
				channel: 'whatsapp',
				contactNumber: '85256872847',
				name: 'iSlash',
				messageId: 'ABGGhSlIRoQvAgo-sL8KNOJ1WUnK',
				type: 'text',
				text: 'testing',
				timestamp: '2022-04-12T09:47:34.000Z',
				sessionId: 'whatsapp:85256872847',
				chatInput: 'testing',
				raw: webhooks.whatsappText.messages[0],
			},
		]);
	});

	test('a picture on WhatsApp', () => {
		expect(readEvents(webhooks.whatsappImage)).toEqual([
			{
				event: 'message',
				channel: 'whatsapp',
				contactNumber: '85256872847',
				name: 'iSlash',
				messageId: 'ABGGhSlIRoQvAgo-sB6rm0wvh_fz',
				type: 'image',
				text: '',
				media: {
					id: '5774c685-a393-42d9-a0d2-8e9c57690348',
					mimeType: 'image/jpeg',
					sha256: '5b743dde51ec4e888f1b16e9773bafc2a36a4f0e729f2e6f60017623b9fb6069',
				},
				timestamp: '2022-04-13T07:14:16.000Z',
				sessionId: 'whatsapp:85256872847',
				chatInput: '',
				raw: webhooks.whatsappImage.messages[0],
			},
		]);
	});

	test('a status', () => {
		expect(readEvents(webhooks.whatsappStatus)).toEqual([
			{
				event: 'status',
				channel: 'whatsapp',
				contactNumber: '85256872847',
				messageId: 'gBGGhSlIRoQvAgkGNTcduk8W2CQ',
				status: 'delivered',
				timestamp: '2022-04-13T01:13:17.000Z',
				raw: webhooks.whatsappStatus.statuses[0],
			},
		]);
	});

	test('a text on Facebook', () => {
		expect(readEvents(webhooks.facebookText)).toEqual([
			{
				event: 'message',
				channel: 'facebook',
				contactNumber: '5696251489156017',
				messageId:
					'm_P10R86QejqZGH_elIs8rtx-fllvb5gZ6gtMVyjR2CaW96qcItvaMPY0Os84-jit8H5cVZDdmzXFBRfN3eFqD7A',
				type: 'text',
				text: 'Hi',
				timestamp: '2023-08-21T07:41:07.024Z',
				sessionId: 'facebook:5696251489156017',
				chatInput: 'Hi',
				raw: webhooks.facebookText.entry[0]?.messaging[0],
			},
		]);
	});
});

test("in Meta's form the name stands in a list beside the message", () => {
	expect(only(webhooks.metaText)).toMatchObject({
		contactNumber: '16315551234',
		name: 'Kerry Fisher',
		text: 'Hello this is an answer',
	});
	expect(only(webhooks.metaLocation)).toMatchObject({
		type: 'location',
		text: '',
		raw: { location: { name: 'Main Street Beach', latitude: 38.9806263495 } },
	});
});

test("another contact's name is never taken", () => {
	const body = { ...webhooks.metaText, contacts: [{ wa_id: '999', profile: { name: 'Ann' } }] };
	expect(only(body)).not.toHaveProperty('name');
});

test.each([
	['document', { id: 'D1', filename: 'bill.pdf', mime_type: 'application/pdf', caption: 'Bill' }],
	['audio', { id: 'A1', mime_type: 'audio/ogg' }],
	['voice', { id: 'V1', mime_type: 'audio/ogg; codecs=opus', sha256: 'ab' }],
	['video', { id: 'M1', mime_type: 'video/mp4', caption: 'Look' }],
	['sticker', { id: 'S1', mime_type: 'image/webp' }],
])('a file of type %s gives its media and its caption', (type, content) => {
	const { id, mime_type: mimeType, filename: fileName, caption, sha256 } = content as never;
	const given = { id, mimeType, sha256, caption, fileName };
	expect(only(message({ type, [type]: content }))).toMatchObject({
		type,
		text: caption ?? '',
		chatInput: caption ?? '',
		media: JSON.parse(JSON.stringify(given)) as object,
	});
});

test.each([
	['button', { button: { text: 'Yes', payload: 'YES_1' } }, 'Yes'],
	[
		'interactive',
		{ interactive: { type: 'button_reply', button_reply: { id: '1', title: 'Red' } } },
		'Red',
	],
	[
		'interactive',
		{
			interactive: {
				type: 'list_reply',
				list_reply: { id: '2', title: 'Blue', description: 'sky' },
			},
		},
		'Blue',
	],
	['location', { location: { latitude: 1, longitude: 2, name: 'Here' } }, ''],
	['contacts', { contacts: [{ name: { formatted_name: 'Ann' } }] }, ''],
	['reaction', { reaction: { emoji: '👍', message_id: 'x' } }, ''],
	['order', { order: { text: 'two please' } }, ''],
	['system', { system: { body: 'changed number' } }, ''],
	['unsupported', { errors: [{ code: 501 }] }, ''],
	['poll', { poll: { body: 'new one' } }, ''],
])('of type %s (%j) a person would read %j', (type, content, text) => {
	const body = message({ type, ...content });
	expect(only(body)).toEqual({
		event: 'message',
		channel: 'whatsapp',
		contactNumber: '85256872847',
		messageId: 'ABG1',
		type,
		text,
		timestamp: '2022-04-12T09:47:34.000Z',
		sessionId: 'whatsapp:85256872847',
		chatInput: text,
		raw: body.messages[0],
	});
});

test('a message without a type has that of its content', () => {
	expect(only(message({ text: { body: 'Hi' } }))).toMatchObject({ type: 'text', text: 'Hi' });
	expect(only(message({}))).toMatchObject({ type: 'unknown', text: '' });
});

test.each([
	['no id', { from: '852', type: 'text' }],
	['no contact', { id: 'A', type: 'text' }],
	['an empty id', { from: '852', id: ' ' }],
	['a text in its place', 'hello'],
	['nothing in its place', null],
])('a message with %s is passed on as it is', (_, raw) => {
	expect(readEvents({ messages: [raw] })).toEqual([{ event: 'other', raw }]);
});

test.each([[{}], [{ ping: true }], [{ messages: [] }], [{ object: 'page', entry: [] }]])(
	'a call with %j in it is passed on as it is',
	(body) => {
		expect(readEvents(body)).toEqual([{ event: 'other', raw: body }]);
	},
);

test('on Facebook, what the page itself wrote is no message of a contact', () => {
	const echo = { sender: { id: '1' }, message: { mid: 'm', text: 'Hi', is_echo: true } };
	const read = { sender: { id: '1' }, read: { watermark: 5 } };
	const body = { object: 'page', entry: [{ messaging: [echo, read] }, { id: 'p', changes: [] }] };
	expect(readEvents(body)).toEqual([
		{ event: 'other', raw: echo },
		{ event: 'other', raw: read },
		{ event: 'other', raw: { id: 'p', changes: [] } },
	]);
});

test('on Facebook, a picture without words has its type and no text', () => {
	const message = { mid: 'm', attachments: [{ type: 'image', payload: { url: 'https://x' } }] };
	const body = { object: 'page', entry: [{ messaging: [{ sender: { id: '1' }, message }] }] };
	expect(only(body)).toMatchObject({ type: 'image', text: '', contactNumber: '1' });
});

test('messages and statuses of one call come in the order of their sequence', () => {
	const one = (id: string, sequence?: unknown) => ({
		from: '1',
		recipient_id: '1',
		status: 'read',
		id,
		sequence,
	});
	const body = {
		messages: [one('c', '30'), one('e', '100000000000000000001'), one('x'), one('a', 9)],
		statuses: [one('d', '100000000000000000000'), one('b', '010')],
	};
	const ids = readEvents(body).map((event) => 'messageId' in event && event.messageId);
	expect(ids).toEqual(['a', 'b', 'x', 'c', 'd', 'e']);
});

test('a moment that is none is left out', () => {
	for (const timestamp of ['soon', '', null, -1, '9'.repeat(16), { $date: 1 }])
		expect(only(message({ timestamp }))).not.toHaveProperty('timestamp');
	expect(only(message({ timestamp: 1649756854 }))).toMatchObject({
		timestamp: '2022-04-12T09:47:34.000Z',
	});
});

test('the reasons of a failed message are passed on', () => {
	const errors = [{ code: 470, title: 'Outside the window' }];
	const status = { id: 'g', recipient_id: '852', status: 'failed', timestamp: '1', errors };
	expect(only({ statuses: [status] })).toMatchObject({ status: 'failed', errors });
});

test('a key that is no field of the message gives nothing', () => {
	const body = JSON.parse(
		'{"__proto__":{"messages":[{"id":"1","from":"2"}]},"messages":[{"__proto__":{"id":"X"},"from":"852","type":"__proto__"},{"id":"A","from":"852","type":"constructor"}]}',
	) as never;
	expect(readEvents(body)).toMatchObject([
		{ event: 'other' },
		{ event: 'message', type: 'constructor', text: '' },
	]);
	expect(({} as { id?: string }).id).toBeUndefined();
});

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
		{ maxDepth: 6, depthSize: 'large' },
		fc.oneof(words, fc.integer(), fc.constant(null), fc.boolean(), fc.double(), fc.string()),
		fc.array(tie('tree'), { maxLength: 4 }),
		fc.dictionary(words, tie('tree'), { maxKeys: 8 }),
	),
}));
const entry = fc.dictionary(words, tree, { maxKeys: 10 });
const body = fc.oneof(
	fc.dictionary(words, tree),
	fc.record({ messages: fc.array(entry), statuses: fc.array(entry), contacts: tree }),
	fc.record({
		object: fc.constant('page'),
		entry: fc.array(fc.record({ messaging: fc.array(entry) })),
	}),
);

test('10,000 bodies of any kind give events of which nothing is invented', () => {
	let messages = 0;
	fc.assert(
		fc.property(body, (any) => {
			const given = JSON.stringify(any);
			const events = readEvents(any as never);
			expect(events.length).toBeGreaterThan(0);
			const texts = new Set(leavesOf(any).map(String));
			for (const event of events) {
				expect(given).toContain(JSON.stringify(event.raw));
				if (event.event === 'other') continue;
				messages += 1;
				const { contactNumber, messageId, channel, raw } = event;
				const inRaw = new Set(leavesOf(raw).map(String));
				expect(inRaw).toContain(contactNumber);
				expect(inRaw).toContain(messageId);
				if (event.event === 'status') continue;
				if (event.text !== '') expect(inRaw).toContain(event.text);
				if (event.name !== undefined) expect(texts).toContain(event.name);
				expect(event).toMatchObject({
					sessionId: `${channel}:${contactNumber}`,
					chatInput: event.text,
				});
			}
			expect(JSON.stringify(any)).toBe(given);
		}),
		{ numRuns: 10_000 },
	);
	expect(messages).toBeGreaterThan(100);
});
