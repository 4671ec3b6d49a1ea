import { readEvents } from '../../../nodes/ISlash/trigger/events.ts';
import { webhooks } from '../samples/webhooks/index.cts';

/** The messages and statuses of a call become events, and nothing else does. */

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
