import type { INodeProperties, INodePropertyOptions } from 'n8n-workflow';

import type { FormFile } from '../api/form';
import { readBinaryFile } from './binaryFile';
import { toFileHeader } from './fileHeader';
import type { ItemReader } from './reader';

/** The choice of 'Attachment' that the options below and 'Input Data Field Name' belong to. */
export const fileFromInput: INodePropertyOptions = {
	name: 'File From Input',
	value: 'binaryFile',
	description: 'A file that an earlier node puts out, such as an upload or a download',
};

const fileName: INodeProperties = {
	displayName: 'File Name',
	name: 'fileName',
	type: 'string',
	default: '',
	placeholder: 'e.g. invoice.pdf',
	description: 'How the file is called in the chat, instead of the name it has in n8n',
	displayOptions: { show: { '/attachment': ['binaryFile'] } },
};

const mimeType: INodeProperties = {
	displayName: 'MIME Type',
	name: 'mimeType',
	type: 'string',
	default: '',
	placeholder: 'e.g. image/png',
	description:
		'What kind of file it is, instead of what n8n knows. It decides whether the file arrives as a picture, a voice message or a document.',
	displayOptions: { show: { '/attachment': ['binaryFile'] } },
};

/** The options 'File Name' and 'MIME Type'. */
export const fileOptions: readonly INodeProperties[] = [fileName, mimeType];

/**
 * The file that an item carries, as it goes out.
 *
 * @throws InvalidInput when there is none, it is empty, or n8n's store has lost it
 */
export async function readFile(item: ItemReader): Promise<FormFile> {
	const file = await readBinaryFile(item);
	const typed = { typedName: item.textOption(fileName), typedType: item.textOption(mimeType) };
	return { ...file, ...toFileHeader({ ...file, ...typed }) };
}
