import { stickers as picker } from '../../../nodes/ISlash/operations/sticker/stickers';

test('stickers are asked for with the key of the channel', () => {
	expect(picker.request('key')).toEqual({
		method: 'GET',
		path: '/sticker',
		query: { session: 'key' },
	});
});

describe('an answer with stickers', () => {
	const stickers = [
		{ id: 66, name: 'sticker7', type: 'image/webp', width: 512, height: 512 },
		{ id: '67', name: 'sticker5' },
		{ id: 68 },
		{ name: 'without ID' },
		null,
	];

	test('gives those that have an ID, with all their fields', () => {
		expect(picker.records({ data: { stickers } })).toEqual([
			{ id: 66, name: 'sticker7', type: 'image/webp', width: 512, height: 512 },
			{ id: '67', name: 'sticker5' },
			{ id: 68 },
		]);
	});

	test('fills the list with their names, or their IDs, and has the IDs as text', () => {
		const list = picker.records({ data: { stickers } })?.map(picker.entry);
		expect(list).toEqual([
			{ name: 'sticker7', value: '66' },
			{ name: 'sticker5', value: '67' },
			{ name: '68', value: '68' },
		]);
	});

	test.each([{}, { data: null }, { data: {} }, { data: { stickers: {} } }])(
		'is not %j',
		(envelope) => {
			expect(picker.records(envelope)).toBeUndefined();
		},
	);
});
