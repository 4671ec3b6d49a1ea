import { bubble, clock, customerBubble, summary } from './bubble.cts';
import type { CustomerMessage } from './customer.cts';
import { html, type Html } from './html.cts';
import type { ReceivedMessage } from './types.cts';

const SHOWN_MESSAGES = 200;
const SHOWN_CONTACTS = 100;

export interface ChatView {
	readonly messages: readonly ReceivedMessage[];
	/** What was written in the customers' name. */
	readonly said: readonly CustomerMessage[];
	/** Why n8n did not hear the last of it. */
	readonly problem: string | undefined;
	readonly message: (id: string | undefined) => ReceivedMessage | undefined;
	/** The contact to show; the one written to last when undefined. */
	readonly contact: string | undefined;
	readonly url: string;
}

interface Contact {
	readonly identity: string;
	readonly last: Entry;
	readonly count: number;
}

/** A bubble of the chat, whoever wrote it. */
interface Entry {
	readonly identity: string;
	readonly at: number;
	readonly line: string;
	readonly bubble: Html;
}

/** Everything that was written, in the order of time. */
function entriesOf({ messages, said, message }: ChatView): readonly Entry[] {
	const received = messages.map((one) => ({
		identity: one.identity,
		at: one.finishedAt,
		line: summary(one),
		bubble: bubble(one, message(one.quotedMessageId)),
	}));
	const written = said.map((one) => ({
		identity: one.identity,
		at: one.at,
		line: one.text || 'Picture',
		bubble: customerBubble(one),
	}));
	return [...received, ...written].sort((one, other) => one.at - other.at);
}

function contactsOf(entries: readonly Entry[]): readonly Contact[] {
	const contacts = new Map<string, Contact>();
	for (const last of entries) {
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
			<span class="who"><bdi>${identity}</bdi><time>${clock(last.at)}</time></span>
			<span class="last"><span dir="auto">${last.line}</span><b>${count}</b></span>
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

function dayOf({ at }: Entry): string {
	return new Date(at).toLocaleDateString('en-GB', {
		weekday: 'long',
		day: 'numeric',
		month: 'long',
	});
}

function bubbles(entries: readonly Entry[]): readonly Html[] {
	return entries.map((entry, index) => {
		const before = entries[index - 1];
		const isNewDay = !before || dayOf(before) !== dayOf(entry);
		const day = isNewDay ? html`<li class="day">${dayOf(entry)}</li>` : undefined;
		return html`${day}${entry.bubble}`;
	});
}

function emptyChat(url: string): Html {
	return html`<div class="empty">
		<img src="/_page/sticker/67.svg" alt="" />
		<p>Nothing received yet.</p>
		<p>Send a message to <code>${url}</code> and it shows up here.</p>
	</div>`;
}

function chat(identity: string, entries: readonly Entry[]): Html {
	const all = entries.filter((entry) => entry.identity === identity);
	const shown = all.slice(-SHOWN_MESSAGES);
	const earlier = all.length - shown.length;
	const note = earlier > 0 ? html`<p class="note">${earlier} earlier messages</p>` : undefined;
	return html`<h2><bdi>${identity}</bdi></h2>
		${note}
		<ol>
			${bubbles(shown)}
		</ol>`;
}

/** Where somebody writes in the customer's name. */
function customerForm(identity: string | undefined, problem: string | undefined): Html {
	const note = problem === undefined ? undefined : html`<p class="problem">${problem}</p>`;
	return html`<form
		id="say"
		method="post"
		action="/_page/say"
		enctype="multipart/form-data"
		aria-label="Write as the customer"
	>
		${note}
		<input
			name="identity"
			required
			inputmode="tel"
			aria-label="Number of the customer"
			value="${identity ?? '442079460001'}"
		/>
		<input name="text" autocomplete="off" aria-label="Text" placeholder="Write as the customer" />
		<input name="picture" type="file" accept="image/*" aria-label="Picture" />
		<button>Send</button>
	</form>`;
}

function count(messages: number): string {
	return messages === 1 ? '1 message' : `${messages.toLocaleString('en-GB')} messages`;
}

/** The whole page: contacts on one side, the messages to one of them on the other. */
export function chatPage(view: ChatView): string {
	const entries = entriesOf(view);
	const contacts = contactsOf(entries);
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
						<p>${count(entries.length)}</p>
					</header>
					${contactList(contacts, shown)}
				</nav>
				<main id="chat" data-contact="${shown}">
					${shown === undefined ? emptyChat(view.url) : chat(shown, entries)}
				</main>
				${customerForm(shown, view.problem)}
			</body>
		</html>`.markup;
}
