import { readReply, readStickers } from '../../nodes/ISlash/api/envelope';
import { samples } from './samples/index.cts';

const read = (value: unknown) => readReply(JSON.stringify(value));
const okay = { code: 'RESP_OKAY', message: 'Success' };

describe('a reply that proves that a message was sent', () => {
	test.each(Object.entries(samples))("is the vendor's sample of a %s, unchanged", (_, sample) => {
		expect(read(sample)).toEqual({
			kind: 'message',
			message: sample.data.message,
			envelope: sample,
		});
	});

	test.each([[1], [0], ['1'], ['018f-a']])('has a message ID, such as %j', (id) => {
		const envelope = { meta: okay, data: { message: { id } } };
		expect(read(envelope)).toEqual({ kind: 'message', message: { id }, envelope });
	});
});

describe('a number that JavaScript would round', () => {
	const messageOf = (message: string) => {
		const reply = readReply(`{"meta":{"code":"RESP_OKAY"},"data":{"message":${message}}}`);
		return reply.kind === 'message' ? reply.message : undefined;
	};

	test.each([
		['{"id":9007199254740993}', { id: '9007199254740993' }],
		['{"id":1,"sid":-12345678901234567890}', { id: 1, sid: '-12345678901234567890' }],
	])('in %s is kept as text', (json, message) => {
		expect(messageOf(json)).toEqual(message);
	});

	test.each(['{"id":0012345678901234567}', '{"id":1,12345678901234567:1}'])(
		'does not make JSON of %s',
		(json) => {
			expect(messageOf(json)).toBeUndefined();
		},
	);

	test('is looked for quickly, also in what only begins as JSON', () => {
		const begin = performance.now();
		readReply(`{"n":1234567890123456,"t":"${'\\"'.repeat(500_000)}`);
		expect(performance.now() - begin).toBeLessThan(1000);
	});

	test.each([
		['{"id":9007199254740991}', { id: 9007199254740991 }],
		['{"id":1,"cost":0.1234567890123456789}', { id: 1, cost: 0.12345678901234568 }],
		['{"id":1,"cost":1234567890123456.5}', { id: 1, cost: 1234567890123456.5 }],
		['{"id":1,"cost":1e-0000000000000000007}', { id: 1, cost: 1e-7 }],
		['{"id":1,"body":"\\" 12345678901234567890"}', { id: 1, body: '" 12345678901234567890' }],
	])('is not in %s', (json, message) => {
		expect(messageOf(json)).toEqual(message);
	});
});

describe('a reply that is a refusal', () => {
	test.each([
		[{ meta: { code: 'RESP_ERROR' } }, { code: 'RESP_ERROR' }],
		[
			{ meta: { code: 'RESP_INVALID', message: 'No such contact', trace_id: 't-1' }, data: null },
			{ code: 'RESP_INVALID', message: 'No such contact', traceId: 't-1' },
		],
		[
			{ meta: { code: 'RESP_ERROR', message: 7, trace_id: {} } },
			{ code: 'RESP_ERROR', message: undefined, traceId: undefined },
		],
		[{ meta: { code: 'RESP_ERROR' }, data: { message: { id: 1 } } }, { code: 'RESP_ERROR' }],
		[{ meta: { code: 'resp_okay' }, data: { message: { id: 1 } } }, { code: 'resp_okay' }],
	])('%j', (body, refusal) => {
		expect(read(body)).toEqual({ kind: 'refusal', refusal });
	});
});

describe('a reply that proves nothing', () => {
	test.each([
		undefined,
		'',
		'OK',
		'<html>',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":1}}',
		'null',
		'[]',
		'"RESP_OKAY"',
		'{}',
		'{"meta":null,"data":null}',
		'{"meta":[],"data":[]}',
		'{"meta":{"code":"RESP_OKAY"}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":null}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{}}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":null}}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":""}}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":true}}}',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":1e999}}}',
		'{"meta":{"code":200},"data":{"message":{"id":1}}}',
		'{"meta":{"code":""},"data":{"message":{"id":1}}}',
		'{"data":{"message":{"id":1}}}',
	])('%j', (body) => {
		expect(readReply(body)).toEqual({ kind: 'unreadable' });
	});
});

describe('a reply with stickers', () => {
	test('gives their IDs as text and their names', () => {
		const stickers = [
			{ id: 66, name: 'sticker7', type: 'image/webp', width: 512, height: 512 },
			{ id: '67', name: 'sticker5' },
			{ id: 68 },
			{ name: 'without ID' },
			null,
		];
		expect(readStickers(JSON.stringify({ meta: okay, data: { stickers } }))).toEqual([
			{ id: '66', name: 'sticker7' },
			{ id: '67', name: 'sticker5' },
			{ id: '68', name: '68' },
		]);
	});

	test.each([undefined, '', '[]', '{}', '{"data":{}}', '{"data":{"stickers":{}}}'])(
		'%j has none',
		(body) => {
			expect(readStickers(body)).toBeUndefined();
		},
	);
});
