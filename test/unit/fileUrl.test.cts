import { toFileUrl } from '../../nodes/ISlash/sessionMessage/fileUrl';
import { refusalOf } from './refusal.cts';

const problemOf = (fileUrl: string | undefined) => {
	const { parameter, problem } = refusalOf(() => toFileUrl(fileUrl));
	expect(parameter).toBe('File URL');
	return problem;
};

describe('the address of a file on the web', () => {
	test.each([
		'https://example.com/image.png',
		'http://example.com',
		'HTTPS://example.com/a%20b?c=d#e',
		'https://example.com/a?X-Signature=a%2Fb%2B&x=1,2;3',
		"https://example.com/it's?q='a'",
		'https://example.com:8443/../a',
		'https://example.com/@mary/a.png?mail=mary@example.com',
		'https://example.com/view?url=http://example.org/a.png',
		'https://example.com/thumb/https://example.org/a.png',
		'https://example.com/a?b[]=1',
	])('%j stays as it is', (fileUrl) => {
		expect(toFileUrl(fileUrl)).toBe(fileUrl);
	});

	test.each([
		[' https://example.com/a\n', 'https://example.com/a'],
		['\u200bhttps://example.com/a\u200e ', 'https://example.com/a'],
		['\ufeff \u2066https://example.com/a\u2069', 'https://example.com/a'],
	])('%j loses what stands around it', (fileUrl, sent) => {
		expect(toFileUrl(fileUrl)).toBe(sent);
	});

	test.each([
		['https://example.com/Rechnung März.pdf', 'https://example.com/Rechnung%20M%C3%A4rz.pdf'],
		['https://example.com/a b%20c.pdf', 'https://example.com/a%20b%20c.pdf'],
		['https://example.com/請求書.pdf', 'https://example.com/%E8%AB%8B%E6%B1%82%E6%9B%B8.pdf'],
		['https://example.com/🎉.png', 'https://example.com/%F0%9F%8E%89.png'],
		['https://example.com/?q=ü x', 'https://example.com/?q=%C3%BC%20x'],
		['https://münchen.example/a.png', 'https://xn--mnchen-3ya.example/a.png'],
		['https://example.com/a\u00a0b', 'https://example.com/a%C2%A0b'],
		['https://example.com/100% ü', 'https://example.com/100%%20%C3%BC'],
		['https://example.com\\a.png', 'https://example.com/a.png'],
		['https://example.com/"a"', 'https://example.com/%22a%22'],
	])('%j is escaped as %j', (fileUrl, sent) => {
		expect(toFileUrl(fileUrl)).toBe(sent);
		expect(toFileUrl(sent)).toBe(sent);
	});

	test.each([undefined, '', ' ', '\u200b\n'])('%j is empty', (fileUrl) => {
		expect(problemOf(fileUrl)).toBe('is empty');
	});

	test.each([
		'example.com/image.png',
		'/image.png',
		'//example.com/image.png',
		'ftp://example.com/a',
		'file:///etc/passwd',
		'data:text/plain,a',
		'javascript:alert(1)',
		'https:example.com/a',
		'https://',
		'https://exa mple.com',
		'https://example.com:99999/',
		'see https://example.com/a',
	])('%j is refused', (fileUrl) => {
		expect(problemOf(fileUrl)).toBe('is not an absolute http or https address');
	});

	test.each([
		'http://example.com/a, http://example.com/b',
		'http://example.com/a,http://example.com/b',
		'https://example.com/a https://example.com/b',
		'https://example.com/a; HTTPS://example.com/b',
		'https://example.com/a|https://example.com/b',
		'https://example.com/a?v=1, https://example.com/b?v=2',
	])('%j is refused as more than one address', (fileUrl) => {
		expect(problemOf(fileUrl)).toBe('has more than one address');
	});

	test.each([
		'https://example.com/a\nhttps://example.com/b',
		'https://example.com/a\r\nb',
		'https://example.com/a\tb',
	])('%j is refused, as no address has more than one line', (fileUrl) => {
		expect(problemOf(fileUrl)).toBe('has more than one line');
	});

	test.each([
		'https://mary:secret@example.com/a',
		'https://mary@example.com/a',
		'http://:x@example.com',
	])('%j is refused, as whoever reads the chat could read the password', (fileUrl) => {
		expect(problemOf(fileUrl)).toBe('contains a user name or password');
	});
});
