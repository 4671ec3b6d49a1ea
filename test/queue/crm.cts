/** One call of a CRM: the text, and the key that makes repeated calls one message. */
export interface Deal {
	readonly key: string;
	readonly phone: string;
	readonly text: string;
}

/** So many deals, each with a key and a contact of its own. */
export function makeDeals(name: string, count: number): readonly Deal[] {
	return Array.from({ length: count }, (_, index) => ({
		key: `${name}-${index}`,
		phone: `852${String(10_000_000 + index)}`,
		text: `${name} ${index}`,
	}));
}

/** Calls the webhook once per deal, so many calls at a time, and waits for n8n's answers. */
export async function callAboutAll(
	webhook: string,
	deals: readonly Deal[],
	atOnce = 10,
): Promise<void> {
	const waiting = [...deals];
	const caller = async () => {
		for (let deal = waiting.shift(); deal; deal = waiting.shift()) await callAbout(webhook, deal);
	};
	await Promise.all(Array.from({ length: atOnce }, caller));
}

/** Calls the webhook; n8n answers as soon as it has queued the execution. */
export async function callAbout(webhook: string, deal: Deal): Promise<void> {
	const answer = await fetch(webhook, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(deal),
	});
	const text = await answer.text();
	if (!answer.ok) throw new Error(`The webhook answered ${answer.status}: ${text.slice(0, 300)}`);
}
