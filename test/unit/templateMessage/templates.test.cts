import {
	isWithoutHeader,
	labelOf,
	templates,
} from '../../../nodes/ISlash/operations/templateMessage/templates';
import sample from './sample.json';

/** The list of templates, and its entries. */

test('the sample of the vendor is read as it is', () => {
	expect(templates.records(sample)?.map(templates.entry)).toEqual([
		{ name: 'payment_update_en (en_US, approved)', value: 'payment_update_en' },
	]);
});

test.each([{}, { data: null }, { data: { templates: {} } }])('%j has no templates', (envelope) => {
	expect(templates.records(envelope)).toBeUndefined();
});

test('a template without a name cannot be sent, and is left out', () => {
	expect(templates.records({ data: { templates: [null, {}, { id: 1 }, { name: '' }] } })).toEqual(
		[],
	);
});

const header = (format: unknown) => [{ type: 'HEADER', format }];

test.each([
	[{ status: 'APPROVED', components: header('IMAGE') }, 'a (approved, with a picture)'],
	[{ status: 'approved', components: header('video') }, 'a (approved, with a video)'],
	[{ status: 'APPROVED', components: header('DOCUMENT') }, 'a (approved, with a document)'],
	[{ status: 'APPROVED', components: header('LOCATION') }, 'a (approved, with a header: location)'],
	[{ status: 'APPROVED', components: header('TEXT') }, 'a (approved)'],
	[{ status: 'PENDING', language: 'de' }, 'a (de, NOT APPROVED: pending)'],
	[{ language: 'de', components: 'none' }, 'a (de, NOT APPROVED: status unknown)'],
])('the list shows language, status and what is in the header: %j', (facts, label) => {
	expect(labelOf({ name: 'a', ...facts })).toBe(label);
});

test.each([
	['a (en_US, approved)', true],
	['a (en_US, approved, with a picture)', false],
	['a (en_US, approved, with a header: location)', false],
	['b (en_US, approved)', false],
	['', false],
	['a', false],
])("'%s' tells that template a takes no file: %s", (label, expected) => {
	expect(isWithoutHeader(label, 'a')).toBe(expected);
});
