import fc from 'fast-check';
import { toFileHeader } from '../../nodes/ISlash/sessionMessage/fileHeader';
import { refusalOf } from './refusal.cts';

const nameOf = (name?: string, type?: string) => toFileHeader({ file: { name, type } }).name;
const typedAs = (typedName: string, name?: string, type?: string) =>
	toFileHeader({ typedName, file: { name, type } }).name;

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
