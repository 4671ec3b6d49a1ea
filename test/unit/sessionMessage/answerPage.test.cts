import { createHash } from 'node:crypto';
import {
	notePage,
	PAGE_HEADERS,
	questionPage,
	STYLE_HASH,
} from '../../../nodes/ISlash/operations/sessionMessage/answerPage';

/** The page that a question is answered on. */

const HOSTILE = `</h1><script>alert("x")</script>' & co`;
const double = { text: 'May I?', buttons: { approve: 'Yes', decline: 'No' } };

test('a question has a button for each answer, in a form that goes back to the very address', () => {
	const page = questionPage(double);
	expect(page).toContain('<h1 dir="auto">May I?</h1><form method="post">');
	expect(
		[...page.matchAll(/<button[^>]*value="(\w+)"[^>]*>([^<]*)</g)].map(([, ...one]) => one),
	).toEqual([
		['approve', 'Yes'],
		['decline', 'No'],
	]);
	expect(page).not.toContain('action=');
});

test('with one button it can only be approved', () => {
	const page = questionPage({ text: 'Read?', buttons: { approve: 'Yes', decline: undefined } });
	expect(page.match(/<button/g)).toHaveLength(1);
});

test('where an answer is written there is a field with a label', () => {
	const page = questionPage({ text: 'When?', buttons: undefined });
	expect(page).toContain(
		'<label for="text">Your answer</label><textarea id="text" name="text" required',
	);
});

test('everything that people write is shown as text', () => {
	const buttons = { approve: HOSTILE, decline: HOSTILE };
	const pages = [questionPage({ text: HOSTILE, buttons }, HOSTILE), notePage(HOSTILE, HOSTILE)];
	for (const page of pages) {
		expect(page).toContain('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&#39; &amp; co');
		expect(page).not.toContain('<script');
	}
});

test('it has no script and loads nothing, and a policy that says so', () => {
	const page = questionPage(double);
	expect(page).not.toMatch(/<script|<link|<img|url\(|@import|https?:/);
	const [, style = ''] = /<style>(.*)<\/style>/s.exec(page) ?? [];
	expect(STYLE_HASH).toBe(`sha256-${createHash('sha256').update(style).digest('base64')}`);
	expect(PAGE_HEADERS).toMatchObject({
		'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
		'Cache-Control': 'no-store',
		'Referrer-Policy': 'no-referrer',
	});
});

test('it has no more than 15 kB, however long the question is', () => {
	const longest = questionPage({ ...double, text: 'a'.repeat(100_000) });
	expect(Buffer.byteLength(longest)).toBeLessThan(15_000);
	expect(Buffer.byteLength(questionPage(double))).toBeLessThan(3_000);
});
