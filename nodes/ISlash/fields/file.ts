import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { FormFile } from '../api/form';
import { readBinaryFile } from './binaryFile';
import { toFileHeader } from './fileHeader';
import type { ItemReader } from './reader';

/** The choice of 'Attachment' that the options below and 'Input Data Field Name' belong to. */
export const fileFromInput: INodePropertyOptions = {
	name: 'File From Input',
	value: 'binaryFile',
	description: 'A file from an earlier node, such as an upload or a download',
};

const fileName: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice.pdf',
	description: 'What the file is called in the chat, instead of its name in n8n',
	displayOptions: { show: { '/attachment': ['binaryFile'] } },
};

const mimeType: INodeProperties = {
	displayName: 'MIME Type',
	name: 'mimeType',
	type: 'string',
	default: '',
	placeholder: 'e.g. image/png',
	description:
		'The media type of the file, instead of the type that n8n knows. It decides whether the file arrives as a picture, a voice message or a document.',
	displayOptions: { show: { '/attachment': ['binaryFile'] } },
};

/** The options 'File Name' and 'MIME Type'. */
export const fileOptions: readonly INodeProperties[] = [fileName, mimeType];

/**
 * The file of an item, with the name and media type to send.
 *
 * @throws InvalidInput when there is no file, it is empty, or n8n's storage has lost it
 */
export async function readFile(item: ItemReader): Promise<FormFile> {
	const file = await readBinaryFile(item);
	const typed = { typedName: item.textOption(fileName), typedType: item.textOption(mimeType) };
	return { ...file, ...toFileHeader({ ...file, ...typed }) };
}
