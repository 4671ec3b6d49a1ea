import type { INodeProperties } from 'n8n-workflow';

import { asObject, asText, hasId, type JsonObject, recordsOf } from '../../api/envelope';
import { InvalidInput } from '../../errors/invalidInput';
import { limitFields, readLimit } from '../../fields/limit';
import { optionsOf, sessionKey } from '../../fields/sendingOptions';
import { toText } from '../../fields/values';
import { labels } from '../label/labels';
import type { RepeatableOperation, Step } from '../operation';

const labelsOfContacts: INodeProperties = {
	displayName: 'Label Names or IDs',
	name: 'labels',
	type: 'multiOptions',
	typeOptions: { loadOptionsMethod: 'getLabels' },
	default: [],
	description:
		'Only contacts with these labels, or all contacts if none is chosen. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	hint: 'With several labels, iSlash does not document whether a contact needs all of them or only one',
};

/** Records per page: the default of the API, which documents no maximum. */
const PAGE = 30;

export const getManyContacts: RepeatableOperation = {
	kind: 'repeatable',
	name: 'Get Many',
	value: 'getAll',
	action: 'Get many contacts',
	description: 'List many contacts, or the contacts with certain labels',
	failed: 'The contacts could not be loaded',
	fields: [...limitFields, labelsOfContacts, optionsOf([sessionKey])],
	read: (item, session) => {
		const limit = readLimit(item);
		const names = toNames(item.value(labelsOfContacts));
		const list = { session, perPage: Math.min(limit ?? PAGE, PAGE) };
		const isById = names.every((name) => /^\d+$/.test(name));
		const first = isById ? page({ ...list, ids: names }, 1) : lookUpLabels(list, names);
		return { ...first, limit };
	},
};

/** The labels are picked from the list, or an expression gives a list, `a, b`, or one name or ID. */
function toNames(value: unknown): readonly string[] {
	const { displayName } = labelsOfContacts;
	const entries: readonly unknown[] = Array.isArray(value)
		? value
		: (toText(displayName, value)?.split(',') ?? []);
	const names = entries.map((entry) => toText(displayName, entry)?.trim() ?? '');
	return [...new Set(names)].filter((name) => name !== '');
}

interface ContactList {
	readonly session: string;
	readonly perPage: number;
	/** IDs of labels; an empty list means all contacts. */
	readonly ids: readonly string[];
}

function page(list: ContactList, number: number): Step {
	const query = {
		session: list.session,
		label_id: list.ids.length === 0 ? 'all' : list.ids.join(','),
		page: String(number),
		per_page: String(list.perPage),
	};
	return {
		request: { method: 'POST', path: '/chat-label/customers', query },
		records: contactsOf,
		next: (envelope) => (hasMore(envelope) ? page(list, number + 1) : undefined),
	};
}

/** The vendor's schema has one object where its sample has a list. */
function contactsOf(envelope: JsonObject): readonly JsonObject[] | undefined {
	const one = asObject(asObject(envelope.data)?.contacts);
	return (recordsOf(envelope, 'contacts') ?? (one && [one]))?.filter(hasId);
}

/** A page without contacts is the last page, even if it announces more. */
function hasMore(envelope: JsonObject): boolean {
	const pagination = asObject(asObject(envelope.data)?.pagination);
	return pagination?.['has-more-page'] === true && contactsOf(envelope)?.length !== 0;
}

/** Looks up the IDs of the labels first: the API takes no names. */
function lookUpLabels(list: Omit<ContactList, 'ids'>, names: readonly string[]): Step {
	return {
		request: labels.request(list.session),
		records: (envelope) => (labels.records(envelope) ? [] : undefined),
		next: (envelope) => {
			const known = labels.records(envelope) ?? [];
			const ids: string[] = [];
			for (const name of names) {
				const id = idOf(name, known);
				if (id === undefined) return notALabel(name);
				ids.push(id);
			}
			return page({ ...list, ids }, 1);
		},
	};
}

function idOf(name: string, known: readonly JsonObject[]): string | undefined {
	const wanted = name.toLowerCase();
	const label = known.find(({ id, text }) => {
		return String(id) === name || asText(text)?.trim().toLowerCase() === wanted;
	});
	return label && String(label.id);
}

function notALabel(name: string): InvalidInput {
	return new InvalidInput(
		labelsOfContacts.displayName,
		`contains '${name.slice(0, 60)}', which is not a label in iSlash`,
		'Choose the labels from the list, or give the name or ID of each.',
	);
}
