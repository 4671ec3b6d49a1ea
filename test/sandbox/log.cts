import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ReceivedMessage, ReceivedPart, ReceivedRequest } from './types.cts';

type Writable<T> = { -readonly [K in keyof T]: T[K] };

/** A request on its way: filled in as it arrives and is answered. */
export type OpenRequest = Writable<ReceivedRequest>;

const FIRST_ID = 9126;
const FIRST_CONVERSATION = 246;

/** Notes a part on the request it belongs to. */
export function notePart(request: OpenRequest, part: ReceivedPart): void {
	request.parts = [...request.parts, part];
	if (part.value !== undefined) {
		request.fields = { ...request.fields, [part.name]: part.value };
	}
	if (part.file && ['file', 'media'].includes(part.name)) request.file = part.file;
}

function templateOf(fields: OpenRequest['fields']) {
	const variables = Object.entries(fields).filter(([name]) => /(^|_)variable_\d$/.test(name));
	return {
		templateName: fields.template_name,
		variables: Object.fromEntries(variables),
		...(fields.send_at ? { sendAt: fields.send_at } : {}),
	};
}

function messageOf(request: OpenRequest, id: number): ReceivedMessage {
	const { fields, file, startedAt } = request;
	return {
		id,
		sid: `gBGG${randomBytes(17).toString('base64url')}`,
		session: fields.session ?? '',
		identity: fields.identity ?? '',
		...(fields.text ? { text: fields.text } : {}),
		...(file ? { file } : {}),
		...(fields.file_url ? { fileUrl: fields.file_url } : {}),
		...(fields.sticker_id ? { stickerId: fields.sticker_id } : {}),
		...(fields.quoted_message_id ? { quotedMessageId: fields.quoted_message_id } : {}),
		...(fields.template_name ? templateOf(fields) : {}),
		startedAt,
		finishedAt: Date.now(),
	};
}

/** Everything the sandbox received since it started or was last cleared. */
export class ReceivedLog {
	readonly messages: ReceivedMessage[] = [];
	readonly requests: ReceivedRequest[] = [];
	private readonly conversations = new Map<string, number>();
	private readonly watchers = new Set<(message: ReceivedMessage | undefined) => void>();
	/** What began before a clear does not show up after it. */
	private current = new WeakSet<OpenRequest>();
	private readonly accepted = new WeakMap<OpenRequest, ReceivedMessage>();
	private folder: string | undefined;
	private filesTaken = 0;

	constructor(private readonly keepFiles: boolean) {}

	/** Notes a request at its first byte. */
	open(source: Pick<IncomingMessage, 'method' | 'url' | 'headers'>): OpenRequest {
		const request: OpenRequest = {
			method: source.method ?? '',
			path: source.url ?? '',
			headers: source.headers,
			fields: {},
			parts: [],
			startedAt: Date.now(),
			bodyBytes: 0,
		};
		this.current.add(request);
		this.requests.push(request);
		return request;
	}

	/** Counts the message of a request as sent, once. */
	accept(request: OpenRequest): ReceivedMessage {
		const known = this.accepted.get(request);
		if (known) return known;
		const message = messageOf(request, FIRST_ID + this.messages.length);
		if (!this.current.has(request)) return message;
		this.accepted.set(request, message);
		this.messages.push(message);
		this.watchers.forEach((watcher) => watcher(message));
		return message;
	}

	/** The message with that id, as text because ids can be larger than a number holds. */
	message(id: string | undefined): ReceivedMessage | undefined {
		const found = this.messages[Number(id) - FIRST_ID];
		return found && String(found.id) === id ? found : undefined;
	}

	/** One number per contact, counting up. */
	conversationOf(identity: string): number {
		const known = this.conversations.get(identity);
		if (known !== undefined) return known;
		const next = FIRST_CONVERSATION + this.conversations.size;
		this.conversations.set(identity, next);
		return next;
	}

	/** Where the next file goes; undefined when files are not kept. */
	newFilePath(): string | undefined {
		if (!this.keepFiles) return undefined;
		this.folder ??= mkdtempSync(join(tmpdir(), 'islash-sandbox-'));
		this.filesTaken += 1;
		return join(this.folder, String(this.filesTaken));
	}

	/** Tells that something else changed that the page shows. */
	changed(): void {
		this.watchers.forEach((watcher) => watcher(undefined));
	}

	/** Tells of every accepted message, and with undefined of every other change. */
	watch(watcher: (message: ReceivedMessage | undefined) => void): () => void {
		this.watchers.add(watcher);
		return () => this.watchers.delete(watcher);
	}

	clear(): void {
		this.messages.length = 0;
		this.requests.length = 0;
		this.conversations.clear();
		this.current = new WeakSet();
		this.dropFiles();
		this.changed();
	}

	dropFiles(): void {
		if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
		this.folder = undefined;
	}
}
