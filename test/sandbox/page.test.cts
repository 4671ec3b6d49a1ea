import { messageTo, sendRaw } from './rawClient.cts';
import { SANDBOX_SESSION_KEY, SANDBOX_TOKEN, startSandbox, type Sandbox } from './server.cts';

const PICTURE = { bytes: Buffer.from('not really'), name: 'cat.png', type: 'image/png' };
const PAGE_IN_DISGUISE = { bytes: Buffer.from('<script>'), name: '"><b>.html', type: 'text/html' };

let sandbox: Sandbox;
beforeAll(async () => {
	sandbox = await startSandbox({ keepFiles: true });
});
beforeEach(() => sandbox.reset());
afterAll(() => sandbox.close());

const send = (fields: Parameters<typeof messageTo>[1], identity = '85250000001') =>
	sendRaw(sandbox.url, messageTo(identity, fields));
const get = (path: string) => fetch(sandbox.url + path);
const page = async (path = '/') => (await get(path)).text();

it('says how to start, as long as nothing was received', async () => {
	expect(await page()).toContain(`Send a message to <code>${sandbox.url}</code>`);
});

it('shows texts as text, never as markup', async () => {
	await send({ text: '<script>alert("x")</script> & co' });
	expect(await page()).toContain(
		'<p class="text" dir="auto">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; co</p>',
	);
	expect(await page()).not.toContain('<script>alert');
});

it('shows contact numbers and file names as text', async () => {
	await send({ file: PAGE_IN_DISGUISE }, '<img src=x>');
	const shown = await page();
	expect(shown).toContain('<bdi>&lt;img src=x&gt;</bdi>');
	expect(shown).toContain('%3Cimg%20src%3Dx%3E');
	expect(shown).toContain('&gt;&lt;b&gt;.html</bdi>');
	expect(shown).not.toMatch(/<img src=x|<b>\.html/);
});

it('shows a picture inline and hands anything else over as bytes to save', async () => {
	await send({ file: PICTURE });
	await send({ file: PAGE_IN_DISGUISE });
	const [picture, other] = [...(await page()).matchAll(/href="(\/media\/[^"]+)"/g)];
	expect(await page()).toContain(`<img src="${picture?.[1]}" alt="cat.png"`);
	const answers = [await get(picture?.[1] ?? ''), await get(other?.[1] ?? '')];
	expect(answers.map(({ headers }) => headers.get('content-type'))).toEqual([
		'image/png',
		'application/octet-stream',
	]);
	expect(await answers[1]?.text()).toBe('<script>');
	expect(answers[1]?.headers.get('content-disposition')).toBe('attachment');
});

it('shows a template as the contact reads it, with its buttons and for when it is scheduled', async () => {
	await fetch(`${sandbox.url}/api/public/schedule-message`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'x-user-token': SANDBOX_TOKEN },
		body: JSON.stringify({
			session: SANDBOX_SESSION_KEY,
			identity: '85250000001',
			send_at: '2026-12-24 09:00:00',
			template_name: 'payment_update_en',
			variable_1: '<Ann>',
			variable_2: '1024',
		}),
	});
	const shown = await page();
	expect(shown).toContain('Hello &lt;Ann&gt;, the payment of your order 1024 has been received');
	expect(shown).toContain('<p class="title" dir="auto">Payment Update</p>');
	expect(shown).toContain('<b>Order Detail</b>');
	expect(shown).toMatch(/payment_update_en, scheduled for 2026-12-24 09:00:00/);
});

it('links web addresses only', async () => {
	await send({ file_url: 'https://a.example/b.pdf' });
	await send({ file_url: 'javascript:alert(1)' });
	const shown = await page();
	expect(shown).toContain(
		'href="https://a.example/b.pdf" target="_blank" rel="noopener noreferrer"',
	);
	expect(shown).not.toContain('href="javascript:');
	expect(shown).toContain('javascript:alert(1)');
});

it('shows stickers and quoted messages', async () => {
	await send({ sticker_id: '66' });
	await send({ text: 'yes', quoted_message_id: '9126' });
	await send({ text: 'no', quoted_message_id: '4' });
	const shown = await page();
	expect(shown).toContain('src="/_page/sticker/66.svg" alt="thumbs up"');
	expect(shown).toContain('<a class="quote" href="#m9126" dir="auto">Sticker: thumbs up</a>');
	expect(shown).toMatch(/Message 4, not received here/);
	expect((await get('/_page/sticker/66.svg')).headers.get('content-type')).toBe('image/svg+xml');
});

it('shows one contact at a time, the latest first', async () => {
	await send({ text: 'to one' }, '1');
	await send({ text: 'to two' }, '2');
	const inChat = async (path: string) => (await page(path)).split('<main')[1];
	expect(await inChat('/')).toContain('>to two</p>');
	expect(await inChat('/')).not.toContain('>to one</p>');
	expect(await inChat('/?contact=1')).toContain('>to one</p>');
});

it('tells an open page of a new message', async () => {
	const events = (await get('/_page/events')).body?.getReader();
	await events?.read();
	await send({ text: 'a' });
	const { value } = (await events?.read()) ?? {};
	expect(Buffer.from(value ?? []).toString()).toBe('data: changed\n\n');
	await events?.cancel();
});

it('loads nothing from elsewhere and runs no script but its own', async () => {
	const policy = (await get('/')).headers.get('content-security-policy');
	expect(policy).toContain("default-src 'none'; style-src 'self'; script-src 'self'");
	expect((await get('/_page/style.css')).headers.get('content-type')).toBe('text/css');
	expect((await get('/_page/script.js')).headers.get('content-type')).toBe('text/javascript');
});

it('is not among the requests the sandbox received', async () => {
	await page();
	expect(sandbox.requests).toEqual([]);
});

it('can be left away', async () => {
	const plain = await startSandbox({ page: false });
	expect((await fetch(`${plain.url}/`)).status).toBe(404);
	await plain.close();
});
