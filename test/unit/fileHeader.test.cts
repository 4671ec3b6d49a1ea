import { toFileHeader } from '../../nodes/ISlash/sessionMessage/fileHeader';
import { refusalOf } from './refusal.cts';

const typeOf = (type?: string, name?: string) => toFileHeader({ file: { name, type } }).type;

describe('the media type of a file', () => {
	test.each([
		['image/png', 'image/png'],
		[' image/png ', 'image/png'],
		['text/plain; charset=utf-8', 'text/plain; charset=utf-8'],
		['nonsense', 'nonsense'],
		[undefined, 'application/octet-stream'],
		['', 'application/octet-stream'],
		['  ', 'application/octet-stream'],
		['binary/octet-stream', 'binary/octet-stream'],
	])('%j is sent as %j', (type, sent) => {
		expect(typeOf(type)).toBe(sent);
	});

	test.each([
		['photo.png', 'application/octet-stream', 'image/png'],
		['photo.PNG', 'APPLICATION/OCTET-STREAM; charset=binary', 'image/png'],
		['photo.jpeg', undefined, 'image/jpeg'],
		['photo.jpg', 'binary/octet-stream', 'image/jpeg'],
		['a.pdf', 'application/force-download', 'application/pdf'],
		['clip.3gp', '', 'video/3gpp'],
		['voice.opus', '', 'audio/ogg'],
		['date.ics', '', 'text/calendar'],
		['mary.vcf', '', 'text/vcard'],
		['a.tar.gz', '', 'application/gzip'],
		['.pdf', '', 'application/pdf'],
		['data.parquet', 'application/octet-stream', 'application/octet-stream'],
		['a.constructor', '', 'application/octet-stream'],
		['photo.png', 'image/jpeg', 'image/jpeg'],
		['photo.png', 'text/plain', 'text/plain'],
	])('of %j that says %j is %j', (name, type, sent) => {
		expect(typeOf(type, name)).toBe(sent);
	});

	test('is the one of the extension that was typed, where the file says none', () => {
		const { type } = toFileHeader({ typedName: 'a.png', file: { name: 'a.bin' } });
		expect(type).toBe('image/png');
	});

	test.each(['image/png\r\nX-Injected: yes', 'image/png\n', 'a/b\u0000', 'a/\tb', 'a/b\u007f'])(
		'%j is refused',
		(type) => {
			expect(refusalOf(() => typeOf(type))).toEqual({
				parameter: 'Input Data Field Name',
				problem: 'names a file whose media type contains a line break or another control character',
			});
		},
	);
});

describe('the MIME Type of Options', () => {
	const typedTypeOf = (typedType: string, type = 'image/png') =>
		toFileHeader({ typedType, file: { name: 'own', type } });

	test.each([
		['application/pdf', 'own.pdf'],
		[' application/pdf ', 'own.pdf'],
		['text/plain; charset="utf-8"', 'own.txt'],
		['application/octet-stream', 'own'],
		['application/vnd.x-y+z.1', 'own'],
	])('%j is sent in place of that of the file, named %j', (typedType, name) => {
		expect(typedTypeOf(typedType)).toEqual({ type: typedType.trim(), name });
		// Even where that of the file could not be sent.
		expect(typedTypeOf(typedType, 'a\nb')).toEqual({ type: typedType.trim(), name });
	});

	test('that says nothing is kept as well: whoever enters it means it', () => {
		const typedType = 'application/octet-stream';
		expect(toFileHeader({ typedType, file: { name: 'a.png' } }).type).toBe(typedType);
	});

	test.each(['', ' '])('%j is not set', (typedType) => {
		expect(typedTypeOf(typedType).type).toBe('image/png');
	});

	test.each([
		'pdf',
		'image/',
		'/png',
		'image/*',
		'a b/c',
		'image/pñg',
		'a/b/c',
		'a/b, c/d',
		'a/b\nc',
		'a/b\n;c',
		'a/b;\nc',
	])('%j is refused', (typedType) => {
		expect(refusalOf(() => typedTypeOf(typedType))).toEqual({
			parameter: 'MIME Type',
			problem: `is '${typedType}', which is not a media type`,
		});
	});
});
