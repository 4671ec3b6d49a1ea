import { readEvents } from '../../../nodes/ISlash/trigger/events.ts';

/** What is not as documented, and the order of it all. */

/** A WhatsApp message with these fields, as iSlash calls with it. */
const message = (fields: object) => ({
	messages: [{ from: '85256872847', id: 'ABG1', timestamp: '1649756854', ...fields }],
});
const only = (body: object) => {
	const [event, ...others] = readEvents(body as never);
	expect(others).toEqual([]);
	return event;
};

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

test('on Facebook, a message of the page itself is no message of a contact', () => {
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
