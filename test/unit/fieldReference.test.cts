import { fieldPath, fieldValue } from '../../nodes/ISlash/fields/fieldReference.ts';

test.each([
	['={{ $json.number }}', ['number']],
	['={{$json.number}}', ['number']],
	['={{ $json.customer.phone }}', ['customer', 'phone']],
	["={{ $json['Phone No.'] }}", ['Phone No.']],
	['={{ $json["Phone"].mobile }}', ['Phone', 'mobile']],
])('%s names a field', (parameter, path) => {
	expect(fieldPath(parameter)).toEqual(path);
});

test.each([
	'85256872847',
	'$json.number',
	'=+{{ $json.number }}',
	'={{ $json.number }} ',
	'={{ $json.number }}{{ $json.text }}',
	'={{ $json.number.trim() }}',
	'={{ $json.number + 1 }}',
	'={{ $json.numbers[0] }}',
	'={{ $json }}',
	'={{ $json[key] }}',
	"={{ $json['it\\'s'] }}",
	'={{ $jsonp.number }}',
	"={{ $('Contacts').item.json.number }}",
])('%s says more, or something else', (parameter) => {
	expect(fieldPath(parameter)).toBeUndefined();
});

test.each([
	[{ a: 'text' }, 'text'],
	[{ a: '' }, ''],
	[{ a: 0 }, 0],
	[{ a: false }, false],
])('%j has a plain value', (json, value) => {
	expect(fieldValue(json, ['a'])).toBe(value);
});

test.each([
	['is missing', {}],
	['is null', { a: null }],
	['is an object', { a: {} }],
	['is a list', { a: ['text'] }],
	['is a date', { a: new Date(0) }],
])('leaves it to n8n when the field %s', (_, json) => {
	expect(fieldValue(json, ['a'])).toBeUndefined();
});

test.each([
	[['toString', 'name']],
	[['constructor', 'name']],
	[['__proto__', 'name']],
	[['text', 'length']],
	[['list', 'length']],
])('leaves what is not a field of the item to n8n: %j', (path) => {
	expect(fieldValue({ text: 'abc', list: [1, 2] }, path)).toBeUndefined();
});
