import fc from 'fast-check';
import { toFileHeader } from '../../nodes/ISlash/sessionMessage/fileHeader';
import { refusalOf } from './refusal.cts';

const nameOf = (name?: string, type?: string) => toFileHeader({ file: { name, type } }).name;
const typedAs = (typedName: string, name?: string, type?: string) =>
	toFileHeader({ typedName, file: { name, type } }).name;
const typeOf = (type?: string, name?: string) => toFileHeader({ file: { name, type } }).type;

describe('the name of a file', () => {
	test.each([
		['invoice.pdf', 'invoice.pdf'],
		['請求書 №7 (final).pdf', '請求書 №7 (final).pdf'],
		['party 🎉.png', 'party 🎉.png'],
		["it's; x=1.txt", "it's; x=1.txt"],
		['say "hi".txt', "say 'hi'.txt"],
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
		expect(nameOf(name)).toBe(sent);
	});

	test.each([
		['Invoice 01/02/2026.pdf', 'Invoice 01-02-2026.pdf'],
		['a\\b/c.pdf', 'a-b-c.pdf'],
		['../b.pdf', '..-b.pdf'],
		['a"b.pdf', "a'b.pdf"],
		['a\n.pdf', 'a.pdf'],
	])('that was typed as %j has no folders: %j', (typed, sent) => {
		expect(typedAs(typed, 'own.txt')).toBe(sent);
	});

	test.each(['', ' ', '.', '..', '\r\n'])(
		'that was typed as %j is the one of the file',
		(typed) => {
			expect(typedAs(typed, 'own.txt')).toBe('own.txt');
		},
	);

	test('never has a folder or a control character, whatever it was', () => {
		const any = fc.option(fc.string({ unit: 'binary' }), { nil: undefined });
		fc.assert(
			fc.property(any, any, fc.constantFrom(undefined, 'image/png'), (typedName, name, type) => {
				const header = toFileHeader({ typedName, file: { name, type } });
				expect(header.name).toMatch(/^[^/\\"\p{Control}]+$/u);
			}),
		);
	});

	test('may be long, but not so long that servers refuse the message', () => {
		expect(nameOf('x'.repeat(1000))).toHaveLength(1000);
		for (const call of [() => nameOf('x'.repeat(1001)), () => typedAs('x'.repeat(1001))]) {
			expect(refusalOf(call)).toEqual({
				parameter: 'File Name',
				problem: 'is longer than 1000 characters',
			});
		}
	});
});

describe('a name without an extension', () => {
	test.each([
		['invoice', 'scan.pdf', undefined, 'invoice.pdf'],
		['invoice', 'scan.PDF', 'text/plain', 'invoice.PDF'],
		['invoice', 'scan.pdf', 'image/png', 'invoice.pdf'],
		['backup', 'data.tar.gz', undefined, 'backup.tar.gz'],
		['model', 'weights.gguf', undefined, 'model.gguf'],
		['notes', 'main.py', 'text/plain', 'notes.py'],
	])('%j gets that of the file %j (%j): %j', (typed, own, type, sent) => {
		expect(typedAs(typed, own, type)).toBe(sent);
	});

	test.each([
		['invoice', 'application/pdf', 'invoice.pdf'],
		['photo', 'image/jpeg', 'photo.jpg'],
		['photo', 'IMAGE/JPG; name=x', 'photo.jpg'],
		['sheet', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'sheet.xlsx'],
		['voice', 'audio/ogg; codecs=opus', 'voice.ogg'],
		['list', 'application/csv', 'list.csv'],
		['Invoice 01.02.2026', 'application/pdf', 'Invoice 01.02.2026.pdf'],
		['v1.2', 'application/zip', 'v1.2.zip'],
		['v1.2b', 'text/plain', 'v1.2b.txt'],
		['a.b c', 'text/plain', 'a.b c.txt'],
		['Dr. Smith', 'application/pdf', 'Dr. Smith.pdf'],
		['anna.meier', 'application/pdf', 'anna.meier.pdf'],
		['download.bin', 'application/pdf', 'download.bin.pdf'],
		['invoice.', 'application/pdf', 'invoice.pdf'],
		['a.請求', 'application/pdf', 'a.請求.pdf'],
		['...', 'application/pdf', 'file.pdf'],
		['invoice', 'application/x-unheard-of', 'invoice'],
		['invoice', 'constructor', 'invoice'],
	])('%j gets that of %j: %j', (name, type, sent) => {
		expect(nameOf(name, type)).toBe(sent);
		expect(typedAs(name, 'own', type)).toBe(sent);
	});

	test.each([
		[undefined, 'application/pdf', 'file.pdf'],
		['', 'image/png', 'file.png'],
		['.pdf', undefined, 'file.pdf'],
		['.pdf', 'application/pdf', 'file.pdf'],
		['..pdf', 'application/pdf', '..pdf'],
	])('%j of type %j is no name at all, or nearly so: %j', (name, type, sent) => {
		expect(nameOf(name, type)).toBe(sent);
	});
});

describe('an extension stays as it is', () => {
	test.each([
		['archive.tar.gz', 'application/gzip'],
		['invoice.txt', 'application/pdf'],
		['photo.JPG', 'image/jpeg'],
		['photo.jpeg', 'image/jpeg'],
		['song.mp3', 'audio/ogg'],
		['clip.3gp', 'video/3gpp'],
		['a.7z', 'application/x-7z-compressed'],
		['settings.toml', 'text/plain'],
		['addon.xpi', 'application/zip'],
		['main.c', 'text/plain'],
		['drawing.dwg', 'image/vnd.dwg'],
		['data.parquet', undefined],
		['john.doe', undefined],
		['.env', 'text/plain'],
		['.htaccess', 'text/plain'],
	])('%j of type %j', (name, type) => {
		expect(nameOf(name, type)).toBe(name);
		expect(typedAs(name, 'own.png', type)).toBe(name);
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
