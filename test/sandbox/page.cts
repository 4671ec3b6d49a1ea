import { createReadStream } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { mediaPath } from './answers.cts';
import type { ApiContext } from './api.cts';
import { isPicture, isShown } from './bubble.cts';
import { chatPage } from './chatPage.cts';
import { stickerById, stickerSvg } from './stickers.cts';

/** Nothing from other hosts, no inline script or style: the texts of senders can do no harm. */
const PAGE_POLICY =
	"default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const MEDIA_POLICY = "default-src 'none'; sandbox";
const TELL_AT_MOST_EVERY_MS = 150;

type Headers = Readonly<Record<string, string>>;

function send(response: ServerResponse, type: string, body: string | Buffer, more?: Headers): void {
	response.writeHead(200, {
		'content-type': type,
		'cache-control': 'no-cache',
		'x-content-type-options': 'nosniff',
		...more,
	});
	response.end(body);
}

function notFound(response: ServerResponse): void {
	response.writeHead(404, { 'content-type': 'text/plain' }).end('Not here');
}

function sendChat(query: string | undefined, response: ServerResponse, context: ApiContext): void {
	const { log, url, customer } = context;
	const contact = new URLSearchParams(query).get('contact') ?? undefined;
	const message = (id: string | undefined) => log.message(id);
	const { said, problem } = customer;
	const page = chatPage({ messages: log.messages, said, problem, message, contact, url });
	send(response, 'text/html; charset=utf-8', page, { 'content-security-policy': PAGE_POLICY });
}

/** Tells an open page that something changed; the page then reloads itself. */
function sendEvents(response: ServerResponse, { log }: ApiContext): void {
	response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
	response.write(': open\n\n');
	let timer: NodeJS.Timeout | undefined;
	const tell = (): void => {
		timer = undefined;
		response.write('data: changed\n\n');
	};
	const stop = log.watch(() => {
		timer ??= setTimeout(tell, TELL_AT_MOST_EVERY_MS);
	});
	response.once('close', () => {
		stop();
		clearTimeout(timer);
	});
}

/** Only pictures keep their type; anything else is handed over as bytes to save. */
async function sendMedia(path: string, response: ServerResponse, context: ApiContext) {
	const message = context.log.message(path.split('/')[2]);
	const file = message?.file;
	if (!message || mediaPath(message) !== path || file?.path === undefined) {
		return notFound(response);
	}
	response.writeHead(200, {
		'content-type': isPicture(file) ? file.type : 'application/octet-stream',
		'content-disposition': isPicture(file) ? 'inline' : 'attachment',
		'content-length': file.size,
		'content-security-policy': MEDIA_POLICY,
		'x-content-type-options': 'nosniff',
		'cache-control': 'max-age=31536000, immutable',
	});
	await pipeline(createReadStream(file.path), response).catch(() => {});
}

function sendSticker(path: string, response: ServerResponse): void {
	const sticker = stickerById(/^\/_page\/sticker\/(\d+)\.svg$/.exec(path)?.[1]);
	if (!sticker) return notFound(response);
	send(response, 'image/svg+xml', stickerSvg(sticker), {
		'content-security-policy': MEDIA_POLICY,
		'cache-control': 'max-age=31536000, immutable',
	});
}

/** Writes in the customer's name, and shows the chat. */
async function takeWords(request: IncomingMessage, response: ServerResponse, context: ApiContext) {
	const { customer, log } = context;
	const body = new Response(Readable.toWeb(request) as ReadableStream, {
		headers: { 'content-type': request.headers['content-type'] ?? '' },
	});
	const form = await body.formData();
	const field = (name: string) => String(form.get(name) ?? '').trim();
	const file = form.get('picture');
	const isPicture = typeof file === 'object' && file !== null && file.size > 0;
	const picture = isPicture
		? { bytes: Buffer.from(await file.arrayBuffer()), type: file.type }
		: undefined;
	const identity = field('identity').replace(/\D/g, '');
	const button = field('button');
	const text = button || field('text');
	if (identity !== '' && (text !== '' || picture)) {
		await customer.say({
			identity,
			text,
			isButton: button !== '',
			...(picture ? { picture } : {}),
		});
		log.changed();
	}
	response.writeHead(303, { location: `/?contact=${identity}` }).end();
}

function sendPicture(path: string, response: ServerResponse, { customer }: ApiContext): void {
	const id = path.split('/').at(-1);
	const picture = customer.said.find((message) => message.id === id)?.picture;
	if (!picture || !isShown(picture.type)) return notFound(response);
	send(response, picture.type, picture.bytes, { 'content-security-policy': MEDIA_POLICY });
}

/** Whether the address belongs to the page and not to the API. */
export function isPagePath(path: string): boolean {
	return path === '/' || path.startsWith('/_page/') || path.startsWith('/media/');
}

/** Serves the chat page and its files. */
export async function servePage(
	request: IncomingMessage,
	response: ServerResponse,
	context: ApiContext,
): Promise<void> {
	const [path = '', query] = (request.url ?? '').split('?', 2);
	if (path === '/') return sendChat(query, response, context);
	if (path === '/_page/events') return sendEvents(response, context);
	if (path === '/_page/style.css') {
		return send(response, 'text/css', await readFile(join(__dirname, 'page.css')));
	}
	if (path === '/_page/script.js') {
		return send(response, 'text/javascript', await readFile(join(__dirname, 'page.js')));
	}
	if (path === '/_page/say') return await takeWords(request, response, context);
	if (path.startsWith('/_page/customer/')) return sendPicture(path, response, context);
	if (path.startsWith('/media/')) return sendMedia(path, response, context);
	return sendSticker(path, response);
}
