import fc from 'fast-check';
import { readFileText, type FileText } from '../../nodes/ISlash/sessionMessage/base64';

/** The bytes of a file, and whether as many were announced. */
function bytesOf(text: FileText): Buffer {
	if (text.kind !== 'bytes') throw new Error(`It is ${text.kind}.`);
	const bytes = Buffer.concat([...text.read()]);
	expect(text.size).toBe(bytes.length);
	return bytes;
}

const latin1Of = (data: string) => bytesOf(readFileText(data)).toString('latin1');
const kindOf = (data: string) => readFileText(data).kind;

describe('base64', () => {
	test('that anybody else wrote is decoded byte for byte, any number of times', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
				const text = readFileText(Buffer.from(bytes).toString('base64'));
				expect(Buffer.compare(bytesOf(text), bytes)).toBe(0);
				expect(Buffer.compare(bytesOf(text), bytes)).toBe(0);
			}),
		);
	});

	test('for addresses is decoded too, with and without padding', () => {
		const bytes = fc.uint8Array({ minLength: 3, maxLength: 300 });
		fc.assert(
			fc.property(bytes, (tail) => {
				const data = Buffer.from([255, 239, 254, ...tail]).toString('base64url');
				const padded = data.padEnd(Math.ceil(data.length / 4) * 4, '=');
				expect([...bytesOf(readFileText(data)).subarray(3)]).toEqual([...tail]);
				expect([...bytesOf(readFileText(padded)).subarray(3)]).toEqual([...tail]);
			}),
		);
	});

	test.each([
		['padded once', 'aGVsbG8=', 'hello'],
		['padded twice', 'aA==', 'h'],
		['without need of padding', 'YWJj', 'abc'],
		['without its padding', 'aGVsbG8', 'hello'],
		['without its padding, twice', 'YQ', 'a'],
		['without padding and in lines', '+/+/\r\nYQ\r\n', '\u00fb\u00ff\u00bfa'],
		['with line breaks', 'aGVs\r\nbG8=\r\n', 'hello'],
		['with a line break in each place', 'a\nG\nV\ns\nb\nG\n8\n=\n', 'hello'],
		['with blanks around it', '  aGVsbG8=  ', 'hello'],
		['with indented lines', '\taGVs\n\tbG8=\n', 'hello'],
		['with the alphabet for addresses', '_-8', '\u00ff\u00ef'],
		['with the alphabet for addresses, padded', '_-8=', '\u00ff\u00ef'],
	])('%s is read', (_, data, text) => {
		expect(latin1Of(data)).toBe(text);
	});

	test('with line breaks is decoded byte for byte across pieces', () => {
		const bytes = Buffer.from(Array.from({ length: 700_001 }, (_, index) => index * 7));
		const lines = bytes.toString('base64').replace(/.{76}/g, '$&\r\n');
		expect(Buffer.compare(bytesOf(readFileText(lines)), bytes)).toBe(0);
	});

	test.each(['', ' ', '\n', 'data:,', 'data:image/png;base64,'])('%j is an empty file', (data) => {
		expect(readFileText(data)).toMatchObject({ kind: 'bytes', size: 0 });
	});
});

describe('base64 without padding', () => {
	test('is decoded byte for byte', () => {
		fc.assert(
			fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
				const data = Buffer.from(bytes).toString('base64').replace(/=+$/, '');
				expect([...bytesOf(readFileText(data))]).toEqual([...bytes]);
			}),
		);
	});
});

