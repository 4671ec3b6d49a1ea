import { redact } from '../../nodes/ISlash/errors/redact';

describe('a secret in a text', () => {
	const secret = 'tök/en+"1?';

	test.each([
		['as it is', 'no tök/en+"1? here', 'no *** here'],
		['in an address', 'q=t%C3%B6k%2Fen%2B%221%3F&a', 'q=***&a'],
		['in an address in lower case', 'q=t%c3%b6k%2fen%2b%221%3f', 'q=***'],
		['in JSON', '{"a":"tök/en+\\"1?"}', '{"a":"***"}'],
		['in Base64', 'dMO2ay9lbisiMT8=', '***'],
		['in Base64 without padding', '[dMO2ay9lbisiMT8]', '[***]'],
		['in Base64 for addresses', 'dMO2ay9lbisiMT8', '***'],
		['several times', 'tök/en+"1?tök/en+"1?', '******'],
	])('%s cannot be read', (_, text, clean) => {
		expect(redact(text, [secret])).toBe(clean);
	});

	test('with a space cannot be read in the query of an address', () => {
		expect(redact('q=to+k%C3%A9n', ['to kén'])).toBe('q=***');
	});

	test('that is part of another secret leaves nothing of that secret', () => {
		expect(redact('Bearer abcdefgh, abcd', ['abcd', 'abcdefgh'])).toBe('Bearer ***, ***');
	});

	test.each([' to/ken', 'to/ken\n', '\u00a0to/ken\r\n'])(
		'pasted as %j cannot be read',
		(pasted) => {
			expect(redact('(to/ken), q=to%2Fken', [pasted])).toBe('(***), q=***');
		},
	);

	test('of the URL alphabet of Base64 cannot be read', () => {
		const bytes = '\u00ff\u00fe??>>';
		const encoded = Buffer.from(bytes).toString('base64url');
		expect(encoded).toMatch(/[-_]/);
		expect(redact(encoded, [bytes])).toBe('***');
	});

	test('with characters that have a meaning in patterns matches only itself', () => {
		expect(redact('a.c*d abc*d', ['a.c*d'])).toBe('*** abc*d');
	});
});

describe('a text without secrets', () => {
	test.each([[[]], [['']], [['abc']], [['elsewhere']]])('stays as it is with %j', (secrets) => {
		expect(redact('abc is abc', secrets)).toBe('abc is abc');
	});
});
