import { LABELS } from './answers.cts';

interface Contact {
	readonly id: number;
	readonly first_name: string;
	readonly last_name: string;
	readonly identity: string;
	readonly labels: ReadonlySet<string>;
	readonly assigned_to: string;
}

const FIRST_NAMES = ['Ada', 'Bo', 'Chen', 'Dia', 'Eli', 'Fay', 'Gus'];
const COUNT = 70;

/** Numbers that belong to nobody; every second contact paid, every seventh has yet to. */
function newContacts(): Contact[] {
	return Array.from({ length: COUNT }, (_, index) => ({
		id: 5 + index,
		first_name: FIRST_NAMES[index % FIRST_NAMES.length] ?? '',
		last_name: 'Chan',
		identity: String(85_250_000_001 + index),
		labels: new Set([
			...(index % 2 === 0 ? ['Paid'] : []),
			...(index % 7 === 0 ? ['Pending Payment'] : []),
		]),
		assigned_to: 'User 01',
	}));
}

export interface Query {
	readonly labelIds: 'all' | readonly string[];
	readonly page: number;
	readonly perPage: number;
}

/** The contacts of the sandbox and their labels, which it forgets when it is cleared. */
export class Contacts {
	private contacts = newContacts();

	clear(): void {
		this.contacts = newContacts();
	}

	/** The page that was asked for, and whether another one follows. Any of the labels is enough. */
	list({ labelIds, page, perPage }: Query): object {
		const texts = LABELS.filter(({ id }) => labelIds.includes(String(id))).map(({ text }) => text);
		const found = this.contacts.filter(
			({ labels }) => labelIds === 'all' || texts.some((text) => labels.has(text)),
		);
		const records = found.slice((page - 1) * perPage, page * perPage);
		const contacts = records.map((one) => ({ ...one, labels: [...one.labels].join(',') }));
		const pagination = { 'has-more-page': page * perPage < found.length, 'per-page': perPage };
		return { contacts, pagination };
	}

	/** @returns what is wrong; undefined when the label is on the contact, or off it */
	change(method: string, identity: string, label: string): string | undefined {
		if (!LABELS.some(({ text }) => text === label)) return `there is no label ${label}`;
		const at = this.contacts.findIndex((contact) => contact.identity === identity);
		const contact = this.contacts[at] ?? this.added(identity);
		const labels = new Set(contact.labels);
		if (method === 'DELETE') labels.delete(label);
		else labels.add(label);
		this.contacts[at === -1 ? this.contacts.length : at] = { ...contact, labels };
		return undefined;
	}

	private added(identity: string): Contact {
		const names = { first_name: '', last_name: '', assigned_to: '' };
		return { id: 5 + this.contacts.length, ...names, identity, labels: new Set() };
	}
}
