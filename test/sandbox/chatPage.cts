import { bubble, clock, summary } from './bubble.cts';
import { html, type Html } from './html.cts';
import type { ReceivedMessage } from './types.cts';

const SHOWN_MESSAGES = 200;
const SHOWN_CONTACTS = 100;

export interface ChatView {
	readonly messages: readonly ReceivedMessage[];
	readonly message: (id: string | undefined) => ReceivedMessage | undefined;
	/** The contact to show; the one written to last when undefined. */
	readonly contact: string | undefined;
	readonly url: string;
}

interface Contact {
	readonly identity: string;
	readonly last: ReceivedMessage;
	readonly count: number;
}

function contactsOf(messages: readonly ReceivedMessage[]): readonly Contact[] {
	const contacts = new Map<string, Contact>();
	for (const last of messages) {
		const count = (contacts.get(last.identity)?.count ?? 0) + 1;
		// Taken out first, so that the one written to last comes last.
		contacts.delete(last.identity);
		contacts.set(last.identity, { identity: last.identity, last, count });
	}
	return [...contacts.values()].reverse();
}

function contactLink(contact: Contact, shown: string | undefined): Html {
	const { identity, last, count } = contact;
	const current = identity === shown ? 'true' : 'false';
	return html`<li>
		<a href="/?contact=${encodeURIComponent(identity)}" aria-current="${current}">
			<span class="who"><bdi>${identity}</bdi><time>${clock(last.finishedAt)}</time></span>
			<span class="last"><span dir="auto">${summary(last)}</span><b>${count}</b></span>
		</a>
	</li>`;
}

function contactList(contacts: readonly Contact[], shown: string | undefined): Html {
	const links = contacts.slice(0, SHOWN_CONTACTS).map((contact) => contactLink(contact, shown));
	const rest = contacts.length - links.length;
	const more = rest > 0 ? html`<li class="note">and ${rest} more</li>` : undefined;
	return html`<ul>
		${links}${more}
	</ul>`;
}

function dayOf(message: ReceivedMessage): string {
	return new Date(message.finishedAt).toLocaleDateString('en-GB', {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
	});
}

function bubbles(messages: readonly ReceivedMessage[], view: ChatView): readonly Html[] {
	return messages.map((message, index) => {
		const before = messages[index - 1];
		const isNewDay = !before || dayOf(before) !== dayOf(message);
		const day = isNewDay ? html`<li class="day">${dayOf(message)}</li>` : undefined;
		return html`${day}${bubble(message, view.message(message.quotedMessageId))}`;
	});
}

function emptyChat(url: string): Html {
	return html`<div class="empty">
		<img src="/_page/sticker/67.svg" alt="" />
		<p>Nothing received yet.</p>
		<p>Send a message to <code>${url}</code> and it shows up here.</p>
	</div>`;
}

function chat(identity: string, view: ChatView): Html {
	const all = view.messages.filter((message) => message.identity === identity);
	const shown = all.slice(-SHOWN_MESSAGES);
	const earlier = all.length - shown.length;
	const note = earlier > 0 ? html`<p class="note">${earlier} earlier messages</p>` : undefined;
	return html`<h2><bdi>${identity}</bdi></h2>
		${note}
		<ol>
			${bubbles(shown, view)}
		</ol>`;
}

function count(messages: number): string {
	return messages === 1 ? '1 message' : `${messages.toLocaleString('en-GB')} messages`;
}

/** The whole page: contacts on one side, the messages to one of them on the other. */
export function chatPage(view: ChatView): string {
	const contacts = contactsOf(view.messages);
	const shown = view.contact ?? contacts[0]?.identity;
	return html`<!doctype html>
		<html lang="en">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<meta name="color-scheme" content="light dark" />
				<title>iSlash sandbox</title>
				<link rel="icon" href="/_page/sticker/67.svg" />
				<link rel="stylesheet" href="/_page/style.css" />
				<script src="/_page/script.js" defer></script>
			</head>
			<body>
				<nav id="contacts" aria-label="Contacts">
					<header>
						<h1>iSlash sandbox</h1>
						<p>${count(view.messages.length)}</p>
					</header>
					${contactList(contacts, shown)}
				</nav>
				<main id="chat" data-contact="${shown}">
					${shown === undefined ? emptyChat(view.url) : chat(shown, view)}
				</main>
			</body>
		</html>`.markup;
}
