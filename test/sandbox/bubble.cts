import { mediaPath, nameOfUrl } from './answers.cts';
import type { CustomerMessage } from './customer.cts';
import { html, type Html } from './html.cts';
import { stickerById } from './stickers.cts';
import { templateText, templateView } from './templateView.cts';
import type { ReceivedFile, ReceivedMessage } from './types.cts';

/** Pictures every browser shows and that can't hold a script. */
const SHOWN_INLINE = /^image\/(png|jpeg|gif|webp|avif|bmp)$/;
const TEXT_SHOWN = 4000;

/** Whether files of this type may be shown inside the page. */
export function isShown(type: string): boolean {
	return SHOWN_INLINE.test(type);
}

/** Whether a received file may be shown inside the page. */
export function isPicture(file: ReceivedFile): boolean {
	return isShown(file.type);
}

/** 23:59, in the time zone of this machine. */
export function clock(time: number): string {
	return new Date(time).toLocaleTimeString('en-GB', { hour: '2-digit', minute: '2-digit' });
}

/** Bytes in words: 999 B, 1.5 kB, 20 MB. */
function sizeInWords(bytes: number): string {
	const units = ['B', 'kB', 'MB', 'GB'];
	const power = Math.min(3, Math.floor(Math.log10(Math.max(bytes, 1)) / 3));
	const value = bytes / 1000 ** power;
	return `${power > 0 && value < 10 ? value.toFixed(1) : Math.round(value)} ${units[power]}`;
}

/** One line that stands for a message: in the contact list and when it is quoted. */
export function summary(message: ReceivedMessage): string {
	if (message.text !== undefined) return message.text.slice(0, 120);
	if (message.templateName !== undefined) return templateText(message).slice(0, 120);
	if (message.file) return isPicture(message.file) ? 'Picture' : message.file.name || 'File';
	if (message.fileUrl !== undefined) return nameOfUrl(message.fileUrl);
	return `Sticker: ${stickerById(message.stickerId)?.name ?? message.stickerId ?? ''}`;
}

function quote(message: ReceivedMessage, quoted: ReceivedMessage | undefined): Html | undefined {
	if (message.quotedMessageId === undefined) return undefined;
	if (!quoted) {
		return html`<p class="quote" dir="auto">
			Message ${message.quotedMessageId}, not received here
		</p>`;
	}
	return html`<a class="quote" href="#m${quoted.id}" dir="auto">${summary(quoted)}</a>`;
}

function card(icon: string, name: string, about: string): Html {
	return html`<span class="icon" aria-hidden="true">${icon}</span
		><span class="about"><bdi class="name">${name}</bdi><small>${about}</small></span>`;
}

function extension(name: string): string {
	return /\.([a-z0-9]{1,4})$/i.exec(name)?.[1]?.toUpperCase() ?? 'FILE';
}

function fileView(file: ReceivedFile, message: ReceivedMessage): Html {
	const address = mediaPath(message);
	if (file.path !== undefined && isPicture(file)) {
		return html`<a class="picture" href="${address}"
			><img src="${address}" alt="${file.name}"
		/></a>`;
	}
	const about = `${sizeInWords(file.size)} · ${file.type}`;
	const inside = card(extension(file.name), file.name || 'File without a name', about);
	return file.path === undefined
		? html`<div class="card">${inside}</div>`
		: html`<a class="card" href="${address}" download="${file.name || 'file'}">${inside}</a>`;
}

function urlView(fileUrl: string): Html {
	const inside = card('URL', nameOfUrl(fileUrl), fileUrl);
	return /^https?:\/\//i.test(fileUrl)
		? html`<a class="card" href="${fileUrl}" target="_blank" rel="noopener noreferrer"
				>${inside}</a
			>`
		: html`<div class="card">${inside}</div>`;
}

function stickerView(stickerId: string): Html {
	const sticker = stickerById(stickerId);
	if (!sticker)
		return html`<div class="card">${card('?', `Sticker ${stickerId}`, 'unknown')}</div>`;
	return html`<img class="sticker" src="/_page/sticker/${sticker.id}.svg" alt="${sticker.name}" />`;
}

function textView(text: string): Html {
	if (text.length <= TEXT_SHOWN) return html`<p class="text" dir="auto">${text}</p>`;
	const length = text.length.toLocaleString('en-GB');
	return html`<p class="text" dir="auto">${text.slice(0, TEXT_SHOWN)}…</p>
		<p class="note">${length} characters in all</p>`;
}

/** A message as it looks in the chat. */
export function bubble(message: ReceivedMessage, quoted: ReceivedMessage | undefined): Html {
	const { id, file, fileUrl, stickerId, text, finishedAt } = message;
	const kind = stickerId !== undefined && text === undefined ? 'bubble bare' : 'bubble';
	return html`<li class="${kind}" id="m${id}">
		${quote(message, quoted)}${file && fileView(file, message)}
		${fileUrl === undefined ? undefined : urlView(fileUrl)}
		${stickerId === undefined ? undefined : stickerView(stickerId)}
		${text === undefined ? undefined : textView(text)}
		${message.templateName === undefined ? undefined : templateView(message)}
		<p class="meta"><span>#${id}</span> <time>${clock(finishedAt)}</time></p>
	</li>`;
}

/** What the customer wrote, on the other side of the chat. */
export function customerBubble({ id, text, picture, isButton, at }: CustomerMessage): Html {
	const shown = picture
		? isShown(picture.type)
			? html`<img class="picture" src="/_page/customer/${id}" alt="A picture of the customer" />`
			: html`<div class="card">${card('FILE', 'A file', picture.type)}</div>`
		: undefined;
	return html`<li class="bubble customer">
		${shown}${text === '' ? undefined : textView(text)}
		<p class="meta">
			${isButton ? html`<span>button</span>` : undefined} <time>${clock(at)}</time>
		</p>
	</li>`;
}
