import type { Question } from './question';

/** The page of a question. It has no script and loads nothing. */

const STYLE = `:root{color-scheme:light dark;--text:#17212b;--page:#f2f4f7;--card:#fff;--line:#5b6b7b;--main:#0b5c4a;--on:#fff}@media(prefers-color-scheme:dark){:root{--text:#eef2f6;--page:#10171d;--card:#1b242d;--line:#93a4b5;--main:#7fe0c3;--on:#06281f}}*{box-sizing:border-box}body{margin:0;padding:20px;background:var(--page);color:var(--text);font:20px/1.45 system-ui,sans-serif}main{max-width:560px;margin:0 auto}h1{margin:12px 0 28px;font-size:24px;line-height:1.35;font-weight:600;white-space:pre-wrap;overflow-wrap:anywhere}label{display:block;margin-bottom:8px}textarea,button{display:block;width:100%;margin:0 0 16px;padding:16px;border:2px solid var(--line);border-radius:14px;font:inherit;background:var(--card);color:var(--text)}textarea{min-height:160px}button{min-height:64px;font-weight:600;cursor:pointer;overflow-wrap:anywhere}button.main{background:var(--main);border-color:var(--main);color:var(--on)}:focus-visible{outline:4px solid var(--line);outline-offset:2px}p{overflow-wrap:anywhere}`;

/** The hash of STYLE: the policy allows no other style. */
export const STYLE_HASH = 'sha256-lnBXisbfF8J93sbcgDep3qrKMGIwSQXzOtaWe2LJJF0=';

/** The headers of every page: browsers neither store nor frame it, nor send its address to others. */
export const PAGE_HEADERS: Readonly<Record<string, string>> = {
	'Content-Type': 'text/html; charset=utf-8',
	'Content-Security-Policy': `default-src 'none'; style-src '${STYLE_HASH}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
	'Cache-Control': 'no-store',
	'Referrer-Policy': 'no-referrer',
	'X-Content-Type-Options': 'nosniff',
	'X-Robots-Tag': 'noindex, nofollow',
};

function escaped(text: string): string {
	const entities: Readonly<Record<string, string>> = {
		'&': '&amp;',
		'<': '&lt;',
		'>': '&gt;',
		'"': '&quot;',
		"'": '&#39;',
	};
	return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function page(title: string, content: string): string {
	return `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(title)}</title><style>${STYLE}</style></head><body><main>${content}</main></body></html>`;
}

/** The longest question that the page shows in full; the chat shows all of it. */
const LONGEST = 5_000;

/**
 * The question with its buttons or its text field. The form has no `action`, so the browser sends it
 * to the same address, with the signature.
 *
 * @param hint how to correct an answer that was refused
 */
export function questionPage({ text, buttons }: Question, hint = ''): string {
	const fields = buttons
		? [
				button('approve', buttons.approve, true),
				buttons.decline === undefined ? '' : button('decline', buttons.decline, false),
			].join('')
		: '<label for="text">Your answer</label><textarea id="text" name="text" required maxlength="10000" dir="auto"></textarea><button class="main" type="submit">Send</button>';
	const alert = hint === '' ? '' : `<p role="alert">${escaped(hint)}</p>`;
	const shown = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
	return page(
		'Your answer',
		`<h1 dir="auto">${escaped(shown)}</h1>${alert}<form method="post">${fields}</form>`,
	);
}

function button(decision: string, label: string, isMain: boolean): string {
	const look = isMain ? ' class="main"' : '';
	return `<button${look} type="submit" name="decision" value="${decision}" dir="auto">${escaped(label)}</button>`;
}

/** A page with a title and a text. */
export function notePage(title: string, text: string): string {
	return page(title, `<h1>${escaped(title)}</h1><p>${escaped(text)}</p>`);
}
