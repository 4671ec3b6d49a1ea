import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { ReceivedMessage } from './types.cts';

/** The customer's side of a conversation: their messages, and the webhook that reports them to n8n. */

export interface Picture {
	readonly bytes: Buffer;
	readonly type: string;
}

/** What somebody wrote in the customer's name. */
export interface CustomerMessage {
	readonly id: string;
	readonly identity: string;
	readonly text: string;
	readonly picture?: Picture;
	/** Whether the text is the title of a button that was pressed. */
	readonly isButton: boolean;
	readonly at: number;
}

const seconds = (time: number) => String(Math.floor(time / 1000));

/** Key for key as in the vendor's samples; a pressed button as Meta gives it, whom the vendor refers to. */
function bodyOf(message: CustomerMessage, sequence: number): object {
	const { id, identity, text, picture, isButton, at } = message;
	const facts = {
		profile: { name: `Customer ${identity.slice(-4)}` },
		wa_id: identity,
		from: identity,
		id,
		timestamp: seconds(at),
		sequence: String(sequence),
	};
	if (isButton) return { ...facts, type: 'button', button: { payload: text, text } };
	if (!picture) return { ...facts, type: 'text', text: { body: text } };
	const sha256 = createHash('sha256').update(picture.bytes).digest('hex');
	const image = { id: randomUUID(), mime_type: picture.type, sha256 };
	return { ...facts, type: 'image', image: text === '' ? image : { ...image, caption: text } };
}

const STATUSES = ['sent', 'delivered', 'read'] as const;
const BETWEEN_STATUSES_MS = 150;

/** Calls the address that an administrator of iSlash would have entered. */
export class Customer {
	readonly said: CustomerMessage[] = [];
	/** Without it n8n hears nothing. */
	webhook: string | undefined;
	/** What became of the last call, for the page. */
	problem: string | undefined;
	private sequence = 35_500_920;
	private readonly timers = new Set<NodeJS.Timeout>();

	/** Writes in the customer's name. */
	async say(message: Omit<CustomerMessage, 'id' | 'at'>): Promise<void> {
		const id = `ABGG${randomBytes(17).toString('base64url')}`;
		const noted = { ...message, id, at: Date.now() };
		this.said.push(noted);
		this.sequence += 1;
		await this.call({ messages: [bodyOf(noted, this.sequence)] });
	}

	/** Tells n8n how far a message came, one step after another. */
	tellStatuses({ sid, identity }: ReceivedMessage): void {
		if (this.webhook === undefined) return;
		STATUSES.forEach((status, index) => {
			const timer = setTimeout(
				() => {
					this.timers.delete(timer);
					this.sequence += 1;
					const facts = { sequence: String(this.sequence), type: 'message' };
					const timestamp = seconds(Date.now());
					const one = { ...facts, id: sid, recipient_id: identity, status, timestamp };
					void this.call({ statuses: [one] });
				},
				BETWEEN_STATUSES_MS * (index + 1),
			);
			this.timers.add(timer);
		});
	}

	clear(): void {
		this.said.length = 0;
		this.problem = undefined;
		this.timers.forEach((timer) => clearTimeout(timer));
		this.timers.clear();
	}

	private async call(body: object): Promise<void> {
		if (this.webhook === undefined) {
			this.problem = 'n8n does not hear this: no address of an iSlash Trigger is set.';
			return;
		}
		try {
			const { status } = await fetch(this.webhook, {
				method: 'POST',
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify(body),
			});
			this.problem = status === 200 ? undefined : `The iSlash Trigger answered ${status}.`;
		} catch {
			this.problem = 'The iSlash Trigger could not be reached. Is n8n running?';
		}
	}
}