describe('what is not base64 is told apart', () => {
	test.each([
		['a text', 'Hello world'],
		['one word', 'Hello'],
		['a longer word', 'Helloworld'],
		['a word with a remainder of three', 'Invoice'],
		['JSON', '{"a":1}'],
		['an address', 'https://example.com/a.png'],
		['a file that was read as text', '%PDF-1.7 \u00e2'],
		['a cut off file', 'aGVsbG'],
		['a digit too much', 'aGVsb'],
		['a digit too much for addresses', '_-8AA'],
		['too much padding', 'aGVsbG8=='],
		['padding without need', 'YWJj='],
		['four times padding', 'YWJj===='],
		['nothing but padding', '===='],
		['padding in the middle', 'aA==aA=='],
		['both alphabets', 'ab+/ab-_'],
		['blanks in place of +', 'ab c ab='],
		['a blank before a line break', 'aGVs \nbG8='],
		['letters that look like digits', 'аGVs'],
		['digits beyond ASCII', 'aGVｓ'],
		['an object that became text', '[object Object]'],
		['a no-break space', 'aGVs\u00a0bG8='],
		['a data: address without a comma', 'data:image/png;base64'],
		['a data: address without base64', 'data:image/png;base64,Hello world'],
		['a data: address with wrong padding', 'data:image/png;base64,aGVsbG8=='],
	])('%s: %j', (_, data) => {
		expect(kindOf(data)).toBe('notBase64');
	});

	test('whatever it is, it is never an error, and announces as many bytes as it has', () => {
		const texts = fc.oneof(
			fc.string({ unit: 'binary' }),
			fc.stringMatching(/^[A-Za-z0-9+/_=\s-]*$/),
			fc.string().map((text) => `data:${text}`),
			fc.string().map((text) => `data:a/b;base64,${text}`),
		);
		fc.assert(
			fc.property(texts, (data) => {
				const text = readFileText(data);
				if (text.kind === 'bytes') bytesOf(text);
			}),
			{ numRuns: 1000 },
		);
	});

	test.each(['default', 'filesystem', 'filesystem-v2', 's3', 'azure', 'database', ' database\n'])(
		"%j is n8n's word for a stored file",
		(data) => {
			expect(readFileText(data)).toEqual({ kind: 'placeholder', store: data.trim() });
		},
	);

	test.each(['databases/ab', 'defaults'])('%j only begins like one', (data) => {
		expect(kindOf(data)).toBe('bytes');
	});
});

describe('a data: address is the file it holds', () => {
	test.each([
		['data:image/png;base64,aGVsbG8=', 'hello', 'image/png'],
		['DATA:image/png;BASE64,aGVsbG8=', 'hello', 'image/png'],
		[' data:image/png;base64, aGVs\nbG8=\n', 'hello', 'image/png'],
		['data:;base64,aGVsbG8=', 'hello', undefined],
		['data:text/plain;charset=utf-8;base64,aGVsbG8=', 'hello', 'text/plain;charset=utf-8'],
		['data:;charset=utf-8;base64,aGVsbG8=', 'hello', 'text/plain;charset=utf-8'],
		['data:image/png;name=a.png;base64,aGVsbG8%3D', 'hello', 'image/png;name=a.png'],
		['data:application/pdf;base64,_-8', '\u00ff\u00ef', 'application/pdf'],
		['data:,Hello%20there', 'Hello there', undefined],
		['data:text/plain,Hello there', 'Hello there', 'text/plain'],
		['data:text/plain;charset=utf-8,W%C3%B6rld', 'W\u00c3\u00b6rld', 'text/plain;charset=utf-8'],
		['data:text/csv,a,b%0Ac,d', 'a,b\nc,d', 'text/csv'],
		['data:text/plain,ö', '\u00c3\u00b6', 'text/plain'],
		['data:text/plain,100%, %zz%2', '100%, %zz%2', 'text/plain'],
		['data:image/svg+xml,<svg fill="#fff"/>', '<svg fill="#fff"/>', 'image/svg+xml'],
		['data:application/octet-stream,%00%FF', '\u0000\u00ff', 'application/octet-stream'],
	])('%j', (data, text, type) => {
		expect(latin1Of(data)).toBe(text);
		expect(readFileText(data)).toMatchObject({ type });
	});
});

describe('a file of 64 MB', () => {
	const SIZE = 64 * 1024 * 1024;
	const whole = Buffer.alloc(SIZE, 'iSlash sends files.').toString('base64');

	test.each([
		['of plain base64', whole],
		['in lines', whole.replace(/.{76}/g, '$&\r\n')],
		['as a data: address', `data:video/mp4;base64,${whole}`],
	])('%s is checked and decoded in about a second, without a second copy', (_, data) => {
		const started = performance.now();
		const text = readFileText(data);
		if (text.kind !== 'bytes') throw new Error(`It is ${text.kind}.`);
		let size = 0;
		let largest = 0;
		for (const piece of text.read()) {
			size += piece.length;
			largest = Math.max(largest, piece.length);
		}
		expect(size).toBe(SIZE);
		expect(largest).toBeLessThanOrEqual(256 * 1024);
		// Alone on a machine it takes a fifth of that.
		expect(performance.now() - started).toBeLessThan(5000);
	});
});
