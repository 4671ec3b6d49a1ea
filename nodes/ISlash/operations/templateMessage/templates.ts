import { asObject, asText, type JsonObject, recordsOf } from '../../api/envelope';
import type { Picker } from '../../fields/picker';

/**
 * The templates of a channel. The API gives all of them in one answer to a POST.
 * Also the list for 'Template' in the editor, where the name identifies a template.
 */
export const templates: Picker = {
	failed: 'The templates could not be loaded',
	request: (session) => ({ method: 'POST', path: '/template-message', json: { session } }),
	records: (envelope) => recordsOf(envelope, 'templates')?.filter(hasName),
	entry: (template) => ({ name: labelOf(template), value: asText(template.name) ?? '' }),
};

/** The API identifies a template by its name, and takes no language. */
function hasName({ name }: JsonObject): boolean {
	return asText(name) !== undefined;
}

/** @returns the parts of a template, such as its header, body and buttons */
export function componentsOf(template: JsonObject): readonly JsonObject[] {
	const components = Array.isArray(template.components) ? template.components : [];
	return components.map(asObject).filter((component) => component !== undefined);
}

/** @returns the kind of a component or button, such as BODY or URL */
export function componentType(component: JsonObject): string {
	return asText(component.type)?.toUpperCase() ?? '';
}

/** The kinds of files that a template may have in its header, as the list calls them. */
export const MEDIA = ['picture', 'video', 'document'] as const;

const MEDIA_OF_FORMAT: Readonly<Record<string, (typeof MEDIA)[number]>> = {
	IMAGE: 'picture',
	VIDEO: 'video',
	DOCUMENT: 'document',
};

/** How the list marks a template with a file in its header. It is saved with the picked template. */
export const withMedia = (media: (typeof MEDIA)[number]) => `, with a ${media}`;

/** What the list shows for a template: `payment_update_en (en_US, approved, with a picture)`. */
export function labelOf(template: JsonObject): string {
	const facts = [asText(template.language), statusOf(template)].filter(Boolean).join(', ');
	return `${asText(template.name) ?? ''} (${facts}${headerOf(template)})`;
}

/** The list warns of templates that are not approved: they cannot be sent. */
function statusOf({ status }: JsonObject): string {
	const shown = asText(status)?.toLowerCase() ?? 'status unknown';
	return shown === 'approved' ? shown : `NOT APPROVED: ${shown}`;
}

function headerOf(template: JsonObject): string {
	const header = componentsOf(template).find((component) => componentType(component) === 'HEADER');
	const format = header && asText(header.format)?.toUpperCase();
	if (format === undefined || format === 'TEXT') return '';
	const media = MEDIA_OF_FORMAT[format];
	return media === undefined ? `, with a header: ${format.toLowerCase()}` : withMedia(media);
}

/**
 * Whether, according to the list, the header of the picked template takes no file.
 *
 * @param label made by labelOf() and saved with the picked template
 * @param name the template to send: the label may be that of another template
 */
export function isWithoutHeader(label: string, name: string): boolean {
	return label.startsWith(`${name} (`) && label.endsWith(')') && !label.includes(', with a ');
}
