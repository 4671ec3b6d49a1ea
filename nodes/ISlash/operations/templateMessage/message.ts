import type { IDataObject, INodeProperties } from 'n8n-workflow';

import { asObject, asText, type JsonObject } from '../../api/envelope';
import type { FormFile } from '../../api/form';
import { InvalidInput } from '../../errors/invalidInput';
import { binaryPropertyName } from '../../fields/binaryFile';
import { contactOf, readContactNumber } from '../../fields/contactNumber';
import { fileFromInput, readFile } from '../../fields/file';
import type { ItemReader } from '../../fields/reader';
import { locatorValue, toChoice, toText } from '../../fields/values';
import type { SendRequest } from '../operation';
import { isWithoutHeader, MEDIA, withMedia } from './templates';
import { readVariables, templateVariables } from './readVariables';
import type { VariableName } from './variables';

const templateName: INodeProperties = {
	displayName: 'Template',
	name: 'templateName',
	type: 'resourceLocator',
	required: true,
	default: { mode: 'list', value: '' },
	description: 'The template to send. It must be approved.',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a template...',
			typeOptions: { searchListMethod: 'searchTemplates', searchable: true },
		},
		{ displayName: 'By Name', name: 'name', type: 'string', placeholder: 'e.g. payment_update_en' },
	],
};

const attachment: INodeProperties = {
	displayName: 'Attachment',
	name: 'attachment',
	type: 'options',
	options: [
		fileFromInput,
		{ name: 'None', value: 'none', description: 'Only the text of the template' },
	],
	default: 'none',
	description:
		'The picture, video or document for the header of the template. The vendor does not document how to send a file: the node sends it in the form field media.',
};

const CHOICES = ['none', 'binaryFile'] as const;

/** The entry of the list is saved with the picked template, so the header is known without a request. */
const mediaNotices: readonly INodeProperties[] = MEDIA.map((media) => ({
	displayName: `This template has a ${media} in its header. Set 'Attachment' to 'File From Input', and choose the ${media}.`,
	name: `${media}Notice`,
	type: 'notice',
	default: '',
	displayOptions: {
		// Not `includes`, which throws in n8n 1.123 while no template is chosen.
		show: { '/templateName.cachedResultName': [{ _cnd: { regex: withMedia(media) } }] },
	},
}));

/** The fields of a template message, after 'Contact Number'. */
export const messageFields: readonly INodeProperties[] = [
	templateName,
	templateVariables,
	attachment,
	...mediaNotices,
	binaryPropertyName,
];

/** A template message, with the names of the API's fields. */
interface TemplateMessage extends Readonly<Partial<Record<VariableName, string>>> {
	readonly identity: string;
	readonly template_name: string;
	readonly send_at?: string;
	readonly media?: FormFile;
}

/** @throws InvalidInput with the label of the parameter that needs a change */
export async function readMessage(item: ItemReader): Promise<TemplateMessage> {
	const template_name = readName(item);
	// What the list said is true of the picked template, not of one that an expression gives.
	const saved = locatorValue(item.saved(templateName));
	const isPicked = typeof saved === 'string' && !saved.startsWith('=');
	const variables = readVariables(item, isPicked);
	const kind = toChoice(attachment.displayName, item.text(attachment), CHOICES);
	if (kind === 'binaryFile' && isPicked) refuseFileWithoutHeader(item, template_name);
	const media = kind === 'binaryFile' ? await readFile(item) : undefined;
	return { identity: readContactNumber(item), template_name, ...variables, media };
}

function readName(item: ItemReader): string {
	const { displayName } = templateName;
	const name = toText(displayName, locatorValue(item.value(templateName)))?.trim() ?? '';
	if (name !== '') return name;
	throw new InvalidInput(
		displayName,
		'is empty',
		'Pick a template from the list or enter its name. If it is an expression, check that the field has a value for this item.',
	);
}

function refuseFileWithoutHeader(item: ItemReader, name: string): void {
	const label = item.raw({ name: 'templateName.cachedResultName' });
	if (!isWithoutHeader(label, name)) return;
	throw new InvalidInput(
		attachment.displayName,
		`is a file, but the template '${name}' has no picture, video or document in its header`,
		"Set 'Attachment' to 'None'. If the template was changed in iSlash, pick it from the list again.",
	);
}

/** JSON without a file, a form with a file. The answer contains no message ID. */
export function toRequest(path: string, session: string, message: TemplateMessage): SendRequest {
	const { media, ...fields } = message;
	const { identity, template_name, send_at } = message;
	const body = { session, ...fields };
	return {
		contact: contactOf(identity),
		request: { method: 'POST', path, ...(media ? { form: { ...body, media } } : { json: body }) },
		prove: () => 'accepted',
		output: (envelope) => ({
			success: true,
			identity,
			template_name,
			...(send_at === undefined ? {} : { send_at }),
			...traceOf(envelope),
			// It came as JSON, which is all that IDataObject asks for.
			...(asObject(envelope.data) as IDataObject | undefined),
		}),
	};
}

function traceOf({ meta }: JsonObject): { readonly trace_id?: string } {
	const trace_id = asText(asObject(meta)?.trace_id);
	return trace_id === undefined ? {} : { trace_id };
}
