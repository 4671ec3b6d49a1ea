'use strict';

/* Keeps the open page up to date: the server says that something changed, the page fetches itself. */
(() => {
	const contacts = document.getElementById('contacts');
	const chat = document.getElementById('chat');

	let followsEnd = location.hash === '';
	const goToEnd = () => {
		if (followsEnd) chat.scrollTop = chat.scrollHeight;
	};

	async function refresh() {
		const { contact } = chat.dataset;
		const address = contact ? `/?contact=${encodeURIComponent(contact)}` : '/';
		const answer = await fetch(address, { cache: 'no-store' });
		const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
		const next = page.getElementById('chat');
		const sideways = contacts.querySelector('ul')?.scrollLeft ?? 0;
		chat.dataset.contact = next.dataset.contact;
		contacts.replaceChildren(...page.getElementById('contacts').childNodes);
		contacts.querySelector('ul').scrollLeft = sideways;
		chat.replaceChildren(...next.childNodes);
		goToEnd();
	}

	let isRunning = false;
	let isStale = false;
	async function refreshOneByOne() {
		isStale = true;
		if (isRunning) return;
		isRunning = true;
		while (isStale) {
			isStale = false;
			await refresh().catch(() => {});
		}
		isRunning = false;
	}

	goToEnd();
	chat.addEventListener('scroll', () => {
		followsEnd = chat.scrollHeight - chat.scrollTop - chat.clientHeight < 80;
	});
	// A picture grows when it has arrived, without a scroll event.
	chat.addEventListener('load', goToEnd, { capture: true });
	const events = new EventSource('/_page/events');
	events.addEventListener('message', () => void refreshOneByOne());
	events.addEventListener('open', () => void refreshOneByOne());
})();
