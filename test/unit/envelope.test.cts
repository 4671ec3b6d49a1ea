import { asText, hasId, readAnswer } from '../../nodes/ISlash/api/envelope';

const read = (value: unknown) => readAnswer(JSON.stringify(value));

describe('an answer that confirms the request', () => {
	test.each([
		[{ meta: { code: 'RESP_OKAY' } }],
		[{ meta: { code: 'RESP_OKAY', message: 'Success' }, data: { message: { id: 1 } } }],
		[{ meta: { code: 'RESP_OKAY' }, data: null, more: [1] }],
	])('is passed on unchanged: %j', (envelope) => {
		expect(read(envelope)).toEqual({ kind: 'okay', envelope });
	});
});

describe('an answer that is a refusal', () => {
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

describe('an answer that is not in the form of iSlash', () => {
	test.each([
		undefined,
		'',
		'OK',
		'{"meta":{"code":"RESP_OKAY"},"data":{"message":{"id":1}}',
		'null',
		'[]',
		'[{"meta":{"code":"RESP_OKAY"}}]',
		'"RESP_OKAY"',
		'{}',
		'{"meta":null,"data":null}',
		'{"meta":[],"data":[]}',
		'{"meta":{"code":200},"data":{"message":{"id":1}}}',
		'<b>OK</b>',
		'{"meta":{"code":""},"data":{"message":{"id":1}}}',
		'{"data":{"message":{"id":1}}}',
	])('%j', (body) => {
		expect(readAnswer(body)).toEqual({ kind: 'other', answerer: 'server', message: undefined });
	});

	test.each(['<html>', '<!DOCTYPE html><html>', '\n <HTML lang="en">', '<?xml version="1.0"?>'])(
		'but a web page: %j',
		(body) => {
			expect(readAnswer(body)).toEqual({ kind: 'other', answerer: 'page', message: undefined });
		},
	);

	test.each<[unknown, string]>([
		[{ message: 'Unauthenticated.' }, 'Unauthenticated.'],
		[{ error: 'invalid_token' }, 'invalid_token'],
		[{ error: { code: 7, message: 'No such route' } }, 'No such route'],
		[{ detail: 'Not allowed' }, 'Not allowed'],
		[{ title: 'Forbidden', status: 403 }, 'Forbidden'],
		[{ meta: { code: 401, message: 'Who are you?' } }, 'Who are you?'],
		[{ errors: ['One', 'Two'] }, 'One Two'],
		[{ errors: [{ message: 'One' }, { detail: 'Two' }] }, 'One Two'],
		[{ errors: { identity: ['One', 'Two'], text: ['Three', 'Four'] } }, 'One Two Three'],
		[{ errors: 'One' }, 'One'],
		[{ message: '', errors: ['One'] }, 'One'],
	])('%j gives its reason: %s', (body, message) => {
		expect(read(body)).toEqual({ kind: 'other', answerer: 'server', message });
	});

	test.each([{ errors: [] }, { errors: null }, { errors: [7] }, { message: 7 }, { message: {} }])(
		'%j gives none',
		(body) => {
			expect(read(body)).toEqual({ kind: 'other', answerer: 'server', message: undefined });
		},
	);
});

describe('an ID', () => {
	test.each([1, 0, -1, '1', '018f-a'])('may be %j', (id) => {
		expect(hasId({ id })).toBe(true);
	});

	test.each([undefined, null, '', true, NaN, Infinity, {}, [1]])('is not %j', (id) => {
		expect(hasId({ id })).toBe(false);
		expect(hasId(undefined)).toBe(false);
	});
});

test('only the beginning of a text is kept, and nothing of other values', () => {
	expect(asText('x'.repeat(5001))).toBe('x'.repeat(5000));
	expect([asText(''), asText(7), asText({})]).toEqual([undefined, undefined, undefined]);
});
