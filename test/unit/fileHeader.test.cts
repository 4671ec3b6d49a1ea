import fc from 'fast-check';
import { type FileFacts, toFileHeader } from '../../nodes/ISlash/fields/fileHeader';
import { refusalOf } from './refusal.cts';

const NOTHING = { name: undefined, type: undefined, typedName: undefined, typedType: undefined };
const header = (facts: Partial<FileFacts>) => toFileHeader({ ...NOTHING, ...facts });
const nameOf = (facts: Partial<FileFacts>) => header(facts).name;
const typeOf = (facts: Partial<FileFacts>) => header(facts).type;

describe('the name that a file has', () => {
	test.each([
		['invoice.pdf', 'invoice.pdf'],
		['請求書 №7 (final).pdf', '請求書 №7 (final).pdf'],
		['party 🎉.png', 'party 🎉.png'],
		['say "hi"; x=1.txt', "say 'hi'; x=1.txt"],
		['100% of 2+2.txt', '100% of 2+2.txt'],
		['.htaccess', '.htaccess'],
		['...', '...'],
		[' a.txt ', 'a.txt'],
		['../../etc/passwd', 'passwd'],
		['C:\\Users\\mary\\cv.doc', 'cv.doc'],
		['a/b\\c.txt', 'c.txt'],
		['a.txt\r\nX-Injected: yes', 'a.txtX-Injected: yes'],
		['a\u0000\u0085.txt', 'a.txt'],
		['half\ud83d.txt', 'half.txt'],
		...[undefined, '', '  ', '.', '..', '../..', 'folder/', '\r\n'].map((name) => [name, 'file']),
	])('%j is sent as %j', (name, sent) => {
		expect(nameOf({ name })).toBe(sent);
	});

	test('never has a folder, a quote or a control character', () => {
		fc.assert(
			fc.property(
				fc.string({ unit: 'binary' }),
				fc.option(fc.string({ unit: 'binary' }), { nil: undefined }),
				(name, typedName) => {
					expect(nameOf({ name, typedName })).toMatch(/^[^/\\"\p{Control}]+$/u);
				},
			),
		);
	});

	test('may be long, but not so long that servers refuse the message', () => {
		expect(nameOf({ name: 'x'.repeat(1000) })).toHaveLength(1000);
		expect(refusalOf(() => nameOf({ name: 'x'.repeat(1001) }))).toEqual({
			parameter: 'File Name',
			problem: 'is longer than 1000 characters',
		});
	});
});

describe('a name that was typed', () => {
	test.each([
		['Invoice 01/02/2026.pdf', 'Invoice 01-02-2026.pdf'],
		['a\\b.pdf', 'a-b.pdf'],
		['a"b.pdf', "a'b.pdf"],
		['invoice', 'invoice.pdf'],
		['Invoice 01.02.2026', 'Invoice 01.02.2026.pdf'],
		['version 1.2', 'version 1.2.pdf'],
		['invoice.PDF', 'invoice.PDF'],
		['invoice.docx', 'invoice.docx'],
		['Mr. Smith', 'Mr. Smith.pdf'],
		['anna.meier', 'anna.meier.pdf'],
		['Dr.Meier', 'Dr.Meier.pdf'],
		['  ', 'own.pdf'],
	])('%j of a PDF is sent as %j', (typedName, sent) => {
		expect(nameOf({ typedName, name: 'own.pdf', type: 'application/pdf' })).toBe(sent);
	});
});

describe('a name without an extension gets one', () => {
	test.each([
		[{ type: 'application/pdf' }, 'file.pdf'],
		[{ type: 'image/jpeg' }, 'file.jpg'],
		[{ type: 'audio/ogg; codecs=opus' }, 'file.ogg'],
		[{ name: 'scan', type: 'IMAGE/PNG' }, 'scan.png'],
		[{ name: 'data.csv', typedName: 'report' }, 'report.csv'],
		[{ name: 'scan', type: 'application/x-unknown' }, 'scan'],
		[{ name: 'scan' }, 'scan'],
		[{ typedName: 'voice', typedType: 'audio/mpeg' }, 'voice.mp3'],
	])('%j is sent as %j', (facts, sent) => {
		expect(nameOf(facts)).toBe(sent);
	});
});

describe('the media type of a file', () => {
	test.each([
		[{ type: 'image/png' }, 'image/png'],
		[{ type: ' image/png ' }, 'image/png'],
		[{ type: 'text/plain; charset=utf-8' }, 'text/plain; charset=utf-8'],
		[{ type: 'nonsense' }, 'nonsense'],
		[{ type: 'text/plain', name: 'photo.png' }, 'text/plain'],
		[{ name: 'photo.png' }, 'image/png'],
		[{ name: 'photo.JPEG', type: 'application/octet-stream' }, 'image/jpeg'],
		[{ name: 'a.xyz', type: 'application/octet-stream' }, 'application/octet-stream'],
		[{ typedName: 'a.pdf' }, 'application/pdf'],
		[{ name: 'a.pdf', type: 'image/png', typedType: 'application/pdf' }, 'application/pdf'],
		[{ typedType: ' audio/ogg; codecs=opus ' }, 'audio/ogg; codecs=opus'],
		[{}, 'application/octet-stream'],
		[{ type: '  ' }, 'application/octet-stream'],
	])('%j is sent as %j', (facts, sent) => {
		expect(typeOf(facts)).toBe(sent);
	});

	test.each(['image/png\r\nX-Injected: yes', 'image/png\n', 'a/b\u0000', 'a/\tb', 'a/b\u007f'])(
		'%j is refused',
		(type) => {
			expect(refusalOf(() => typeOf({ type }))).toEqual({
				parameter: 'Input Data Field Name',
				problem: 'names a file whose media type contains a line break or another control character',
			});
		},
	);

	test.each(['png', 'image/', '/png', 'image png', 'image/png\r\nX-Injected: yes', 'a/b; c\u0000'])(
		'%j is refused when it was typed',
		(typedType) => {
			expect(refusalOf(() => typeOf({ typedType })).parameter).toBe('MIME Type');
		},
	);
});
