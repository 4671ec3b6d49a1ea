import fc from 'fast-check';
import { toFileName, toMediaType } from '../../nodes/ISlash/fields/fileHeader';
import { refusalOf } from './refusal.cts';

describe('the name of a file', () => {
	test.each([
		['invoice.pdf', 'invoice.pdf'],
		['請求書 №7 (final).pdf', '請求書 №7 (final).pdf'],
		['party 🎉.png', 'party 🎉.png'],
		['say "hi"; x=1.txt', 'say "hi"; x=1.txt'],
		['100% of 2+2.txt', '100% of 2+2.txt'],
		['.htaccess', '.htaccess'],
		['...', '...'],
		[' a.txt ', 'a.txt'],
		['../../etc/passwd', 'passwd'],
		['/etc/passwd', 'passwd'],
		['C:\\Users\\mary\\cv.doc', 'cv.doc'],
		['a/b\\c.txt', 'c.txt'],
		['a.txt\r\nX-Injected: yes', 'a.txtX-Injected: yes'],
		['a\u0000.txt', 'a.txt'],
		['a\u0085\u009f.txt', 'a.txt'],
		['half\ud83d.txt', 'half.txt'],
		[undefined, 'file'],
		['', 'file'],
		['  ', 'file'],
		['.', 'file'],
		['..', 'file'],
		['../..', 'file'],
		['folder/', 'file'],
		['\r\n', 'file'],
	])('%j is sent as %j', (name, sent) => {
		expect(toFileName(name)).toBe(sent);
	});

	test('never has a folder or a control character, whatever it was', () => {
		fc.assert(
			fc.property(fc.string({ unit: 'binary' }), (name) => {
				expect(toFileName(name)).toMatch(/^[^/\\\p{Control}]+$/u);
			}),
		);
	});

	test('may be long, but not so long that servers refuse the message', () => {
		expect(toFileName('x'.repeat(1000))).toHaveLength(1000);
		expect(refusalOf(() => toFileName('x'.repeat(1001)))).toEqual({
			parameter: 'File Name',
			problem: 'is longer than 1000 characters',
		});
	});
});

describe('the media type of a file', () => {
	test.each([
		['image/png', 'image/png'],
		[' image/png ', 'image/png'],
		['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
		['nonsense', 'nonsense'],
		[undefined, 'application/octet-stream'],
		['', 'application/octet-stream'],
		['  ', 'application/octet-stream'],
	])('%j is sent as %j', (type, sent) => {
		expect(toMediaType(type)).toBe(sent);
	});

	test.each(['image/png\r\nX-Injected: yes', 'image/png\n', 'a/b\u0000', 'a/\tb', 'a/b\u007f'])(
		'%j is refused',
		(type) => {
			expect(refusalOf(() => toMediaType(type))).toEqual({
				parameter: 'Input Data Field Name',
				problem: 'names a file whose media type contains a line break or another control character',
			});
		},
	);
});
